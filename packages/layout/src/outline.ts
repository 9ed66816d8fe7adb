import { type Box, bottom, type Matrix, pathBox, right, type Segment } from '@luneo/geometry';
import type { PathWriter } from './path-writer.ts';
import type { Outline } from './types.ts';

/** Smallest and largest coordinates met so far. */
interface Reach {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/**
 * Writes the outline, mapped and rounded, and returns the box of the rounded curve, grown to whole units;
 * undefined when nothing is drawn. The inner loop of every keystroke: it makes no object a segment.
 */
export function drawOutline({ ops, points }: Outline, m: Matrix, path: PathWriter): Box | undefined {
  const reach: Reach = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  const [a, b, c, d, e, f] = m;
  let at = 0;
  let fromX = 0;
  let fromY = 0;
  let x = 0;
  let y = 0;
  const next = (): void => {
    const px = points[at]!;
    const py = points[at + 1]!;
    at += 2;
    x = Math.round(a * px + c * py + e) || 0;
    y = Math.round(b * px + d * py + f) || 0;
    path.int(x);
    path.blank();
    path.int(y);
  };
  for (let i = 0; i < ops.length; i++) {
    const op = ops[i]!;
    path.op(op);
    if (op === 'Z') continue;
    if (op === 'C') {
      next();
      const x1 = x;
      const y1 = y;
      path.blank();
      next();
      const x2 = x;
      const y2 = y;
      path.blank();
      next();
      meet(reach, x, y);
      if (!holds(reach, x1, y1) || !holds(reach, x2, y2))
        bulge(reach, fromX, fromY, { op, x1, y1, x2, y2, x, y });
    } else {
      next();
      meet(reach, x, y);
    }
    fromX = x;
    fromY = y;
  }
  return reach.x1 < reach.x0 ? undefined : outward(reach);
}

function meet(reach: Reach, x: number, y: number): void {
  if (x < reach.x0) reach.x0 = x;
  if (x > reach.x1) reach.x1 = x;
  if (y < reach.y0) reach.y0 = y;
  if (y > reach.y1) reach.y1 = y;
}

const holds = ({ x0, y0, x1, y1 }: Reach, x: number, y: number): boolean =>
  x >= x0 && x <= x1 && y >= y0 && y <= y1;

/** A control point lies outside: only then can the curve do so too. */
function bulge(reach: Reach, fromX: number, fromY: number, cubic: Segment): void {
  const box = pathBox([{ op: 'M', x: fromX, y: fromY }, cubic])!;
  meet(reach, box.x, box.y);
  meet(reach, right(box), bottom(box));
}

function outward({ x0, y0, x1, y1 }: Reach): Box {
  const x = Math.floor(x0);
  const y = Math.floor(y0);
  return { x, y, width: Math.ceil(x1) - x, height: Math.ceil(y1) - y };
}
