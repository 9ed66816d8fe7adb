import { type Box, cubicAt, type Point, pathBox, type Segment } from '@luneo/geometry';

/** A filled shape as straight edges, for questions of inside and outside. Unit and space are the caller's. */
export interface Region {
  readonly contours: readonly (readonly Point[])[];
  readonly box: Box;
}

/** Pieces a cubic is cut into: off by under 0.2 % of its size, less than any cutter's error on a print area. */
const PIECES = 12;

/** The shape of closed contours; undefined when they enclose nothing. */
export function regionOf(segments: readonly Segment[]): Region | undefined {
  const contours: Point[][] = [];
  let from: Point = { x: 0, y: 0 };
  for (const s of segments) {
    if (s.op === 'Z') continue;
    const to = { x: s.x, y: s.y };
    if (s.op === 'M') contours.push([to]);
    else if (s.op === 'L') contours.at(-1)?.push(to);
    else
      for (let n = 1; n <= PIECES; n += 1) {
        const t = n / PIECES;
        const x = cubicAt(from.x, s.x1, s.x2, s.x, t);
        contours.at(-1)?.push({ x, y: cubicAt(from.y, s.y1, s.y2, s.y, t) });
      }
    from = to;
  }
  const box = pathBox(segments);
  return box === undefined ? undefined : { contours, box };
}

export type Coverage = 'within' | 'partly' | 'outside';

/** How much of `ink` lies in `area`; up to `slack` beyond its edge counts as inside. Nonzero rule for both. */
export function coverage(area: Region, ink: Region, slack: number): Coverage {
  const edges = [...edgesOf(area)];
  let [inside, outside] = [false, false];
  for (const edge of edgesOf(ink))
    for (const middle of middlesBetween(edge, edges)) {
      // Between two crossings an edge is wholly in or wholly out: its middle tells.
      if (isInside(area, middle) || edges.some((other) => distance(middle, other) <= slack)) inside = true;
      else outside = true;
      if (inside && outside) return 'partly';
    }
  if (!inside) return area.contours.some(([first]) => isInside(ink, first!)) ? 'partly' : 'outside';
  // Ink may also lie around a hole of the area, no edge of it outside.
  return coversHole(area, ink, slack) ? 'partly' : 'within';
}

type Edge = readonly [a: Point, b: Point];

function* edgesOf({ contours }: Region): Generator<Edge> {
  for (const points of contours)
    for (const [i, point] of points.entries()) yield [point, points[(i + 1) % points.length]!];
}

function coversHole(area: Region, ink: Region, slack: number): boolean {
  const own = [...edgesOf(ink)];
  return area.contours.some((points) =>
    points.some((point) => isInside(ink, point) && own.every((edge) => distance(point, edge) > slack)),
  );
}

/** Middle points of the pieces into which `others` cut an edge. */
function middlesBetween([a, b]: Edge, others: readonly Edge[]): Point[] {
  const cuts = [0, 1];
  for (const other of others) {
    const t = crossing([a, b], other);
    if (t !== undefined) cuts.push(t);
  }
  cuts.sort((one, two) => one - two);
  return cuts.slice(1).map((end, i) => {
    const t = (cuts[i]! + end) / 2;
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  });
}

/** Where along the first edge (0..1) the second crosses it. */
function crossing([a, b]: Edge, [c, d]: Edge): number | undefined {
  if (Math.max(a.x, b.x) < Math.min(c.x, d.x) || Math.min(a.x, b.x) > Math.max(c.x, d.x)) return undefined;
  if (Math.max(a.y, b.y) < Math.min(c.y, d.y) || Math.min(a.y, b.y) > Math.max(c.y, d.y)) return undefined;
  const across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (across === 0) return undefined;
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / across;
  const u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / across;
  return t > 0 && t < 1 && u >= 0 && u <= 1 ? t : undefined;
}

function isInside(region: Region, { x, y }: Point): boolean {
  let winding = 0;
  for (const [a, b] of edgesOf(region)) {
    if (a.y <= y === b.y <= y) continue;
    const side = (b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y);
    if (b.y > a.y && side > 0) winding += 1;
    if (b.y < a.y && side < 0) winding -= 1;
  }
  return winding !== 0;
}

function distance({ x, y }: Point, [a, b]: Edge): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length));
  return Math.hypot(x - a.x - dx * t, y - a.y - dy * t);
}
