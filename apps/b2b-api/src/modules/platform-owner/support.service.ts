import { BrandBook, SupportBook, type SupportRecord } from '@luneo/auth';
import type { Api, SupportSession } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { readCursor } from '../../platform/cursor.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { AuditCalls } from '../audit/audit-calls.ts';
import { actOf, inBrand } from './act.ts';
import { pageOf } from './page.ts';

type Wanted = z.output<Api['startSupportSession']['body']>;
type Query = z.output<Api['listSupportSessions']['query']>;
type Page = z.input<Api['listSupportSessions']['response']>;

const sessionOf = ({
  id,
  brandId,
  userId,
  createdAt,
  expiresAt,
  endedAt,
  ...rest
}: SupportRecord): SupportSession => ({
  ...rest,
  id: publicIdOf('supportSession', id),
  brandId: publicIdOf('brand', brandId),
  userId: publicIdOf('user', userId),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

/** Somebody of the platform inside a brand: the brand reads who, when and why before it happens. */
@Injectable()
export class SupportService {
  constructor(
    @Inject(BrandBook) private readonly brands: BrandBook,
    @Inject(SupportBook) private readonly sessions: SupportBook,
    @Inject(AuditCalls) private readonly audit: AuditCalls,
  ) {}

  async start(ctx: Ctx, brandId: string, wanted: Wanted): Promise<SupportSession> {
    const { id } = await this.brands.get(uuidOf('brand', brandId));
    const { reason, minutes, writes } = wanted;
    await this.audit.note(inBrand(ctx, id, reason), { params: { brandId }, body: wanted });
    const act = actOf(ctx, { brandId: id, reason, details: { minutes, writes } });
    return sessionOf(await this.sessions.start(act, { ...wanted, id: ctx.newId(), brandId: id }));
  }

  async list({ brandId, cursor, limit }: Query): Promise<Page> {
    const found = await this.sessions.list({
      brandId: brandId === undefined ? undefined : uuidOf('brand', brandId),
      before: readCursor(cursor)?.id,
      limit: limit + 1,
    });
    return pageOf(found, limit, sessionOf);
  }

  async end(ctx: Ctx, supportSessionId: string): Promise<undefined> {
    const { id, brandId, reason } = await this.sessions.get(uuidOf('supportSession', supportSessionId));
    await this.audit.note(inBrand(ctx, brandId, reason), { params: { supportSessionId }, body: undefined });
    await this.sessions.end(actOf(ctx, { brandId, reason, details: { supportSessionId } }), id);
    return undefined;
  }

  /** Of the brand that asks. */
  visits(ctx: Ctx, query: Omit<Query, 'brandId'>): Promise<Page> {
    return this.list({ ...query, brandId: publicIdOf('brand', ctx.brandId) });
  }
}
