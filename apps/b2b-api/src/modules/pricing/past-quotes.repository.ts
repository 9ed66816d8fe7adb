import { Quote } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import type { Design } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

/** A price given when a design was frozen or ordered, and what it was given for. */
export interface PastPrice {
  /** Of the frozen design, or of the line. */
  readonly id: string;
  readonly designVersionId: string;
  /** Where it was ordered. */
  readonly orderId?: string | undefined;
  readonly productVersion: number;
  readonly variantId: string;
  readonly sceneHash: string;
  readonly quote: Quote;
  /** Read only where the quote does not say what was priced. */
  readonly document: Design | undefined;
}

export interface PastRange {
  /** Prices of carts, or of lines that were ordered and not cancelled. */
  readonly of: 'quotes' | 'orders';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
interface Part extends PastRange {
  /** The id a part ended at. */
  readonly before?: string | undefined;
  readonly take: number;
}

const VERSION = { id: true, productVersion: true, variantId: true, sceneHash: true } as const;
const during = ({ from, to }: PastRange): Prisma.DateTimeFilter => ({
  ...(from && { gte: new Date(from) }),
  ...(to && { lt: new Date(to) }),
});
const below = (before: string | undefined) => (before === undefined ? {} : { id: { lt: before } });

@Injectable()
export class PastQuotesRepository {
  /** The latest so many prices of a product, newest first. */
  async list(ctx: TxCtx, productId: string, part: Part): Promise<PastPrice[]> {
    const rows =
      part.of === 'orders'
        ? await this.#lines(ctx, productId, part)
        : await this.#carts(ctx, productId, part);
    const old = rows.filter(({ quote }) => quote.facts === undefined).map((row) => row.designVersionId);
    const documents = await this.#documents(ctx, old);
    return rows.map((row) => ({ ...row, document: documents.get(row.designVersionId) }));
  }

  count(ctx: TxCtx, productId: string, range: PastRange): Promise<number> {
    if (range.of === 'quotes') return ctx.tx.designVersion.count({ where: carts(ctx, productId, range) });
    return ctx.tx.lineItem.count({ where: lines(ctx, productId, range) });
  }

  async #carts(ctx: TxCtx, productId: string, { before, take, ...range }: Part) {
    const rows = await ctx.tx.designVersion.findMany({
      where: { ...carts(ctx, productId, range), ...below(before) },
      orderBy: { id: 'desc' },
      take,
      select: { ...VERSION, quote: true },
    });
    return rows.map((row) => ({ ...row, designVersionId: row.id, quote: Quote.parse(row.quote) }));
  }

  async #lines(ctx: TxCtx, productId: string, { before, take, ...range }: Part) {
    const rows = await ctx.tx.lineItem.findMany({
      where: { ...lines(ctx, productId, range), ...below(before) },
      orderBy: { id: 'desc' },
      take,
      select: { id: true, orderId: true, variantId: true, quote: true, designVersion: { select: VERSION } },
    });
    return rows.map(({ designVersion, quote, ...line }) => ({
      ...designVersion,
      ...line,
      designVersionId: designVersion.id,
      quote: Quote.parse(quote),
    }));
  }

  async #documents(ctx: TxCtx, ids: readonly string[]): Promise<ReadonlyMap<string, Design>> {
    if (ids.length === 0) return new Map();
    const rows = await ctx.tx.designVersion.findMany({
      where: { brandId: ctx.brandId, id: { in: [...ids] } },
      select: { id: true, document: true },
    });
    return new Map(rows.map(({ id, document }) => [id, document as unknown as Design]));
  }
}

const carts = ({ brandId }: TxCtx, productId: string, range: PastRange): Prisma.DesignVersionWhereInput => ({
  brandId,
  productId,
  createdAt: during(range),
});

const lines = ({ brandId }: TxCtx, productId: string, range: PastRange): Prisma.LineItemWhereInput => ({
  brandId,
  productId,
  order: { createdAt: during(range), status: { not: 'cancelled' } },
  NOT: { production: { status: 'cancelled' } },
});
