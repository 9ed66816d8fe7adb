import { type Box, bottom, type Matrix, mapBox, multiply, right } from '@luneo/geometry';
import { type ImageNode, toMatrix } from '@luneo/scene';

/** How a picture meets the pixels of a target. */
export interface Placement {
  /** The picture's stored pixel grid -> pixels of the target. */
  readonly matrix: Matrix;
  /** Size to which the picture is averaged down first; undefined = painted from all its pixels. */
  readonly reduced?: { readonly widthPx: number; readonly heightPx: number };
  /** Width that a smaller copy of the picture must have to do as well. */
  readonly wantedPx: number;
}

/**
 * Below this many target pixels a stored pixel, a picture is averaged down first: in print always, on
 * screens where sampling would begin to flicker.
 */
export const REDUCE_BELOW = { print: 0.97, screen: 0.5 } as const;
export type Use = keyof typeof REDUCE_BELOW;

/**
 * Upright pictures that are averaged down cover whole pixels (rounded outwards), one picture pixel on
 * each: sampled twice they would go soft, and this is what interpreters of PDF do.
 */
export function placementOf(node: ImageNode, view: Matrix, use: Use): Placement {
  const matrix = multiply(view, toMatrix(node.matrix));
  const [a, b, c, d] = matrix;
  const across = Math.sqrt(a * a + b * b);
  const down = Math.sqrt(c * c + d * d);
  const wantedPx = pixels(node.widthPx, Math.max(across, down));
  if (Math.min(across, down) >= REDUCE_BELOW[use]) return { matrix, wantedPx };
  const upright = isTiny(b, c);
  if (!isAxisParallel(matrix)) {
    const reduced = { widthPx: pixels(node.widthPx, across), heightPx: pixels(node.heightPx, down) };
    return { matrix, reduced, wantedPx };
  }
  const seen = mapBox(matrix, { x: 0, y: 0, width: node.widthPx, height: node.heightPx });
  const whole = wholePixels(seen);
  const [widthPx, heightPx] = upright ? [whole.width, whole.height] : [whole.height, whole.width];
  return { matrix: multiply(stretch(seen, whole), matrix), reduced: { widthPx, heightPx }, wantedPx };
}

const pixels = (size: number, times: number): number => Math.max(1, Math.min(size, Math.ceil(size * times)));

/** Edges nearer to a pixel's than this count as on it. */
const SLACK = 1e-3;

function wholePixels(box: Box): Box {
  const x = Math.floor(box.x + SLACK);
  const y = Math.floor(box.y + SLACK);
  const width = Math.max(1, Math.ceil(right(box) - SLACK) - x);
  return { x, y, width, height: Math.max(1, Math.ceil(bottom(box) - SLACK) - y) };
}

function stretch(from: Box, to: Box): Matrix {
  const sx = to.width / from.width;
  const sy = to.height / from.height;
  return [sx, 0, 0, sy, to.x - from.x * sx, to.y - from.y * sy];
}

/** True when pictures stand upright or lie on a side. */
export const isAxisParallel = ([a, b, c, d]: Matrix): boolean => isTiny(b, c) || isTiny(a, d);

const isTiny = (p: number, q: number): boolean => Math.abs(p) + Math.abs(q) < 1e-9;
