import type { Layer } from '@luneo/design';
import {
  apply,
  atan2Mdeg,
  type Box,
  centre,
  compose,
  invert,
  type Matrix,
  type Point,
  rotateMdeg,
  SU_PER_UM,
  scale,
  translate,
} from '@luneo/geometry';
import type { Frame } from './frame.ts';
import type { HandleId, PointerInput } from './session.ts';

const ANCHOR: Readonly<Record<string, readonly [u: number, v: number]>> = {
  nw: [0, 0],
  n: [0.5, 0],
  ne: [1, 0],
  e: [1, 0.5],
  se: [1, 1],
  s: [0.5, 1],
  sw: [0, 1],
  w: [0, 0.5],
};
const ROTATION_STEP_MDEG = 15_000;
/** Right angles draw the hand to them within this many milli-degrees. */
const ROTATION_SNAP_MDEG = 2_500;

/** Turn about the frame's centre; with Shift in steps, near right angles on them. */
export function rotation(held: Frame, from: Point, input: PointerInput): { matrix: Matrix; mdeg: number } {
  const middle = apply(held.matrix, { x: held.width / 2, y: held.height / 2 });
  const angle = (p: Point): number => atan2Mdeg(p.y - middle.y, p.x - middle.x);
  const before = atan2Mdeg(held.matrix[1], held.matrix[0]);
  let after = before + angle(input.point) - angle(from);
  const nearest = Math.round(after / 90_000) * 90_000;
  if (input.shift) after = Math.round(after / ROTATION_STEP_MDEG) * ROTATION_STEP_MDEG;
  else if (Math.abs(after - nearest) < ROTATION_SNAP_MDEG) after = nearest;
  const mdeg = Math.round(after - before);
  return {
    matrix: compose(translate(middle.x, middle.y), rotateMdeg(mdeg), translate(-middle.x, -middle.y)),
    mdeg,
  };
}

/** Scale by a handle, the opposite one (with Alt the centre) fixed. Factors never fall below `least` su. */
export function scaling(held: Frame, handle: HandleId, from: Point, input: PointerInput, keepRatio: boolean) {
  const [u, v] = ANCHOR[handle] ?? [0.5, 0.5];
  const fixed = input.alt ? { x: 0.5, y: 0.5 } : { x: 1 - u, y: 1 - v };
  const inverse = invert(held.matrix)!;
  const origin = { x: fixed.x * held.width, y: fixed.y * held.height };
  const start = apply(inverse, from);
  const now = apply(inverse, input.point);
  const least = 6 * input.suPerPx;
  const factor = (a: number, b: number, o: number, size: number): number =>
    Math.max(least / size, Math.abs(a - o) < 1e-6 ? 1 : (b - o) / (a - o));
  let sx = u === 0.5 ? 1 : factor(start.x, now.x, origin.x, held.width);
  let sy = v === 0.5 ? 1 : factor(start.y, now.y, origin.y, held.height);
  if (keepRatio && u !== 0.5 && v !== 0.5) sx = sy = Math.max(sx, sy);
  const own = compose(translate(origin.x, origin.y), scale(sx, sy), translate(-origin.x, -origin.y));
  return { matrix: compose(held.matrix, own, inverse), sx, sy, origin };
}

/** What a layer's record becomes after a map of side space (its parent's axes are the side's). */
export function transformed(
  layer: Layer,
  matrix: Matrix,
  sx: number,
  sy: number,
  mdeg: number,
): Partial<Layer> {
  const middle = apply(matrix, {
    x: (layer.xUm + layer.widthUm / 2) * SU_PER_UM,
    y: (layer.yUm + layer.heightUm / 2) * SU_PER_UM,
  });
  const widthUm = Math.max(1, Math.round(layer.widthUm * sx));
  const heightUm = Math.max(1, Math.round(layer.heightUm * sy));
  return {
    xUm: Math.round(middle.x / SU_PER_UM - widthUm / 2),
    yUm: Math.round(middle.y / SU_PER_UM - heightUm / 2),
    widthUm,
    heightUm,
    rotationMdeg: (layer.rotationMdeg + mdeg) % 360_000,
  };
}

export interface Snap {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly { axis: 'x' | 'y'; at: number }[];
}

/** Moves a box onto lines near its edges and centre: those of the side, its safe zone and its neighbours. */
export function snapBox(box: Box, targets: readonly Box[], reach: number): Snap {
  const lines = (b: Box, axis: 'x' | 'y'): number[] =>
    axis === 'x' ? [b.x, centre(b).x, b.x + b.width] : [b.y, centre(b).y, b.y + b.height];
  const along = (axis: 'x' | 'y'): { by: number; at: number | undefined } => {
    let best = { by: 0, at: undefined as number | undefined };
    let least = reach;
    for (const own of lines(box, axis))
      for (const target of targets)
        for (const at of lines(target, axis))
          if (Math.abs(at - own) < least) [best, least] = [{ by: at - own, at }, Math.abs(at - own)];
    return best;
  };
  const x = along('x');
  const y = along('y');
  const guides = [
    ...(x.at === undefined ? [] : [{ axis: 'x' as const, at: x.at }]),
    ...(y.at === undefined ? [] : [{ axis: 'y' as const, at: y.at }]),
  ];
  return { dx: x.by, dy: y.by, guides };
}
