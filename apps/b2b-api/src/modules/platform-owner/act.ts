import type { PlatformActRecord } from '@luneo/auth';
import { type Ctx, now } from '../../platform/ctx.ts';
import { ApiError } from '../../platform/problem.ts';

/** What the owner of the platform does, as it is written down with what it does. */
export function actOf(
  ctx: Ctx,
  about: Pick<PlatformActRecord, 'brandId' | 'reason'> & Partial<Pick<PlatformActRecord, 'details'>>,
): PlatformActRecord {
  const { actor, audit } = ctx;
  if (actor.kind !== 'platform' || audit === undefined)
    throw new ApiError('forbidden', 'only an owner of the platform does this');
  return {
    details: {},
    ...about,
    id: ctx.newId(),
    at: now(ctx),
    userId: actor.userId,
    operation: audit.operation,
    requestId: ctx.requestId,
    ip: audit.ip,
    userAgent: audit.userAgent ?? null,
  };
}

/** The same caller inside one brand, with the reason the brand will read. */
export const inBrand = (ctx: Ctx, brandId: string, reason: string): Ctx => ({
  ...ctx,
  brandId,
  ...(ctx.audit && { audit: { ...ctx.audit, reason } }),
});
