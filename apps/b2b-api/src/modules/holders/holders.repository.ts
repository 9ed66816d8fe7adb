import { HOLDERS_NAMED, type HolderKind, type Holders } from '@luneo/contracts';
import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';

/** What is to be deleted; ids are UUIDs. A font or picture of the library is named by its hash. */
export type Held =
  | { readonly kind: 'asset'; readonly id: string }
  | { readonly kind: 'libraryItem'; readonly hash: string }
  | { readonly kind: 'template'; readonly id: string }
  | { readonly kind: 'productVersion'; readonly productId: string; readonly version: number }
  | { readonly kind: 'design'; readonly id: string };

interface Row {
  readonly kind: HolderKind;
  readonly id: string;
  readonly total: number;
}
const RANK: readonly HolderKind[] = [
  'order',
  'designVersion',
  'design',
  'template',
  'product',
  'libraryItem',
];
const NOTHING = Prisma.sql`SELECT NULL, NULL::uuid WHERE false`;

/** Frozen designs `v` that need it, as a condition. */
function frozen(held: Held): Prisma.Sql {
  switch (held.kind) {
    case 'asset':
      return Prisma.sql`EXISTS (SELECT 1 FROM design_version_asset n WHERE n.brand_id = v.brand_id
        AND n.design_version_id = v.id AND n.asset_id = ${held.id}::uuid)`;
    case 'libraryItem':
      return Prisma.sql`(v.pins->'fonts' ? ${held.hash} OR v.pins->'assets' ? ${held.hash})`;
    case 'template':
      return Prisma.sql`EXISTS (SELECT 1 FROM design d WHERE d.brand_id = v.brand_id AND d.id = v.design_id
        AND d.template_id = ${held.id}::uuid)`;
    case 'productVersion':
      return Prisma.sql`v.product_id = ${held.productId}::uuid AND v.product_version = ${held.version}`;
    case 'design':
      return Prisma.sql`v.design_id = ${held.id}::uuid`;
  }
}

/** All else that needs it, as rows of kind and id. Hashes are hexadecimal: nothing to escape in a pattern. */
function others(held: Held, brand: Prisma.Sql): Prisma.Sql {
  switch (held.kind) {
    case 'asset':
      return Prisma.sql`
        SELECT 'template', template_id FROM template_version_asset
          WHERE brand_id = ${brand} AND asset_id = ${held.id}::uuid
        UNION SELECT 'libraryItem', id FROM library_item
          WHERE brand_id = ${brand} AND asset_id = ${held.id}::uuid`;
    case 'libraryItem': {
      const like = `%${held.hash}%`;
      return Prisma.sql`
        SELECT 'product', id FROM product WHERE brand_id = ${brand} AND draft::text LIKE ${like}
        UNION SELECT 'product', product_id FROM product_version
          WHERE brand_id = ${brand} AND content::text LIKE ${like}
        UNION SELECT 'template', id FROM template WHERE brand_id = ${brand} AND template::text LIKE ${like}
        UNION SELECT 'template', template_id FROM template_version
          WHERE brand_id = ${brand} AND template::text LIKE ${like}`;
    }
    case 'template':
      return Prisma.sql`
        SELECT 'design', id FROM design WHERE brand_id = ${brand} AND template_id = ${held.id}::uuid`;
    case 'productVersion':
      return Prisma.sql`
        SELECT 'design', id FROM design WHERE brand_id = ${brand}
          AND product_id = ${held.productId}::uuid AND product_version = ${held.version}
        UNION SELECT 'product', id FROM product WHERE brand_id = ${brand} AND id = ${held.productId}::uuid
          AND (published_version = ${held.version} OR scheduled_version = ${held.version})`;
    case 'design':
      return NOTHING;
  }
}

@Injectable()
export class HoldersRepository {
  /** All are counted, a few of each kind are named. */
  async find({ tx, brandId }: TxCtx, held: Held): Promise<Holders> {
    const brand = Prisma.sql`${brandId}::uuid`;
    const rows = await tx.$queryRaw<Row[]>`
      WITH frozen AS (
        SELECT v.id FROM design_version v WHERE v.brand_id = ${brand} AND ${frozen(held)}
      ), found (kind, id) AS (
        SELECT DISTINCT 'order', l.order_id FROM line_item l JOIN frozen f ON f.id = l.design_version_id
          WHERE l.brand_id = ${brand}
        UNION ALL SELECT 'designVersion', id FROM frozen
        UNION ALL (${others(held, brand)})
      )
      SELECT kind, id::text, total::int FROM (
        SELECT kind, id, count(*) OVER (PARTITION BY kind) AS total,
          row_number() OVER (PARTITION BY kind ORDER BY id) AS n FROM found
      ) numbered WHERE n <= ${HOLDERS_NAMED} ORDER BY kind, id`;
    const counts: Holders['counts'] = {};
    for (const { kind, total } of rows) counts[kind] = total;
    return {
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      counts,
      items: rows
        .toSorted((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind))
        .map(({ kind, id }) => ({ kind, id: publicIdOf(kind, id) })),
    };
  }
}
