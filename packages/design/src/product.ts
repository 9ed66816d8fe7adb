import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { BlobHash, Color, FontRef, SideId } from './schema.ts';

/**
 * What the engine must know of a product: faces, sizes, limits, fonts. Pure data, frozen with each
 * design version. Prices, options and mockups are the catalogue's business and not in here.
 */
const um = z.int().min(0).max(LIMITS.lengthUm);

export const Process = z.enum([
  'dtg',
  'dtf',
  'sublimation',
  'uv',
  'screen',
  'offset',
  'digital',
  'engraving',
  'embroidery',
  'vinyl',
]);

/** Space: origin at the top left of the trim box, micrometres. */
export const ProductSide = z.strictObject({
  id: SideId,
  name: z.string().min(1).max(LIMITS.nameLength),
  /** Trim box: what the customer holds after cutting. */
  widthUm: z.int().min(1_000).max(LIMITS.lengthUm),
  heightUm: z.int().min(1_000).max(LIMITS.lengthUm),
  /** Ink beyond the trim on every edge; 0 where nothing is cut. */
  bleedUm: um,
  /** Nothing vital nearer to the trim than this. */
  safeUm: um,
  /** Where ink may lie. Absent = the whole trim box plus bleed. */
  printArea: z
    .strictObject({
      shape: z.enum(['rect', 'ellipse']),
      xUm: z.int(),
      yUm: z.int(),
      widthUm: um,
      heightUm: um,
    })
    .optional(),
  /** Colour of the bare substrate on screen. */
  substrate: Color,
});

/** Limits of a process on this product; what falls below `block…` is not ordered. */
export const PrintLimits = z.strictObject({
  warnDpi: z.int().min(1).max(2400),
  blockDpi: z.int().min(1).max(2400),
  minTypeUm: um,
  minStrokeUm: um,
});

function refuseTwins(sides: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const ids = sides.map(({ id }) => id);
  const twin = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twin < 0) return;
  const message = `side "${ids[twin]}" is there twice`;
  context.addIssue({ code: 'custom', message, path: [twin, 'id'] });
}

export const ProductGeometry = z.strictObject({
  process: Process,
  sides: z.array(ProductSide).min(1).max(LIMITS.sides).superRefine(refuseTwins),
  limits: PrintLimits,
  /** Faces the shopper may choose. */
  fonts: z.array(FontRef).min(1),
  /** Tried in this order for characters the chosen face lacks. */
  fallbackFonts: z.array(FontRef),
  /** COLR font whose emoji are drawn as vector artwork; absent = emoji are missing glyphs. */
  emojiFont: BlobHash.optional(),
});

export type Process = z.infer<typeof Process>;
export type ProductSide = z.infer<typeof ProductSide>;
export type PrintLimits = z.infer<typeof PrintLimits>;
export type ProductGeometry = z.infer<typeof ProductGeometry>;
