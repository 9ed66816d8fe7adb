import { MemberBook, RoleBook } from '@luneo/auth';
import type { Api, BrandRole, Member, MemberSession, RoleRef } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { AuditCalls } from '../audit/audit-calls.ts';
import { choiceOf, managerOf, memberOf, roleOf, sessionOf } from './members.mapper.ts';

type Query = z.output<Api['listMembers']['query']>;
type NewRole = z.output<Api['createRole']['body']>;
type RoleChange = z.output<Api['updateRole']['body']>;

/** Members and roles of a brand. */
@Injectable()
export class MembersService {
  constructor(
    @Inject(MemberBook) private readonly members: MemberBook,
    @Inject(RoleBook) private readonly roles: RoleBook,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AuditCalls) private readonly audit: AuditCalls,
  ) {}

  async list(
    ctx: Ctx,
    { cursor, limit, role, search }: Query,
  ): Promise<z.input<Api['listMembers']['response']>> {
    const found = await this.members.list(ctx.brandId, {
      search,
      role: role === undefined ? undefined : choiceOf(role),
      after: readCursor(cursor)?.id,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items: items.map(memberOf), nextCursor: last === undefined ? null : cursorOf({ id: last.id }) };
  }

  async update(ctx: Ctx, memberId: string, role: RoleRef): Promise<Member> {
    const id = uuidOf('member', memberId);
    return memberOf(await this.members.change(ctx.brandId, managerOf(ctx), id, choiceOf(role)));
  }

  async remove(ctx: Ctx, memberId: string): Promise<undefined> {
    await this.members.remove(ctx.brandId, managerOf(ctx), uuidOf('member', memberId));
    return undefined;
  }

  async sessions(ctx: Ctx, memberId: string): Promise<{ items: MemberSession[] }> {
    const found = await this.members.sessions(ctx.brandId, uuidOf('member', memberId));
    return { items: found.map(sessionOf) };
  }

  async endSessions(ctx: Ctx, memberId: string): Promise<undefined> {
    await this.members.endSessions(ctx.brandId, managerOf(ctx), uuidOf('member', memberId));
    return undefined;
  }

  async leave(ctx: Ctx): Promise<undefined> {
    await this.audit.note(ctx, { params: undefined, body: undefined });
    await this.members.leave(ctx.brandId, managerOf(ctx).userId);
    return undefined;
  }

  async listRoles(ctx: Ctx): Promise<{ items: BrandRole[] }> {
    return { items: (await this.roles.list(ctx.brandId)).map(roleOf) };
  }

  async createRole(ctx: Ctx, wanted: NewRole): Promise<BrandRole> {
    const role = roleOf(await this.roles.create(ctx.brandId, managerOf(ctx), wanted));
    const { remember } = ctx;
    if (remember) await this.work.run(ctx, ({ tx }) => remember(tx, role));
    return role;
  }

  async updateRole(ctx: Ctx, roleId: string, change: RoleChange): Promise<BrandRole> {
    const id = uuidOf('brandRole', roleId);
    return roleOf(await this.roles.update(ctx.brandId, managerOf(ctx), { ...change, roleId: id }));
  }

  async deleteRole(ctx: Ctx, roleId: string): Promise<undefined> {
    await this.roles.delete(ctx.brandId, uuidOf('brandRole', roleId));
    return undefined;
  }
}
