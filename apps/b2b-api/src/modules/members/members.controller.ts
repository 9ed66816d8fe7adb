import { Controller, Inject } from '@nestjs/common';
import { callFrom } from '../../http/audit-call.ts';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { webRequest } from '../../http/web-request.ts';
import { ContextFactory } from '../../platform/ctx.ts';
import { IDENTITY, type Identity } from '../../platform/platform.module.ts';
import { MembersService } from './members.service.ts';

@Controller()
export class MembersController {
  constructor(
    @Inject(MembersService) private readonly members: MembersService,
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
  ) {}

  @Operation('listMembers')
  list(@Input() { ctx, query }: Call<'listMembers'>): Promise<Answer<'listMembers'>> {
    return this.members.list(ctx, query);
  }

  @Operation('updateMember')
  update(@Input() { ctx, params, body }: Call<'updateMember'>): Promise<Answer<'updateMember'>> {
    return this.members.update(ctx, params.memberId, body.role);
  }

  @Operation('removeMember')
  remove(@Input() { ctx, params }: Call<'removeMember'>): Promise<Answer<'removeMember'>> {
    return this.members.remove(ctx, params.memberId);
  }

  @Operation('listMemberSessions')
  sessions(@Input() { ctx, params }: Call<'listMemberSessions'>): Promise<Answer<'listMemberSessions'>> {
    return this.members.sessions(ctx, params.memberId);
  }

  @Operation('endMemberSessions')
  endSessions(@Input() { ctx, params }: Call<'endMemberSessions'>): Promise<Answer<'endMemberSessions'>> {
    return this.members.endSessions(ctx, params.memberId);
  }

  /** Needs no permission, so the guard does not say who calls. */
  @Operation('leaveBrand')
  async leave(@Input() { request, ctx }: Call<'leaveBrand'>): Promise<Answer<'leaveBrand'>> {
    const principal = await this.identity
      .authenticator()
      .authenticate(webRequest(request), { credentials: ['session'], account: true });
    const audit = callFrom('leaveBrand', request);
    return this.members.leave({ ...this.contexts.of(principal, ctx.requestId), audit });
  }

  @Operation('listRoles')
  listRoles(@Input() { ctx }: Call<'listRoles'>): Promise<Answer<'listRoles'>> {
    return this.members.listRoles(ctx);
  }

  @Operation('createRole')
  createRole(@Input() { ctx, body }: Call<'createRole'>): Promise<Answer<'createRole'>> {
    return this.members.createRole(ctx, body);
  }

  @Operation('updateRole')
  updateRole(@Input() { ctx, params, body }: Call<'updateRole'>): Promise<Answer<'updateRole'>> {
    return this.members.updateRole(ctx, params.roleId, body);
  }

  @Operation('deleteRole')
  deleteRole(@Input() { ctx, params }: Call<'deleteRole'>): Promise<Answer<'deleteRole'>> {
    return this.members.deleteRole(ctx, params.roleId);
  }
}
