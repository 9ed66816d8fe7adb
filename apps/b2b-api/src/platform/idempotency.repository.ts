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
    const where = { brandId: ctx.brandId, ...slot };
    await ctx.tx.idempotencyKey.deleteMany({
      where: {
        brandId: ctx.brandId,
        OR: [
          { createdAt: { lt: new Date(ctx.clock.now() - KEPT_MS) } },
          { ...slot, status: null, createdAt: { lt: new Date(ctx.clock.now() - ABANDONED_MS) } },
        ],
      },
    });
    const { count } = await ctx.tx.idempotencyKey.createMany({
      data: { ...where, requestHash, createdAt: now(ctx) },
      skipDuplicates: true,
    });
    if (count > 0) return undefined;
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

  async forget(ctx: TxCtx, slot: Slot): Promise<void> {
    await ctx.tx.idempotencyKey.deleteMany({ where: { brandId: ctx.brandId, ...slot, status: null } });
  }
}
