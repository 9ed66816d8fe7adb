import type { Design } from '@luneo/design';
import { absoluteMatrix, type Frame } from '@luneo/editor';
import { apply, invert, type Point } from '@luneo/geometry';
import { sizeSu } from '@luneo/scene';

/** True when the point (side space, su) lies in the layer's own box, grown by `slack` su. */
function inLayer(design: Design, id: string, point: Point, slack: number): boolean {
  const inverse = invert(absoluteMatrix(design, id));
  if (!inverse) return false;
  const { x, y } = apply(inverse, point);
  const { width, height } = sizeSu(design.layers[id]!);
  return x >= -slack && y >= -slack && x <= width + slack && y <= height + slack;
}

/** The topmost visible layer of the side under the point; boxes count, since letters are thin. */
export function layerAt(design: Design, side: string, point: Point, slack: number): string | undefined {
  const order = design.sides.find((candidate) => candidate.id === side)?.layers ?? [];
  return order.findLast((id) => design.layers[id]?.visible && inLayer(design, id, point, slack));
}

/** Within a group the topmost of its layers under the point, and so on; the layer itself if it is no group. */
export function deepest(design: Design, id: string, point: Point): string {
  const layer = design.layers[id];
  if (layer?.type !== 'group') return id;
  const child = layer.children.findLast(
    (each) => design.layers[each]?.visible && inLayer(design, each, point, 0),
  );
  return child === undefined ? id : deepest(design, child, point);
}

export const insideAny = (
  design: Design,
  ids: readonly string[],
  point: Point,
  slack: number,
): string | undefined => ids.find((id) => design.layers[id] && inLayer(design, id, point, slack));

/** The nearest of the handles within reach (px). */
export function handleAt<T extends { at: Point }>(
  points: readonly T[],
  at: Point,
  reach: number,
): T | undefined {
  let best: T | undefined;
  let least = reach;
  for (const point of points) {
    const away = Math.hypot(point.at.x - at.x, point.at.y - at.y);
    if (away <= least) [best, least] = [point, away];
  }
  return best;
}

/** CSS cursor for a handle of a turned frame. */
export function cursorFor(handle: string, frame: Frame): string {
  if (handle === 'rotate') return 'grab';
  const base = { n: 90, s: 90, e: 0, w: 0, ne: 135, sw: 135, nw: 45, se: 45 }[handle] ?? 0;
  const turned = base + (Math.atan2(frame.matrix[1], frame.matrix[0]) * 180) / Math.PI;
  const step = Math.round((((turned % 180) + 180) % 180) / 45) % 4;
  return ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'][step]!;
}
