import { MockupView, PriceBook, ProductBundle, Variant } from '@luneo/contracts';
import { PrintProfile, ProductGeometry } from '@luneo/design';
import { z } from 'zod';

/** What every level said of print when the version was made: geometry holds only what came of it. */
const PrintLevels = z.object({
  brand: PrintProfile,
  product: PrintProfile,
  /** By side id. */
  sides: z.record(z.string(), PrintProfile),
  printAreas: z.record(z.string(), PrintProfile),
  /** Sides with a colour of their own, and the substrate of the others. */
  colours: z.record(z.string(), z.string()),
  substrate: z.object({ key: z.string(), name: z.string() }).optional(),
});
export type PrintLevels = z.infer<typeof PrintLevels>;

/** What a published version keeps: the row's JSON, checked where it comes in. It only ever gains optional fields. */
export const ProductContent = z.object({
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  imageUrl: z.string().nullable(),
  geometry: ProductGeometry,
  options: ProductBundle.shape.options,
  variants: z.array(Variant.extend({ id: z.uuid() })),
  mockups: z.array(MockupView),
  priceBook: PriceBook,
  palette: z.array(z.string()),
  clipArt: ProductBundle.shape.clipArt,
  print: PrintLevels.optional(),
});
export type ProductContent = z.infer<typeof ProductContent>;
export type ContentVariant = ProductContent['variants'][number];
