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

/** What is known of a font. Metrics in font units; `hash` is that of the whole stored file. */
export interface FontFacts {
  readonly kind: 'font';
  readonly hash: string;
  readonly family: string;
  /** 100 to 900. */
  readonly weight: number;
  readonly style: 'normal' | 'italic';
  readonly outlines: 'truetype' | 'cff';
  /** What OS/2 allows: without any bound, or to be edited with. */
  readonly embedding: 'installable' | 'editable';
  /** What the file says of its licence, if anything. */
  readonly licence: string;
  readonly unitsPerEm: number;
  readonly ascender: number;
  readonly descender: number;
  readonly lineGap: number;
  /** Covered code points, the text form of `@luneo/layout`. */
  readonly coverage: string;
}

/** A safe asset: store `stored` under `facts.hash`. Artwork is stored as canonical JSON. */
export interface Ingested<F = AssetFacts> {
  readonly facts: F;
  readonly stored: Uint8Array;
  readonly thumbnails: readonly Thumbnail[];
}
