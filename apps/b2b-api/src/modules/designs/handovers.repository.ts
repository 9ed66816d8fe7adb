import { sha256Hex } from '@luneo/kernel';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { ApiError } from '../../platform/problem.ts';

/** Typed by hand: case and hyphens do not count, nor does what looks like a zero or a one. */
const hashOf = (code: string): string =>
  sha256Hex(code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1'));

@Injectable()
export class HandoversRepository {
  async insert(
    { tx, brandId }: TxCtx,
    { code, ...row }: { code: string; designId: string; shopperId: string; expiresAt: Date },
  ): Promise<void> {
    await tx.designHandover.create({ data: { ...row, brandId, codeHash: hashOf(code) } });
  }

  /** Codes of a design that wait; those whose time is over are forgotten. */
  async waiting(ctx: TxCtx, designId: string): Promise<number> {
    const { brandId } = ctx;
    await ctx.tx.designHandover.deleteMany({ where: { brandId, designId, expiresAt: { lte: now(ctx) } } });
    return ctx.tx.designHandover.count({ where: { brandId, designId, usedAt: null } });
  }

  /** Whose code it was, once. Throws `link_expired`, also for a code nobody was given. */
  async redeem(
    ctx: TxCtx,
    code: string,
    productId: string,
  ): Promise<{ designId: string; shopperId: string }> {
    const [row] = await ctx.tx.designHandover.updateManyAndReturn({
      where: {
        brandId: ctx.brandId,
        codeHash: hashOf(code),
        usedAt: null,
        expiresAt: { gt: now(ctx) },
        design: { productId },
      },
      data: { usedAt: now(ctx) },
      select: { designId: true, shopperId: true },
    });
    if (row === undefined) throw new ApiError('link_expired', 'the code was used, or its time is over');
    return row;
  }
}
