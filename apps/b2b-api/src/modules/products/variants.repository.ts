import { Prisma } from '@luneo/database';
import { SideOverride } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TxCtx } from '../../platform/ctx.ts';
import type { ContentVariant } from './product-content.ts';

const Options = z.record(z.string(), z.string());
const Sides = z.record(z.string(), SideOverride);
/** Rows a statement: ten parameters each, of 32,767 a statement may have. */
const BATCH = 1_000;

export interface StoredVariant extends ContentVariant {
  readonly position: number;
}

const toVariant = (row: Prisma.VariantGetPayload<object>): StoredVariant => ({
  id: row.id,
  sku: row.sku,
  name: row.name,
  options: Options.parse(row.options),
  ...(row.substrate === null ? {} : { substrate: row.substrate }),
  ...(row.sides === null ? {} : { sides: Sides.parse(row.sides) }),
  position: row.position,
});

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) => all.slice(i * BATCH, (i + 1) * BATCH));

@Injectable()
export class VariantsRepository {
  /** All of a product, in their order. */
  async all(ctx: TxCtx, productId: string): Promise<StoredVariant[]> {
    const rows = await ctx.tx.variant.findMany({
      where: { brandId: ctx.brandId, productId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toVariant);
  }

  async page(
    ctx: TxCtx,
    productId: string,
    { after, q, take }: { after: { position: number } | undefined; q: string | undefined; take: number },
  ): Promise<StoredVariant[]> {
    const like = { contains: q ?? '', mode: 'insensitive' } as const;
    const rows = await ctx.tx.variant.findMany({
      where: {
        brandId: ctx.brandId,
        productId,
        ...(q ? { OR: [{ sku: like }, { name: like }] } : {}),
        ...(after === undefined ? {} : { position: { gt: after.position } }),
      },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      take,
    });
    return rows.map(toVariant);
  }

  /** Those of the SKUs that variants of other products have. */
  async takenElsewhere(ctx: TxCtx, productId: string, skus: readonly string[]): Promise<Set<string>> {
    const rows = await ctx.tx.$queryRaw<{ sku: string }[]>`
      SELECT sku FROM variant
      WHERE brand_id = ${ctx.brandId}::uuid AND product_id <> ${productId}::uuid AND sku = ANY(${[...skus]})`;
    return new Set(rows.map(({ sku }) => sku));
  }

  /**
   * Puts variants in place of those with the same ids, and takes others away. What changes is taken away
   * first: two variants may swap their SKUs.
   */
  async replace(
    ctx: TxCtx,
    productId: string,
    { put, removed }: { put: readonly StoredVariant[]; removed: readonly string[] },
  ): Promise<void> {
    const { brandId } = ctx;
    for (const ids of batches([...removed, ...put.map(({ id }) => id)]))
      await ctx.tx.variant.deleteMany({ where: { brandId, productId, id: { in: ids } } });
    for (const rows of batches(put))
      await ctx.tx.variant.createMany({
        data: rows.map(({ id, sku, name, options, substrate, sides, position }) => ({
          id,
          brandId,
          productId,
          sku,
          name,
          options,
          substrate: substrate ?? null,
          sides: sides === undefined ? Prisma.DbNull : (sides as Prisma.InputJsonObject),
          position,
        })),
      });
  }
}
