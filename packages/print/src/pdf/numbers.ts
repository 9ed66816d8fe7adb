import { determinant, formatNumber, type Matrix, type Segment } from '@luneo/geometry';

/** Points to a third of a micrometre: finer than any press, short in the file. */
export const pt = (value: number): string => formatNumber(value, 3);
/** Page boxes, to 0.04 micrometres. */
export const boxPt = (value: number): string => formatNumber(value, 4);
export const ratio = (value: number): string => formatNumber(value, 6);

export const matrixText = ([a, b, c, d, e, f]: Matrix): string =>
  `${ratio(a)} ${ratio(b)} ${ratio(c)} ${ratio(d)} ${pt(e)} ${pt(f)}`;

/** Nothing anybody sees: 0.07 micrometres, a thousandth of a pixel at 300 DPI. */
const HAIR_PT = 0.0002;

/**
 * The matrix of a picture, drawn in by a hair on each edge. Interpreters let a picture cover whole pixels,
 * rounded outwards: one that ends at a page's edge would reach a row beyond it by a rounding error, and be
 * stretched over one pixel more.
 */
export function imageMatrixText([a, b, c, d, e, f]: Matrix): string {
  const across = HAIR_PT / (Math.sqrt(a * a + b * b) || 1);
  const down = HAIR_PT / (Math.sqrt(c * c + d * d) || 1);
  const [p, q] = [1 - 2 * across, 1 - 2 * down];
  const origin = [e + a * across + c * down, f + b * across + d * down];
  return [a * p, b * p, c * q, d * q, ...origin].map(ratio).join(' ');
}

/** "#rrggbb" as three operands. */
export const rgbText = (rgb: string): string =>
  [1, 3, 5].map((at) => formatNumber(Number.parseInt(rgb.slice(at, at + 2), 16) / 255, 4)).join(' ');

/** Path operators for segments mapped by `m` (not painted yet). */
export function pathText(segments: readonly Segment[], [a, b, c, d, e, f]: Matrix): string {
  let out = '';
  const point = (x: number, y: number): string => `${pt(a * x + c * y + e)} ${pt(b * x + d * y + f)}`;
  for (const s of segments) {
    if (s.op === 'C') out += `${point(s.x1, s.y1)} ${point(s.x2, s.y2)} ${point(s.x, s.y)} c\n`;
    else if (s.op === 'Z') out += 'h\n';
    else out += `${point(s.x, s.y)} ${s.op === 'M' ? 'm' : 'l'}\n`;
  }
  return out;
}

/**
 * `matrix` split into a plain scaling and a rest whose numbers are near 1, so that six decimals are
 * enough: matrix = rest * scale.
 */
export function splitScale(matrix: Matrix): { readonly factor: number; readonly rest: Matrix } {
  const factor = Math.sqrt(Math.abs(determinant(matrix))) || 1;
  const [a, b, c, d, e, f] = matrix;
  return { factor, rest: [a / factor, b / factor, c / factor, d / factor, e, f] };
}

/** True when the map keeps shapes: a stroke stays equally wide in every direction. */
export function isSimilarity([a, b, c, d]: Matrix): boolean {
  const size = Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d)) * 1e-4;
  const turned = Math.abs(a - d) < size && Math.abs(b + c) < size;
  const flipped = Math.abs(a + d) < size && Math.abs(b - c) < size;
  return turned || flipped;
}
