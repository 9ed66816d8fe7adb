import { cosMdeg, sinMdeg } from './trig.ts';

/** Affine map [a b c d e f]: x' = a x + c y + e, y' = b x + d y + f (the order of SVG and PDF). */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
export const translate = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y];
export const scale = (sx: number, sy: number = sx): Matrix => [sx, 0, 0, sy, 0, 0];

/** Clockwise on screen (y grows downwards), about the origin. */
export function rotateMdeg(mdeg: number): Matrix {
  const s = sinMdeg(mdeg);
  const c = cosMdeg(mdeg);
  return [c, s, -s, c, 0, 0];
}

/** `outer` after `inner`: the map that first applies `inner`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export const compose = (...outermostFirst: Matrix[]): Matrix => outermostFirst.reduce(multiply, IDENTITY);

export function apply([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

export const determinant = ([a, b, c, d]: Matrix): number => a * d - b * c;

/** Undefined when the map flattens the plane. */
export function invert(m: Matrix): Matrix | undefined {
  const det = determinant(m);
  if (!Number.isFinite(1 / det) || det === 0) return undefined;
  const [a, b, c, d, e, f] = m;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}
