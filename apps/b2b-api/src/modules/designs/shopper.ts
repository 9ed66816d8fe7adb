import { type Ctx, shopperOf } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';

/** A shopper's token opens one product; every other one does not exist for it. */
export function checkProduct(ctx: Ctx, productId: string): void {
  const shopper = shopperOf(ctx);
  if (shopper !== undefined && shopper.productId !== productId) throw notFound();
}

/** Row filter of designs: a shopper sees their own, the brand sees all. */
export const ownDesigns = (ctx: Ctx): { shopperId?: string } => {
  const shopper = shopperOf(ctx);
  return shopper === undefined ? {} : { shopperId: shopper.shopperId };
};
