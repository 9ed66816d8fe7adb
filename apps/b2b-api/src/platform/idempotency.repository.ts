import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from './ctx.ts';

export interface Slot {
  readonly key: string;
  readonly operation: string;
}

/** Answers are kept this long. */
const KEPT_MS = 24 * 60 * 60 * 1000;
/** A first call that has not ended by then died with its server. */
const ABANDONED_MS = 2 * 60 * 1000;

@Injectable()
export class IdempotencyRepository {
  /** Takes the slot for this call, or returns what is known of the first one. */
  async claim(
    ctx: TxCtx,
    slot: Slot,
    requestHash: string,
  ): Promise<{ requestHash: string; done: boolean; answer: unknown } | undefined> {
    const before = (ms: number): Date => new Date(ctx.clock.now() - ms);
    const taken = await ctx.tx.$executeRaw`
      INSERT INTO idempotency_key AS k (brand_id, key, operation, request_hash, created_at)
      VALUES (${ctx.brandId}::uuid, ${slot.key}, ${slot.operation}, ${requestHash}, ${now(ctx)})
      ON CONFLICT (brand_id, operation, key) DO UPDATE
        SET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, answer = NULL
        WHERE k.created_at < ${before(KEPT_MS)} OR (k.status IS NULL AND k.created_at < ${before(ABANDONED_MS)})`;
    if (taken > 0) return undefined;
    const where = { brandId: ctx.brandId, ...slot };
    const row = await ctx.tx.idempotencyKey.findFirst({ where });
    // Gone between the two statements: the first call failed just now; its repeat may say so and try again.
    if (row === null) return { requestHash, done: false, answer: null };
    return { requestHash: row.requestHash, done: row.status !== null, answer: row.answer };
  }

  async store(ctx: TxCtx, slot: Slot, status: number, answer: unknown): Promise<void> {
    await ctx.tx.idempotencyKey.updateMany({
      where: { brandId: ctx.brandId, ...slot },
      data: { status, answer: answer === undefined ? Prisma.JsonNull : (answer as Prisma.InputJsonValue) },
    });
  }

  /** Those whose time is over. */
  async thin(ctx: TxCtx): Promise<number> {
    const createdAt = { lt: new Date(ctx.clock.now() - KEPT_MS) };
    return (await ctx.tx.idempotencyKey.deleteMany({ where: { brandId: ctx.brandId, createdAt } })).count;
  }

  async forget(ctx: TxCtx, slot: Slot): Promise<void> {
    await ctx.tx.idempotencyKey.deleteMany({ where: { brandId: ctx.brandId, ...slot, status: null } });
  }
}
