import { apply, atan2Mdeg, cosMdeg, type Matrix, type Point, rotateMdeg, sinMdeg } from '@luneo/geometry';

export interface Arc {
  readonly rx: number;
  readonly ry: number;
  readonly turnMdeg: number;
  readonly large: boolean;
  readonly sweep: boolean;
}

type Cubic = readonly [control1: Point, control2: Point, end: Point];

/** SVG's elliptical arc as cubics of at most a quarter turn (SVG 1.1, F.6); undefined = a straight line. */
export function arcToCubics(from: Point, to: Point, arc: Arc): Cubic[] | undefined {
  let rx = Math.abs(arc.rx);
  let ry = Math.abs(arc.ry);
  if (rx === 0 || ry === 0) return undefined;
  if (from.x === to.x && from.y === to.y) return [];
  const half = apply(rotateMdeg(-arc.turnMdeg), { x: (from.x - to.x) / 2, y: (from.y - to.y) / 2 });
  const stretch = (half.x / rx) ** 2 + (half.y / ry) ** 2;
  if (stretch > 1) {
    rx *= Math.sqrt(stretch);
    ry *= Math.sqrt(stretch);
  }
  const centre = centreOf(half, rx, ry, arc.large !== arc.sweep ? 1 : -1);
  const startMdeg = atan2Mdeg((half.y - centre.y) / ry, (half.x - centre.x) / rx);
  const endMdeg = atan2Mdeg((-half.y - centre.y) / ry, (-half.x - centre.x) / rx);
  let spanMdeg = endMdeg - startMdeg;
  if (arc.sweep && spanMdeg < 0) spanMdeg += 360_000;
  if (!arc.sweep && spanMdeg > 0) spanMdeg -= 360_000;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const shift = apply(rotateMdeg(arc.turnMdeg), centre);
  const [c, s] = [cosMdeg(arc.turnMdeg), sinMdeg(arc.turnMdeg)];
  const place: Matrix = [c * rx, s * rx, -s * ry, c * ry, middle.x + shift.x, middle.y + shift.y];
  const cubics = unitArc(startMdeg, spanMdeg).map((points) => points.map((point) => apply(place, point)));
  // the end is the given point to the last bit, so that closed figures close
  cubics.at(-1)![2] = to;
  return cubics as unknown as Cubic[];
}

function centreOf({ x, y }: Point, rx: number, ry: number, sign: number): Point {
  const below = rx * rx * y * y + ry * ry * x * x;
  const above = Math.max(0, rx * rx * ry * ry - below);
  const factor = sign * Math.sqrt(above / below);
  return { x: (factor * rx * y) / ry, y: (-factor * ry * x) / rx };
}

function unitArc(startMdeg: number, spanMdeg: number): Point[][] {
  const pieces = Math.max(1, Math.ceil(Math.abs(spanMdeg) / 90_000 - 1e-9));
  const step = spanMdeg / pieces;
  const reach = ((4 / 3) * sinMdeg(step / 4)) / cosMdeg(step / 4);
  return Array.from({ length: pieces }, (_, piece) => {
    const a = startMdeg + piece * step;
    const b = a + step;
    return [
      { x: cosMdeg(a) - reach * sinMdeg(a), y: sinMdeg(a) + reach * cosMdeg(a) },
      { x: cosMdeg(b) + reach * sinMdeg(b), y: sinMdeg(b) - reach * cosMdeg(b) },
      { x: cosMdeg(b), y: sinMdeg(b) },
    ];
  });
}
