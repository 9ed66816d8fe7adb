import { readPath, writePath } from '@luneo/geometry';
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

/** Why a text is not a closed outline we can use, or undefined when it is one. */
function outlineFault(d: string): string | undefined {
  let segments: ReturnType<typeof readPath>;
  try {
    segments = readPath(d);
  } catch {
    return 'expected absolute M, L, C and Z with whole numbers, e.g. "M0 0L9000 0L9000 9000Z"';
  }
  if (segments.length > LIMITS.areaSegments) return `expected at most ${LIMITS.areaSegments} segments`;
  const numbers = segments.flatMap((s) => Object.values(s).filter((value) => typeof value === 'number'));
  if (!numbers.every((value) => Number.isInteger(value) && Math.abs(value) <= LIMITS.lengthUm))
    return 'expected whole micrometres within 20 m of the origin';
  if (writePath(segments) !== d) return 'expected numbers apart by one blank, and nothing else';
  // A contour begins with M, goes on with L and C, and ends with Z, after which only another M may come.
  const isClosed = /^(M[LC]+Z)+$/.test(segments.map(({ op }) => op).join(''));
  return isClosed ? undefined : 'expected closed contours: M … Z, one after another';
}

/** Closed contours in micrometres, as `writePath` of geometry writes them; filled by the nonzero rule. */
export const Outline = z
  .string()
  .min(1)
  .max(40_000)
  .superRefine((d, issues) => {
    const message = outlineFault(d);
    if (message !== undefined) issues.addIssue({ code: 'custom', message });
  });

const areaBox = { xUm: z.int(), yUm: z.int(), widthUm: um, heightUm: um };

/** Where ink may lie, in the space of the side. */
export const PrintArea = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('rect'), ...areaBox }),
  z.strictObject({ shape: z.literal('ellipse'), ...areaBox }),
  z.strictObject({ shape: z.literal('path'), d: Outline }),
]);

/** Limits of a process on this product; what falls below `block…` is not ordered. */
export const PrintLimits = z.strictObject({
  warnDpi: z.int().min(1).max(2400),
  blockDpi: z.int().min(1).max(2400),
  minTypeUm: um,
  minStrokeUm: um,
});

const coordinate = z.int().min(-LIMITS.lengthUm).max(LIMITS.lengthUm);
export const Fold = z.strictObject({
  x1Um: coordinate,
  y1Um: coordinate,
  x2Um: coordinate,
  y2Um: coordinate,
});

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
  printArea: PrintArea.optional(),
  /** Where the piece is cut, if not along the trim box: a die-cut contour. */
  cut: Outline.optional(),
  folds: z.array(Fold).max(LIMITS.folds).optional(),
  /** Limits of this side, where they differ from the product's. */
  limits: PrintLimits.optional(),
  /** Colour of the bare substrate on screen. */
  substrate: Color,
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

/** What a variant changes of a side: a smaller chest on a smaller shirt. */
export const SideOverride = z
  .strictObject({
    widthUm: z.int().min(1_000).max(LIMITS.lengthUm),
    heightUm: z.int().min(1_000).max(LIMITS.lengthUm),
    bleedUm: um,
    safeUm: um,
    printArea: PrintArea,
    cut: Outline,
  })
  .partial();

export type Outline = z.infer<typeof Outline>;
export type PrintArea = z.infer<typeof PrintArea>;
export type Fold = z.infer<typeof Fold>;
export type SideOverride = z.infer<typeof SideOverride>;
export type Process = z.infer<typeof Process>;
export type ProductSide = z.infer<typeof ProductSide>;
export type PrintLimits = z.infer<typeof PrintLimits>;
export type ProductGeometry = z.infer<typeof ProductGeometry>;
