import { MockupView, PriceBook, ProductBundle, Variant } from '@luneo/contracts';
import { ProductGeometry } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TxCtx } from '../../platform/ctx.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ProductRow, ProductVersion } from './products.types.ts';

/** What a published version keeps, beside its name: the row's JSON, checked where it comes in. */
export const ProductContent = z.object({
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  imageUrl: z.string().nullable(),
  geometry: ProductGeometry,
  options: ProductBundle.shape.options,
  variants: z.array(Variant.extend({ id: z.uuid() })),
  mockups: z.array(MockupView),
  priceBook: PriceBook,
  palette: z.array(z.string()),
  clipArt: ProductBundle.shape.clipArt,
});
export type ProductContent = z.infer<typeof ProductContent>;

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
        ...(after === undefined ? {} : { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take,
      select: { id: true, name: true, slug: true, imageUrl: true, publishedVersion: true },
    });
    return rows.map(({ publishedVersion, ...row }) => ({ ...row, version: publishedVersion! }));
  }

  /** The version shoppers get. Throws `not_found` or `product_not_published`. */
  async published(ctx: TxCtx, productId: string): Promise<ProductVersion> {
    const product = await ctx.tx.product.findFirst({
      where: { brandId: ctx.brandId, id: productId },
      select: { publishedVersion: true },
    });
    if (product === null) throw notFound();
    if (product.publishedVersion === null)
      throw new ApiError('product_not_published', 'the product has no published version');
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
    const product: ProductVersion = { id: productId, version, ...ProductContent.parse(row.content) };
    if (this.#parsed.size >= MOST_CACHED) this.#parsed.clear();
    this.#parsed.set(key, product);
    return product;
  }
}
