import type { ProductDraft } from '@luneo/contracts';

/** A product as the brand works on it; ids are UUIDs. */
export interface CatalogueRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly imageUrl: string | null;
  readonly revision: number;
  readonly publishedVersion: number | null;
  readonly publishedRevision: number | null;
  readonly scheduledVersion: number | null;
  readonly scheduledAt: Date | null;
  readonly archivedAt: Date | null;
  readonly updatedAt: Date;
  readonly variantCount: number;
}

export interface DraftRow extends CatalogueRow {
  readonly draft: ProductDraft;
}

/** A version without its content. */
export interface VersionRow {
  readonly version: number;
  readonly hash: string | null;
  readonly revision: number | null;
  readonly actor: string | null;
  readonly createdAt: Date;
}
