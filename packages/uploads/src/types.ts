import type { AssetFacts } from '@luneo/design';

/**
 * A WebP copy of the asset. The proxy keeps the stored file's orientation, because it stands in for
 * it under the same matrix; the thumbnail is upright.
 */
export interface Thumbnail {
  readonly rendition: 'proxy' | 'thumb';
  readonly width: number;
  readonly height: number;
  readonly webp: Uint8Array;
}

/** A safe asset: store `stored` under `facts.hash`. Artwork is stored as canonical JSON. */
export interface Ingested {
  readonly facts: AssetFacts;
  readonly stored: Uint8Array;
  readonly thumbnails: readonly Thumbnail[];
}
