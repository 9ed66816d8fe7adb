import { z } from 'zod';

/**
 * Vector artwork after the hostile SVG is gone: a list of filled and stroked paths in a box of
 * integer units. Stored as canonical JSON, named by its hash. Path data is canonical (see geometry).
 */
const ArtworkColor = z.string().regex(/^#[0-9a-f]{6}$/);
const Stops = z
  .array(z.strictObject({ offsetPm: z.int().min(0).max(1000), color: ArtworkColor }))
  .min(2)
  .max(64);

/** Gradient points are in the artwork's own units. */
export const ArtworkPaint = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('solid'), color: ArtworkColor }),
  z.strictObject({
    type: z.literal('linear'),
    x1: z.int(),
    y1: z.int(),
    x2: z.int(),
    y2: z.int(),
    stops: Stops,
  }),
  z.strictObject({
    type: z.literal('radial'),
    cx: z.int(),
    cy: z.int(),
    r: z.int().min(1),
    /** Vertical radius of an ellipse; absent = `r`. */
    ry: z.int().min(1).optional(),
    stops: Stops,
  }),
]);

export const ArtworkPath = z.strictObject({
  d: z.string().min(1),
  fill: ArtworkPaint.optional(),
  fillRule: z.enum(['nonzero', 'evenodd']),
  stroke: z
    .strictObject({
      paint: ArtworkPaint,
      width: z.int().min(1),
      join: z.enum(['miter', 'round', 'bevel']),
      cap: z.enum(['butt', 'round', 'square']),
    })
    .optional(),
  opacityPm: z.int().min(0).max(1000),
});

export const Artwork = z.strictObject({
  artworkVersion: z.literal(1),
  width: z.int().min(1),
  height: z.int().min(1),
  paths: z.array(ArtworkPath).max(20_000),
});

export type ArtworkPaint = z.infer<typeof ArtworkPaint>;
export type ArtworkPath = z.infer<typeof ArtworkPath>;
export type Artwork = z.infer<typeof Artwork>;
