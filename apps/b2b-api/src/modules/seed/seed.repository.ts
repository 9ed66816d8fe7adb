import type { Prisma } from '@luneo/database';
import { contentHash } from '@luneo/kernel';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import type { ProductContent } from '../products/products.repository.ts';

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

export interface KnownProduct {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
  /** SKU -> UUID: a variant keeps its id from version to version. */
  readonly variants: ReadonlyMap<string, string>;
}

/** Writes the catalogue rows of a product: what it is now, and its published version as a whole. */
@Injectable()
export class SeedRepository {
  async find(ctx: TxCtx, slug: string): Promise<KnownProduct | undefined> {
    const row = await ctx.tx.product.findFirst({
      where: { brandId: ctx.brandId, slug },
      include: { versions: { orderBy: { version: 'desc' }, take: 1 }, variants: true },
    });
    const [latest] = row?.versions ?? [];
    if (row === null || latest === undefined) return undefined;
    return {
      id: row.id,
      version: latest.version,
      contentHash: contentHash(latest.content),
      variants: new Map(row.variants.map(({ sku, id }) => [sku, id])),
    };
  }

  /** Publishes content as the given version; version 1 makes the product. */
  async publish(ctx: TxCtx, productId: string, version: number, content: ProductContent): Promise<void> {
    const { brandId } = ctx;
    const { name, slug, description, imageUrl } = content;
    const at = now(ctx);
    if (version === 1) {
      const row = { id: productId, brandId, name, slug, description, imageUrl, createdAt: at, updatedAt: at };
      await ctx.tx.product.createMany({ data: row });
      await this.#insertParts(ctx, productId, content);
    }
    await ctx.tx.productVersion.createMany({
      data: { brandId, productId, version, content: json(content), createdAt: at },
    });
    await ctx.tx.priceBook.createMany({
      data: {
        id: ctx.newId(),
        brandId,
        productId,
        version: content.priceBook.version,
        book: json(content.priceBook),
        createdAt: at,
      },
      skipDuplicates: true,
    });
    await ctx.tx.product.updateMany({
      where: { brandId, id: productId },
      data: { name, description, imageUrl, publishedVersion: version, updatedAt: at },
    });
  }

  async #insertParts(
    ctx: TxCtx,
    productId: string,
    { variants, options, geometry }: ProductContent,
  ): Promise<void> {
    const { brandId } = ctx;
    await ctx.tx.variant.createMany({
      data: variants.map(({ id, sku, name, options: chosen, substrate }, position) => ({
        id,
        brandId,
        productId,
        sku,
        name,
        options: json(chosen),
        substrate: substrate ?? null,
        position,
      })),
    });
    await ctx.tx.option.createMany({
      data: options.map(({ id: key, name, values }, position) => ({
        id: ctx.newId(),
        brandId,
        productId,
        key,
        name,
        values: json(values),
        position,
      })),
    });
    await ctx.tx.side.createMany({
      data: geometry.sides.map(({ id: key, substrate, printArea: _, ...side }, position) => ({
        ...side,
        id: ctx.newId(),
        brandId,
        productId,
        key,
        substrate: substrate.rgb,
        position,
      })),
    });
  }
}
