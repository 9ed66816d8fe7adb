import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { TxCtx } from '../../platform/ctx.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { ProductContent } from './product-content.ts';
import type { ProductRow, ProductVersion } from './products.types.ts';

const Summary = ProductContent.pick({ name: true, slug: true, imageUrl: true });
type Summary = z.infer<typeof Summary>;

/** Versions never change, so a parsed one is kept. */
const MOST_CACHED = 500;

@Injectable()
export class ProductsRepository {
  readonly #parsed = new Map<string, ProductVersion>();

  async list(
    ctx: TxCtx,
    { after, take }: { after: string | undefined; take: number },
  ): Promise<ProductRow[]> {
    const rows = await ctx.tx.product.findMany({
      where: {
        brandId: ctx.brandId,
        publishedVersion: { not: null },
        archivedAt: null,
        ...(after === undefined ? {} : { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take,
      select: { id: true, name: true, slug: true, imageUrl: true, publishedVersion: true },
    });
    const summaries = await this.#summaries(ctx, rows);
    // The product's own columns are those of the draft: nobody outside sees them before they are published.
    return rows.map(({ publishedVersion, ...row }) => ({
      ...row,
      ...summaries.get(row.id),
      version: publishedVersion!,
    }));
  }

  async #summaries(
    ctx: TxCtx,
    rows: readonly { readonly id: string; readonly publishedVersion: number | null }[],
  ): Promise<ReadonlyMap<string, Summary>> {
    if (rows.length === 0) return new Map();
    const live = await ctx.tx.productVersion.findMany({
      where: {
        brandId: ctx.brandId,
        OR: rows.map(({ id, publishedVersion }) => ({ productId: id, version: publishedVersion! })),
      },
      select: { productId: true, summary: true },
    });
    return new Map(
      live.flatMap(({ productId, summary }) =>
        summary === null ? [] : [[productId, Summary.parse(summary)]],
      ),
    );
  }

  /** The version shoppers get. Throws `not_found` or `product_not_published`. */
  async published(ctx: TxCtx, productId: string): Promise<ProductVersion> {
    const product = await ctx.tx.product.findFirst({
      where: { brandId: ctx.brandId, id: productId },
      select: { publishedVersion: true, archivedAt: true },
    });
    if (product === null) throw notFound();
    if (product.publishedVersion === null)
      throw new ApiError('product_not_published', 'the product has no published version');
    if (product.archivedAt !== null)
      throw new ApiError('product_not_published', 'the product is no longer sold');
    return this.version(ctx, productId, product.publishedVersion);
  }

  /** One version, published once and kept for ever. Throws `not_found`. */
  async version(ctx: TxCtx, productId: string, version: number): Promise<ProductVersion> {
    const key = `${ctx.brandId} ${productId} ${version}`;
    const known = this.#parsed.get(key);
    if (known !== undefined) return known;
    const row = await ctx.tx.productVersion.findFirst({
      where: { brandId: ctx.brandId, productId, version },
    });
    if (row === null) throw notFound();
    const product: ProductVersion = {
      ...ProductContent.parse(row.content),
      id: productId,
      version,
      hash: row.hash,
    };
    if (this.#parsed.size >= MOST_CACHED) this.#parsed.clear();
    this.#parsed.set(key, product);
    return product;
  }
}
