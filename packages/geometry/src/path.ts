import { type Box, boxOf } from './box.ts';
import { apply, type Matrix, type Point } from './matrix.ts';

/**
 * One drawing step with absolute coordinates. Quadratic curves and arcs are turned into cubics where
 * they come in, so that every painter knows four letters.
 */
export type Segment =
  | { readonly op: 'M'; readonly x: number; readonly y: number }
  | { readonly op: 'L'; readonly x: number; readonly y: number }
  | {
      readonly op: 'C';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly op: 'Z' };

/**
 * Path data as text, the form scenes store: absolute M L C Z, integer coordinates, one blank between
 * numbers ("M0 0L100 0C…Z"). Equal paths are equal strings.
 */
export type PathData = string;

export function writePath(segments: Iterable<Segment>): PathData {
  let d = '';
  for (const s of segments) {
    if (s.op === 'Z') d += 'Z';
    else if (s.op === 'C')
      d += `C${int(s.x1)} ${int(s.y1)} ${int(s.x2)} ${int(s.y2)} ${int(s.x)} ${int(s.y)}`;
    else d += `${s.op}${int(s.x)} ${int(s.y)}`;
  }
  return d;
}

function int(value: number): string {
  const rounded = Math.round(value);
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`path coordinate ${value} is out of range`);
  return rounded === 0 ? '0' : String(rounded);
}

/** Reads what {@link writePath} writes; throws on anything else. */
export function readPath(d: PathData): Segment[] {
  const segments: Segment[] = [];
  for (const [, op, body] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const n = body === '' ? [] : body!.split(' ').map(Number);
    if (op === 'Z' && n.length === 0) segments.push({ op });
    else if ((op === 'M' || op === 'L') && n.length === 2) segments.push({ op, x: n[0]!, y: n[1]! });
    else if (op === 'C' && n.length === 6)
      segments.push({ op, x1: n[0]!, y1: n[1]!, x2: n[2]!, y2: n[3]!, x: n[4]!, y: n[5]! });
    else throw new SyntaxError(`not canonical path data near "${op}${body}"`);
  }
  return segments;
}

export function mapPath(m: Matrix, segments: Iterable<Segment>): Segment[] {
  const at = (x: number, y: number): Point => apply(m, { x, y });
  return Array.from(segments, (s): Segment => {
    if (s.op === 'Z') return s;
    const end = at(s.x, s.y);
    if (s.op !== 'C') return { op: s.op, x: end.x, y: end.y };
    const first = at(s.x1, s.y1);
    const second = at(s.x2, s.y2);
    return { op: 'C', x1: first.x, y1: first.y, x2: second.x, y2: second.y, x: end.x, y: end.y };
  });
}

/** Smallest box around the drawn curve (extrema of the cubics, not their control points). */
export function pathBox(segments: Iterable<Segment>): Box | undefined {
  const points: Point[] = [];
  let from: Point = { x: 0, y: 0 };
  let start = from;
  for (const s of segments) {
    if (s.op === 'Z') {
      from = start;
      continue;
    }
    const to = { x: s.x, y: s.y };
    if (s.op === 'C') {
      for (const t of extrema(from.x, s.x1, s.x2, s.x).concat(extrema(from.y, s.y1, s.y2, s.y)))
        points.push({ x: cubicAt(from.x, s.x1, s.x2, s.x, t), y: cubicAt(from.y, s.y1, s.y2, s.y, t) });
    }
    points.push(to);
    if (s.op === 'M') start = to;
    from = to;
  }
  return boxOf(points);
}

export function cubicAt(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const u = 1 - t;
  return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
}

function extrema(p0: number, p1: number, p2: number, p3: number): number[] {
  const a = -p0 + 3 * p1 - 3 * p2 + p3;
  const b = 2 * (p0 - 2 * p1 + p2);
  const c = p1 - p0;
  const roots: number[] = [];
  if (Math.abs(a) < 1e-9) {
    if (Math.abs(b) > 1e-9) roots.push(-c / b);
  } else {
    const disc = b * b - 4 * a * c;
    if (disc >= 0) {
      const root = Math.sqrt(disc);
      roots.push((-b + root) / (2 * a), (-b - root) / (2 * a));
    }
  }
  return roots.filter((t) => t > 0 && t < 1);
}

/** Distance of a quarter circle's control points from its ends, in radii. */
const KAPPA = 0.5522847498307936;

export function rectPath({ x, y, width, height }: Box, radius = 0): Segment[] {
  const r = Math.min(radius, width / 2, height / 2);
  const x1 = x + width;
  const y1 = y + height;
  if (r <= 0)
    return [
      { op: 'M', x, y },
      { op: 'L', x: x1, y },
      { op: 'L', x: x1, y: y1 },
      { op: 'L', x, y: y1 },
      { op: 'Z' },
    ];
  const k = r * (1 - KAPPA);
  return [
    { op: 'M', x: x + r, y },
    { op: 'L', x: x1 - r, y },
    { op: 'C', x1: x1 - k, y1: y, x2: x1, y2: y + k, x: x1, y: y + r },
    { op: 'L', x: x1, y: y1 - r },
    { op: 'C', x1: x1, y1: y1 - k, x2: x1 - k, y2: y1, x: x1 - r, y: y1 },
    { op: 'L', x: x + r, y: y1 },
    { op: 'C', x1: x + k, y1: y1, x2: x, y2: y1 - k, x, y: y1 - r },
    { op: 'L', x, y: y + r },
    { op: 'C', x1: x, y1: y + k, x2: x + k, y2: y, x: x + r, y },
    { op: 'Z' },
  ];
}

export function ellipsePath({ x, y, width, height }: Box): Segment[] {
  const rx = width / 2;
  const ry = height / 2;
  const cx = x + rx;
  const cy = y + ry;
  const kx = rx * KAPPA;
  const ky = ry * KAPPA;
  return [
    { op: 'M', x: cx + rx, y: cy },
    { op: 'C', x1: cx + rx, y1: cy + ky, x2: cx + kx, y2: cy + ry, x: cx, y: cy + ry },
    { op: 'C', x1: cx - kx, y1: cy + ry, x2: cx - rx, y2: cy + ky, x: cx - rx, y: cy },
    { op: 'C', x1: cx - rx, y1: cy - ky, x2: cx - kx, y2: cy - ry, x: cx, y: cy - ry },
    { op: 'C', x1: cx + kx, y1: cy - ry, x2: cx + rx, y2: cy - ky, x: cx + rx, y: cy },
    { op: 'Z' },
  ];
}
