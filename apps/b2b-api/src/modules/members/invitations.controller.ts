import { Controller, Inject } from '@nestjs/common';
import { callFrom } from '../../http/audit-call.ts';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { webRequest } from '../../http/web-request.ts';
import { InvitationsService } from './invitations.service.ts';

@Controller()
export class InvitationsController {
  constructor(@Inject(InvitationsService) private readonly invitations: InvitationsService) {}

  @Operation('listInvitations')
  list(@Input() { ctx, query }: Call<'listInvitations'>): Promise<Answer<'listInvitations'>> {
    return this.invitations.list(ctx, query);
  }

  @Operation('createInvitation')
  create(@Input() { ctx, body, request }: Call<'createInvitation'>): Promise<Answer<'createInvitation'>> {
    return this.invitations.create(ctx, body, webRequest(request));
  }

  @Operation('resendInvitation')
  resend(@Input() { ctx, params, request }: Call<'resendInvitation'>): Promise<Answer<'resendInvitation'>> {
    return this.invitations.resend(ctx, params.invitationId, webRequest(request));
  }

  @Operation('revokeInvitation')
  revoke(@Input() { ctx, params }: Call<'revokeInvitation'>): Promise<Answer<'revokeInvitation'>> {
    return this.invitations.revoke(ctx, params.invitationId);
  }

  @Operation('openInvitation')
  look(@Input() { body }: Call<'openInvitation'>): Promise<Answer<'openInvitation'>> {
    return this.invitations.look(body.token);
  }

  @Operation('acceptInvitation')
  accept(@Input() { ctx, body, request }: Call<'acceptInvitation'>): Promise<Answer<'acceptInvitation'>> {
    const audit = callFrom('acceptInvitation', request);
    return this.invitations.accept(body, webRequest(request), { requestId: ctx.requestId, audit });
  }
}
