import {
  apply,
  type Box,
  bottom,
  boxOf,
  intersection,
  type Matrix,
  mapBox,
  mapPath,
  type PathData,
  pathBox,
  readPath,
  right,
  type Segment,
} from '@luneo/geometry';
import { strokeTips } from './stroke-tips.ts';
import { type PackedMatrix, type SceneStroke, toMatrix } from './tree.ts';

/** Parsed once per drawing: outlines stay the same text while their layer is dragged. */
export interface Outline {
  readonly d: PathData;
  readonly segments: readonly Segment[];
  /** In its own space; undefined when nothing is drawn. */
  readonly box: Box | undefined;
}

export function outlineOf(d: PathData): Outline {
  const segments = readPath(d);
  return { d, segments, box: pathBox(segments) };
}

/** Box of the ink in side space, integers rounded outwards; stroke, its corners and caps included. */
export function inkBox(outline: Outline, packed: PackedMatrix, stroke?: SceneStroke): Box | undefined {
  if (!outline.box) return undefined;
  const matrix = toMatrix(packed);
  const filled = isAxisParallel(matrix)
    ? mapBox(matrix, outline.box)
    : pathBox(mapPath(matrix, outline.segments))!;
  if (!stroke) return roundOut(filled);
  const [a, b, c, d] = matrix;
  const reach = stroke.width / 2;
  // a disc under an affine map is an ellipse; these are its half extents
  const padded = pad(filled, reach * Math.sqrt(a * a + c * c), reach * Math.sqrt(b * b + d * d));
  const tips = boxOf(strokeTips(outline.segments, stroke).map((tip) => apply(matrix, tip)));
  return roundOut(tips ? unionAll([padded, tips])! : padded);
}

export function unionAll(boxes: Iterable<Box | undefined>): Box | undefined {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    if (!box) continue;
    x0 = Math.min(x0, box.x);
    y0 = Math.min(y0, box.y);
    x1 = Math.max(x1, right(box));
    y1 = Math.max(y1, bottom(box));
  }
  return x1 < x0 ? undefined : { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** What of `ink` a clip with that box can show; an empty box at the clip when nothing. */
export const clipped = (ink: Box, clip: Box): Box =>
  intersection(ink, clip) ?? { x: clip.x, y: clip.y, width: 0, height: 0 };

export function roundOut(box: Box): Box {
  const x = Math.floor(box.x) || 0;
  const y = Math.floor(box.y) || 0;
  return { x, y, width: Math.ceil(right(box)) - x, height: Math.ceil(bottom(box)) - y };
}

const isAxisParallel = ([a, b, c, d]: Matrix): boolean => (b === 0 && c === 0) || (a === 0 && d === 0);

const pad = (box: Box, dx: number, dy: number): Box => ({
  x: box.x - dx,
  y: box.y - dy,
  width: box.width + 2 * dx,
  height: box.height + 2 * dy,
});
