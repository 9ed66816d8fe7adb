import type { Design } from '@luneo/design';
import type { TxCtx } from '../../platform/ctx.ts';

/** Sides that take ink, in the document's order. */
export const printedSides = ({ sides }: Pick<Design, 'sides'>): string[] =>
  sides.filter(({ layers, background }) => layers.length > 0 || background !== undefined).map(({ id }) => id);

/** The same of frozen designs, by their id, told by the database: a document may have megabytes. */
export async function frozenSides(
  { tx, brandId }: TxCtx,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (versionIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; sides: string[] }[]>`
    SELECT v.id, ARRAY(
      SELECT s.side ->> 'id' FROM jsonb_array_elements(v.document -> 'sides') WITH ORDINALITY AS s(side, position)
      WHERE jsonb_array_length(s.side -> 'layers') > 0 OR s.side ? 'background' ORDER BY s.position) AS sides
    FROM design_version v WHERE v.brand_id = ${brandId}::uuid AND v.id = ANY(${[...new Set(versionIds)]}::uuid[])`;
  return new Map(rows.map(({ id, sides }) => [id, sides]));
}
