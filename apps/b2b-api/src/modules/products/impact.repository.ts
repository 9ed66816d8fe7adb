import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

@Injectable()
export class ImpactRepository {
  /** Designs, frozen ones, and orders in one of the open states, of one product. */
  async count(ctx: TxCtx, productId: string, open: readonly string[]) {
    const mine = { brandId: ctx.brandId, productId };
    const isOpen = { order: { status: { in: [...open] } } };
    const orders = await ctx.tx.lineItem.groupBy({
      by: ['orderId'],
      where: { ...mine, ...isOpen },
      _count: { _all: true },
    });
    return {
      designs: await ctx.tx.design.count({ where: mine }),
      frozenDesigns: await ctx.tx.designVersion.count({ where: mine }),
      openOrders: orders.length,
      openLines: orders.reduce((sum, { _count }) => sum + _count._all, 0),
    };
  }
}
