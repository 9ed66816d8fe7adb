import type { MockupView } from '@luneo/contracts';
import { EMOJI_HASH, FALLBACK_FONTS, FONT_FACES, fontRef } from '@luneo/fonts';
import type { ProductContent } from '../products/product-content.ts';
import { PALETTE, type SeedProduct, type SeedVariant, variantsOf } from './products.ts';

/** Mockups of the demo products, as they are served. */
export interface MockupSource {
  viewsOf(slug: string): readonly MockupView[];
  /** Picture of the product for lists; null = none. */
  imageOf(slug: string): string | null;
}

export const NO_MOCKUPS: MockupSource = { viewsOf: () => [], imageOf: () => null };

interface Parts {
  readonly clipArt: ProductContent['clipArt'];
  readonly mockups: MockupSource;
}

/** What is to be published of a product, its variants without ids yet. */
export type SeedContent = Omit<ProductContent, 'variants'> & { readonly variants: readonly SeedVariant[] };

/** The same input gives the same content, so that a re-run changes nothing. */
export function contentOf(product: SeedProduct, { clipArt, mockups }: Parts): SeedContent {
  const { slug, name, description, process, sides, limits, options, price } = product;
  return {
    name,
    slug,
    description,
    imageUrl: mockups.imageOf(slug),
    geometry: {
      process,
      sides: [...sides],
      limits,
      fonts: FONT_FACES.map(fontRef),
      fallbackFonts: [...FALLBACK_FONTS],
      emojiFont: EMOJI_HASH,
    },
    options: options.map(({ values, ...option }) => ({ ...option, values: [...values] })),
    variants: variantsOf(product),
    mockups: [...mockups.viewsOf(slug)],
    priceBook: {
      id: `${slug}-base`,
      version: 1,
      ...price,
      tiers: [...price.tiers],
      surcharges: [...price.surcharges],
    },
    palette: [...PALETTE],
    clipArt,
  };
}
