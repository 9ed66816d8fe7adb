import { Quote } from '@luneo/contracts';
import type { Design } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

/** A price given when a design was frozen, and what it was frozen from. */
export interface PastPrice {
  readonly id: string;
  readonly productVersion: number;
  readonly variantId: string;
  readonly sceneHash: string;
  readonly quote: Quote;
  /** Read only where the quote does not say what was priced. */
  readonly document: Design | undefined;
}

interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
}

@Injectable()
export class PastQuotesRepository {
  /** The latest so many quotes of a product, newest first. */
  async list(ctx: TxCtx, productId: string, { from, to, limit }: Range): Promise<PastPrice[]> {
    const rows = await ctx.tx.designVersion.findMany({
      where: {
        brandId: ctx.brandId,
        productId,
        createdAt: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) },
      },
      orderBy: { id: 'desc' },
      take: limit,
      select: { id: true, productVersion: true, variantId: true, sceneHash: true, quote: true },
    });
    const past = rows.map((row) => ({ ...row, quote: Quote.parse(row.quote) }));
    const old = past.filter(({ quote }) => quote.facts === undefined).map(({ id }) => id);
    const documents = await this.#documents(ctx, old);
    return past.map((row) => ({ ...row, document: documents.get(row.id) }));
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
