import { InvitationBook, type Issued, type Principal } from '@luneo/auth';
import type { Api, Invitation, OpenInvitation } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { type MessageLocale, messageLocale, Outbox, roleName } from '@luneo/notifications';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type AuditCall, ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from '../../platform/entitled.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { IDENTITY, type Identity } from '../../platform/platform.module.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { AuditCalls } from '../audit/audit-calls.ts';
import { choiceOf, invitationOf, managerOf } from './members.mapper.ts';

type Query = z.output<Api['listInvitations']['query']>;
type Create = z.output<Api['createInvitation']['body']>;
type Accept = z.output<Api['acceptInvitation']['body']>;

@Injectable()
export class InvitationsService {
  constructor(
    @Inject(InvitationBook) private readonly invitations: InvitationBook,
    @Inject(Outbox) private readonly messages: Outbox,
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AuditCalls) private readonly audit: AuditCalls,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(Entitled) private readonly entitled: Entitled,
  ) {}

  async list(
    ctx: Ctx,
    { cursor, limit, status }: Query,
  ): Promise<z.input<Api['listInvitations']['response']>> {
    const before = readCursor(cursor)?.id;
    const found = await this.invitations.list(ctx.brandId, { status, before, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(invitationOf),
      nextCursor: last === undefined ? null : cursorOf({ id: last.id }),
    };
  }

  async create(ctx: Ctx, { email, role }: Create, request: Request): Promise<Invitation> {
    const issued = await this.invitations.create(ctx.brandId, managerOf(ctx), {
      email,
      choice: choiceOf(role),
      mostSeats: (await this.entitled.of(ctx)).limits.seats,
    });
    return this.#send(ctx, issued, request);
  }

  async resend(ctx: Ctx, invitationId: string, request: Request): Promise<Invitation> {
    const id = uuidOf('invitation', invitationId);
    return this.#send(ctx, await this.invitations.renew(ctx.brandId, managerOf(ctx), id), request);
  }

  async revoke(ctx: Ctx, invitationId: string): Promise<undefined> {
    await this.invitations.revoke(ctx.brandId, uuidOf('invitation', invitationId));
    return undefined;
  }

  async look(token: string): Promise<OpenInvitation> {
    const {
      brand,
      invitedBy,
      email,
      roleName: role,
      expiresAt,
      hasAccount,
    } = await this.invitations.look(token);
    return { brand, invitedBy, email, roleName: role, expiresAt: expiresAt.toISOString(), hasAccount };
  }

  /** `noted`: what the audit log is told of the call. */
  async accept(
    { token, account }: Accept,
    request: Request,
    noted: { readonly requestId: string; readonly audit: AuditCall },
  ): Promise<{ brandId: string; brand: string }> {
    const { id, brandId, brand, userId, role } = await this.invitations.accept(token, {
      signedIn: await this.#signedIn(request),
      account,
    });
    const principal: Principal = {
      brandId,
      actor: { kind: 'member', userId, role },
      permissions: new Set(),
    };
    await this.audit.note(
      { ...this.contexts.of(principal, noted.requestId), audit: noted.audit },
      { params: { invitationId: publicIdOf('invitation', id) }, body: undefined },
    );
    return { brandId: publicIdOf('brand', brandId), brand };
  }

  /** Who is signed in; undefined where nobody is, or is no longer. */
  async #signedIn(request: Request): Promise<{ id: string; email: string } | undefined> {
    if (!request.headers.has('cookie')) return undefined;
    try {
      return (await this.identity.authenticator().signedIn(request)).user;
    } catch (error) {
      if (error instanceof CodedError && error.code === 'unauthenticated') return undefined;
      throw error;
    }
  }

  /** After the invitation is stored: a message that fails can be sent again, one too many cannot be taken back. */
  async #send(ctx: Ctx, { invitation, token }: Issued, request: Request): Promise<Invitation> {
    const locale: MessageLocale = messageLocale(request.headers.get('accept-language'));
    const shown = invitationOf(invitation);
    await this.messages.send({
      kind: 'invite',
      to: invitation.email,
      locale,
      brandId: ctx.brandId,
      data: {
        brand: invitation.brand,
        inviter: invitation.invitedBy,
        role: invitation.role === 'custom' ? invitation.roleName : roleName(locale, invitation.role),
        days: Math.ceil((invitation.expiresAt.getTime() - ctx.clock.now()) / 86_400_000),
        // Behind the sign that browsers do not send on: no log and no referrer holds it.
        link: `${this.settings.dashboardOrigin()}/invitation/#${token}`,
      },
    });
    const { remember } = ctx;
    if (remember) await this.work.run(ctx, ({ tx }) => remember(tx, shown));
    return shown;
  }
}
