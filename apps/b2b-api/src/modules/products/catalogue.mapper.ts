import type { CatalogueEntry, CatalogueVersion, DraftRecord, Variant } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';
import type { CatalogueRow, DraftRow, VersionRow } from './catalogue.types.ts';
import type { ContentVariant } from './product-content.ts';
import { absolute } from './products.mapper.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function toEntry(row: CatalogueRow, origin: string): CatalogueEntry {
  const { id, slug, name, imageUrl, revision, publishedVersion, variantCount } = row;
  const scheduled = row.scheduledVersion !== null && row.scheduledAt !== null;
  return {
    id: publicIdOf('product', id),
    slug,
    name,
    imageUrl: imageUrl === null ? null : absolute(origin, imageUrl),
    state: row.archivedAt !== null ? 'archived' : publishedVersion === null ? 'draft' : 'published',
    revision,
    publishedVersion,
    // Versions of the first release have no revision: their draft is at its first one.
    changed: publishedVersion === null || revision !== (row.publishedRevision ?? 1),
    scheduled: scheduled ? { version: row.scheduledVersion, at: row.scheduledAt.toISOString() } : null,
    archivedAt: iso(row.archivedAt),
    variantCount,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const toDraftRecord = (row: DraftRow, origin: string): DraftRecord => ({
  ...toEntry(row, origin),
  draft: row.draft,
});

interface Place {
  readonly brandId: string;
  readonly origin: string;
}

/** Address of a version that never changes what it says. */
const versionUrl = ({ brandId, origin }: Place, hash: string): string =>
  `${origin}/v1/product-versions/${publicIdOf('brand', brandId)}/${hash}`;

export const toVersion = (
  version: VersionRow,
  product: Pick<CatalogueRow, 'id' | 'publishedVersion' | 'scheduledVersion' | 'scheduledAt'>,
  place: Place,
): CatalogueVersion => ({
  productId: publicIdOf('product', product.id),
  version: version.version,
  hash: version.hash,
  url: version.hash === null ? null : versionUrl(place, version.hash),
  live: version.version === product.publishedVersion,
  scheduledAt: version.version === product.scheduledVersion ? iso(product.scheduledAt) : null,
  revision: version.revision,
  actor: version.actor,
  createdAt: version.createdAt.toISOString(),
});

export const toPublicVariant = ({ id, sku, name, options, substrate, sides }: ContentVariant): Variant => ({
  id: publicIdOf('variant', id),
  sku,
  name,
  options,
  ...(substrate !== undefined && { substrate }),
  ...(sides !== undefined && { sides }),
});
