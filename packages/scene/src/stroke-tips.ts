import type { Point, Segment } from '@luneo/geometry';
import { MITER_LIMIT } from './paint.ts';
import type { SceneStroke } from './tree.ts';

/** A straight or curved piece, by its ends and the unit directions in which it leaves and arrives. */
interface Piece {
  readonly from: Point;
  readonly to: Point;
  readonly leaves: Point;
  readonly arrives: Point;
}

/** Points of a stroke farther from the path than half its width: mitred corners and square caps. */
export function strokeTips(segments: readonly Segment[], stroke: SceneStroke): Point[] {
  if (stroke.join !== 'miter' && stroke.cap !== 'square') return [];
  const reach = stroke.width / 2;
  const tips: Point[] = [];
  for (const { pieces, closed } of subpaths(segments)) {
    if (stroke.join === 'miter')
      pieces.forEach((piece, index) => {
        const next = pieces[index + 1] ?? (closed ? pieces[0] : undefined);
        const tip = next && miterTip(piece, next, reach);
        if (tip) tips.push(tip);
      });
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (stroke.cap === 'square' && !closed && first && last)
      tips.push(
        ...capCorners(last.to, last.arrives, reach),
        ...capCorners(first.from, { x: -first.leaves.x, y: -first.leaves.y }, reach),
      );
  }
  return tips;
}

function miterTip(piece: Piece, next: Piece, reach: number): Point | undefined {
  const [u, v] = [piece.arrives, next.leaves];
  const cosHalfTurn = Math.sqrt(Math.max(0, (1 + u.x * v.x + u.y * v.y) / 2));
  const outwards = unit({ x: u.x - v.x, y: u.y - v.y });
  if (!outwards || cosHalfTurn * MITER_LIMIT < 1) return undefined;
  const length = reach / cosHalfTurn;
  return { x: piece.to.x + outwards.x * length, y: piece.to.y + outwards.y * length };
}

const capCorners = (end: Point, ahead: Point, reach: number): Point[] =>
  [1, -1].map((hand) => ({
    x: end.x + reach * (ahead.x - hand * ahead.y),
    y: end.y + reach * (ahead.y + hand * ahead.x),
  }));

function* subpaths(segments: readonly Segment[]): Generator<{ pieces: Piece[]; closed: boolean }> {
  let pieces: Piece[] = [];
  let start: Point = { x: 0, y: 0 };
  let from = start;
  const add = (points: Point[]): void => {
    const piece = pieceOf(from, points);
    if (piece) pieces.push(piece);
    from = points.at(-1)!;
  };
  for (const s of segments) {
    if (s.op === 'M') {
      yield { pieces, closed: false };
      pieces = [];
      start = { x: s.x, y: s.y };
      from = start;
    } else if (s.op === 'L') add([{ x: s.x, y: s.y }]);
    else if (s.op === 'C')
      add([
        { x: s.x1, y: s.y1 },
        { x: s.x2, y: s.y2 },
        { x: s.x, y: s.y },
      ]);
    else {
      add([start]);
      yield { pieces, closed: true };
      pieces = [];
    }
  }
  yield { pieces, closed: false };
}

function pieceOf(from: Point, points: Point[]): Piece | undefined {
  const to = points.at(-1)!;
  const chain = [from, ...points];
  const leaves = chain.map((point) => unit(minus(point, from))).find(Boolean);
  const arrives = chain.map((point) => unit(minus(to, point))).findLast(Boolean);
  return leaves && arrives ? { from, to, leaves, arrives } : undefined;
}

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });

function unit({ x, y }: Point): Point | undefined {
  const length = Math.sqrt(x * x + y * y);
  return length === 0 ? undefined : { x: x / length, y: y / length };
}
