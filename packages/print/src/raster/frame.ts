import { type Box, type Matrix, SU_PER_INCH, suToPx } from '@luneo/geometry';

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
