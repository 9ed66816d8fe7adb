import {
  FontEntry,
  MockupView,
  PriceBook,
  ProductBundle,
  ProductDraft,
  Rules,
  Variant,
} from '@luneo/contracts';
import { PrintProfile, ProductGeometry } from '@luneo/design';
import { z } from 'zod';

/** What a version was made of: geometry holds only what came of it. */
const Source = z.object({
  draft: ProductDraft,
  /** What the brand said of print for the product's process then. */
  brandProfile: PrintProfile,
});

/** What a published version keeps: the row's JSON, checked where it comes in. It only ever gains optional fields. */
export const ProductContent = z.object({
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  imageUrl: z.string().nullable(),
  geometry: ProductGeometry,
  options: ProductBundle.shape.options,
  /** Absent = every choice goes. */
  rules: Rules.optional(),
  variants: z.array(Variant.extend({ id: z.uuid() })),
  mockups: z.array(MockupView),
  priceBook: PriceBook,
  /** Faces of the brand's library among those of the geometry, with what they cover. */
  ownFonts: z.array(FontEntry).optional(),
  palette: z.array(z.string()),
  clipArt: ProductBundle.shape.clipArt,
  /** Output recipe of its print files; absent = the platform's own. */
  recipe: z.string().optional(),
  /** Absent in versions of the first release. */
  source: Source.optional(),
});
export type ProductContent = z.infer<typeof ProductContent>;
export type ContentVariant = ProductContent['variants'][number];
