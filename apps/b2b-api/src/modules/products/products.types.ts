import type { FontEntry, MockupView, PriceBook, ProductBundle, Rule, Variant } from '@luneo/contracts';
import type { ProductGeometry } from '@luneo/design';

/** A published version of a product as the catalogue keeps it; ids are UUIDs. */
export interface ProductVersion {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly version: number;
  /** SHA-256 of the content; null for versions made before they had one. */
  readonly hash: string | null;
  readonly description: string;
  readonly imageUrl: string | null;
  readonly geometry: ProductGeometry;
  readonly options: ProductBundle['options'];
  readonly rules?: readonly Rule[] | undefined;
  readonly variants: readonly ProductVariant[];
  readonly mockups: readonly MockupView[];
  readonly priceBook: PriceBook;
  /** Faces of the brand's library among those of the geometry. */
  readonly ownFonts?: readonly FontEntry[] | undefined;
  readonly palette: readonly string[];
  readonly clipArt: ProductBundle['clipArt'];
  /** Output recipe; undefined = the platform's own. */
  readonly recipe?: string | undefined;
}

export type ProductVariant = Omit<Variant, 'id'> & { readonly id: string };

export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly version: number;
  readonly imageUrl: string | null;
  readonly hash?: string | null;
}
