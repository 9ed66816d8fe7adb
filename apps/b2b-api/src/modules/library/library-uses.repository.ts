import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

const MOST_NAMED = 20;

export interface Uses {
  readonly products: readonly string[];
  readonly templates: readonly string[];
  readonly frozenDesigns: number;
}

/** Who names a font, picture or artwork by its hash. Hashes are hexadecimal: nothing to escape in a pattern. */
@Injectable()
export class LibraryUsesRepository {
  async find(ctx: TxCtx, hash: string): Promise<Uses> {
    return {
      products: await this.#products(ctx, hash),
      templates: await this.#templates(ctx, hash),
      frozenDesigns: await this.#frozen(ctx, hash),
    };
  }

  async #products(ctx: TxCtx, hash: string): Promise<string[]> {
    const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM product p WHERE brand_id = ${ctx.brandId}::uuid AND (
        draft::text LIKE ${`%${hash}%`} OR EXISTS (
          SELECT 1 FROM product_version v
          WHERE v.brand_id = p.brand_id AND v.product_id = p.id AND v.content::text LIKE ${`%${hash}%`}))
      ORDER BY id LIMIT ${MOST_NAMED}`;
    return rows.map(({ id }) => id);
  }

  async #templates(ctx: TxCtx, hash: string): Promise<string[]> {
    const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM template t WHERE brand_id = ${ctx.brandId}::uuid AND (
        template::text LIKE ${`%${hash}%`} OR EXISTS (
          SELECT 1 FROM template_version v
          WHERE v.brand_id = t.brand_id AND v.template_id = t.id AND v.template::text LIKE ${`%${hash}%`}))
      ORDER BY id LIMIT ${MOST_NAMED}`;
    return rows.map(({ id }) => id);
  }

  /** Pins of a frozen design hold hashes of its fonts and assets. */
  async #frozen({ tx, brandId }: TxCtx, hash: string): Promise<number> {
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM design_version
      WHERE brand_id = ${brandId}::uuid AND (pins->'fonts' ? ${hash} OR pins->'assets' ? ${hash})`;
    return row?.count ?? 0;
  }
}
