import { z } from 'zod';
import { LIMITS, SCHEMA_VERSION } from './limits.ts';

/**
 * The design document, version 1. Integers only: micrometres (`…Um`), milli-degrees (`…Mdeg`),
 * per-mille (`…Pm`), pixels of the source picture (`…Px`). Layers lie flat in a map; sides and groups hold their
 * order (first = painted first), so that an edit touches one record and a diff stays small.
 *
 * Space of a side: origin at the top left of its trim box, x to the right, y down. A layer's box is
 * `xUm yUm widthUm heightUm` in the space of its parent (side or group), turned by `rotationMdeg`
 * (clockwise) about the box's centre, after flipping.
 */

const lengthUm = z.int().min(-LIMITS.lengthUm).max(LIMITS.lengthUm);
const sizeUm = z.int().min(1).max(LIMITS.lengthUm);
const perMille = z.int().min(0).max(1000);

export const LayerId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
export const SideId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
/** SHA-256 of the stored bytes, lower-case hex. */
export const BlobHash = z.string().regex(/^[0-9a-f]{64}$/);

/** sRGB, six lower-case hex digits. An object, so that CMYK and spot colours can join it. */
export const Color = z.strictObject({ rgb: z.string().regex(/^#[0-9a-f]{6}$/) });

export const GradientStop = z.strictObject({ offsetPm: perMille, color: Color });
/** Points are per-mille of the painted object's box. */
export const Paint = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('solid'), color: Color }),
  z.strictObject({
    type: z.literal('linear'),
    x1Pm: z.int(),
    y1Pm: z.int(),
    x2Pm: z.int(),
    y2Pm: z.int(),
    stops: z.array(GradientStop).min(2).max(LIMITS.gradientStops),
  }),
  z.strictObject({
    type: z.literal('radial'),
    cxPm: z.int(),
    cyPm: z.int(),
    rPm: z.int().min(1),
    stops: z.array(GradientStop).min(2).max(LIMITS.gradientStops),
  }),
]);

export const Stroke = z.strictObject({
  color: Color,
  widthUm: z.int().min(1).max(100_000),
  join: z.enum(['miter', 'round', 'bevel']),
  cap: z.enum(['butt', 'round', 'square']),
});

/** True = the shopper may not change it. Templates set these; commands refuse with `layer_locked`. */
export const Locks = z.strictObject({
  move: z.boolean().optional(),
  resize: z.boolean().optional(),
  rotate: z.boolean().optional(),
  content: z.boolean().optional(),
  style: z.boolean().optional(),
  order: z.boolean().optional(),
  visibility: z.boolean().optional(),
  remove: z.boolean().optional(),
});

const layerBase = {
  id: LayerId,
  name: z.string().max(LIMITS.nameLength).optional(),
  xUm: lengthUm,
  yUm: lengthUm,
  widthUm: sizeUm,
  heightUm: sizeUm,
  rotationMdeg: z.int().min(-359_999).max(359_999),
  flipX: z.boolean(),
  flipY: z.boolean(),
  opacityPm: perMille,
  visible: z.boolean(),
  locks: Locks,
};

/** A face asked for by name and pinned by the hash of its whole file. */
export const FontRef = z.strictObject({
  family: z.string().min(1).max(80),
  weight: z.int().min(1).max(1000),
  style: z.enum(['normal', 'italic']),
  hash: BlobHash,
});

export const TextRun = z.strictObject({
  text: z.string().min(1).max(LIMITS.textCodeUnits),
  font: FontRef,
  /** Height of the em. */
  sizeUm: z.int().min(100).max(2_000_000),
  fill: Paint,
  /** Extra advance after each cluster, per-mille of the em. */
  letterSpacingPm: z.int().min(-500).max(5_000),
});

