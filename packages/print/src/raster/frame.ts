import { type Box, type Matrix, SU_PER_INCH, suToPx } from '@luneo/geometry';
import { CodedError } from '@luneo/kernel';

/** A part of side space and the grid of pixels laid over it. */
export interface Frame {
  readonly box: Box;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
}

export type RasterSize = { readonly dpi: number } | { readonly widthPx: number };

/** At a resolution pixels are square and true; at a width the box fills the pixels from side to side. */
export function frameOf(box: Box, size: RasterSize): Frame {
  const dpi = 'dpi' in size ? size.dpi : (size.widthPx * SU_PER_INCH) / box.width;
  return { box, dpi, widthPx: suToPx(box.width, dpi), heightPx: suToPx(box.height, dpi) };
}

/** Side space -> pixels, shifted so that row `top` becomes the first. */
export function viewOf({ box, dpi }: Frame, top = 0): Matrix {
  const scale = dpi / SU_PER_INCH;
  return [scale, 0, 0, scale, -box.x * scale, -box.y * scale - top];
}

/** Edges and area of the largest raster, pixels. */
export interface Most {
  readonly edge: number;
  readonly area: number;
}
/** A gigabyte when held whole, as comparing does; no more fits sharp either. 1.39 m x 1.39 m at 300 DPI. */
export const MOST: Most = { edge: 65_535, area: 2 ** 28 };
export const MOST_WEBP: Most = { ...MOST, edge: 16_383 };

/** Throws `raster_too_large`, before anything is drawn. */
export function checkSize(frame: Frame, { edge, area }: Most): Frame {
  const { widthPx, heightPx } = frame;
  if (Math.max(widthPx, heightPx) <= edge && widthPx * heightPx <= area) return frame;
  const message = `${widthPx} x ${heightPx} pixels; at most ${edge} on an edge and ${area} in all`;
  throw new CodedError({ code: 'raster_too_large', message, params: { widthPx, heightPx, edge, area } });
}