export const TextLayer = z.strictObject({
  ...layerBase,
  type: z.literal('text'),
  /** Together they are the text; "\n" ends a paragraph. Empty = a text yet to be typed. */
  runs: z.array(TextRun).max(LIMITS.runsPerText),
  /** Applies to whole layer; painted under the fill. */
  outline: Stroke.optional(),
  align: z.enum(['start', 'center', 'end', 'justify']),
  verticalAlign: z.enum(['top', 'middle', 'bottom']),
  direction: z.enum(['auto', 'ltr', 'rtl']),
  /** Per-mille of the natural line height of the fonts. */
  lineHeightPm: z.int().min(300).max(5_000),
  /** `shrink`: all sizes are scaled down together until the text fits, never below `minSizeUm`. */
  fit: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none') }),
    z.strictObject({ mode: z.literal('shrink'), minSizeUm: z.int().min(100) }),
  ]),
  /**
   * Bend of the base line on a circle: the angle the text's natural width covers, positive = arch
   * (centre below), negative = bowl. Absent = straight. One paragraph only, never wrapped.
   */
  curve: z.strictObject({ angleMdeg: z.int().min(-359_000).max(359_000) }).optional(),
  /**
   * Where lines end within paragraphs: ascending UTF-16 offsets into the joined text, each the start
   * of a new line. Decided by the command that set the text or the width; layout checks and obeys.
   */
  breaks: z.array(z.int().min(1)).max(LIMITS.textCodeUnits),
});

/** Part of the picture that shows, in pixels of the upright picture. */
export const Crop = z.strictObject({
  xPx: z.int().min(0),
  yPx: z.int().min(0),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
});

export const Mask = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('ellipse') }),
  z.strictObject({ shape: z.literal('rounded'), radiusUm: z.int().min(0).max(LIMITS.lengthUm) }),
]);

/** A raster picture; the crop fills the layer's box exactly. */
export const ImageLayer = z.strictObject({
  ...layerBase,
  type: z.literal('image'),
  asset: BlobHash,
  crop: Crop,
  mask: Mask.optional(),
});

/** Vector artwork (clip art, logo, emoji sheet) in Luneo's own form, fitted into the box. */
export const ArtworkLayer = z.strictObject({
  ...layerBase,
  type: z.literal('artwork'),
  asset: BlobHash,
  /** Replaces colours of the artwork: original hex -> colour. */
  recolor: z.record(z.string().regex(/^#[0-9a-f]{6}$/), Color).optional(),
});

export const ShapeLayer = z.strictObject({
  ...layerBase,
  type: z.literal('shape'),
  shape: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rect'), radiusUm: z.int().min(0).max(LIMITS.lengthUm) }),
    z.strictObject({ kind: z.literal('ellipse') }),
    z.strictObject({ kind: z.literal('polygon'), sides: z.int().min(3).max(60) }),
    z.strictObject({ kind: z.literal('star'), points: z.int().min(3).max(60), innerPm: perMille }),
    z.strictObject({ kind: z.literal('line') }),
  ]),
  fill: Paint.optional(),
  stroke: Stroke.optional(),
});

/** Children live in the group's space: origin at its top left, before flip and rotation. */
export const GroupLayer = z.strictObject({
  ...layerBase,
  type: z.literal('group'),
  children: z.array(LayerId).max(LIMITS.layersPerDesign),
});

export const Layer = z.discriminatedUnion('type', [
  TextLayer,
  ImageLayer,
  ArtworkLayer,
  ShapeLayer,
  GroupLayer,
]);

export const Side = z.strictObject({
  id: SideId,
  /** Ink over the whole side, bleed included; absent = bare substrate. */
  background: Color.optional(),
  layers: z.array(LayerId).max(LIMITS.layersPerDesign),
});

export const Design = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  sides: z.array(Side).min(1).max(LIMITS.sides),
  layers: z.record(LayerId, Layer),
});

export type Color = z.infer<typeof Color>;
export type GradientStop = z.infer<typeof GradientStop>;
export type Paint = z.infer<typeof Paint>;
export type Stroke = z.infer<typeof Stroke>;
export type Locks = z.infer<typeof Locks>;
export type FontRef = z.infer<typeof FontRef>;
export type TextRun = z.infer<typeof TextRun>;
export type TextLayer = z.infer<typeof TextLayer>;
export type Crop = z.infer<typeof Crop>;
export type Mask = z.infer<typeof Mask>;
export type ImageLayer = z.infer<typeof ImageLayer>;
export type ArtworkLayer = z.infer<typeof ArtworkLayer>;
export type ShapeLayer = z.infer<typeof ShapeLayer>;
export type GroupLayer = z.infer<typeof GroupLayer>;
export type Layer = z.infer<typeof Layer>;
export type LayerType = Layer['type'];
export type Side = z.infer<typeof Side>;
export type Design = z.infer<typeof Design>;
