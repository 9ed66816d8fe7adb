import type { Design, Layer, Side } from './schema.ts';

/**
 * A reversible change: records before and after, `null` = not there. Undo, autosave and "what changed
 * since the proof" read this one structure.
 */
export interface Diff {
  readonly layers: Readonly<Record<string, readonly [before: Layer | null, after: Layer | null]>>;
  readonly sides: Readonly<Record<string, readonly [before: Side, after: Side]>>;
}

export const EMPTY_DIFF: Diff = { layers: {}, sides: {} };

export const isEmptyDiff = ({ layers, sides }: Diff): boolean =>
  Object.keys(layers).length === 0 && Object.keys(sides).length === 0;

/** What turns `before` into `after`; records are compared by identity, which commands keep for what they leave alone. */
export function diffOf(before: Design, after: Design): Diff {
  const layers: Record<string, [Layer | null, Layer | null]> = {};
  for (const id of new Set([...Object.keys(before.layers), ...Object.keys(after.layers)])) {
    const [from, to] = [before.layers[id] ?? null, after.layers[id] ?? null];
    if (from !== to) layers[id] = [from, to];
  }
  const sides: Record<string, [Side, Side]> = {};
  for (const [index, side] of after.sides.entries()) {
    const from = before.sides[index]!;
    if (from !== side) sides[side.id] = [from, side];
  }
  return { layers, sides };
}

export function applyDiff(design: Design, { layers, sides }: Diff): Design {
  const next: Record<string, Layer> = { ...design.layers };
  for (const [id, [, after]] of Object.entries(layers)) {
    if (after) next[id] = after;
    else delete next[id];
  }
  return { ...design, layers: next, sides: design.sides.map((side) => sides[side.id]?.[1] ?? side) };
}

export function invertDiff({ layers, sides }: Diff): Diff {
  const swap = <T>(record: Readonly<Record<string, readonly [T, T]>>): Record<string, [T, T]> =>
    Object.fromEntries(Object.entries(record).map(([id, [before, after]]) => [id, [after, before]]));
  return { layers: swap<Layer | null>(layers), sides: swap<Side>(sides) };
}

/** One diff for two in a row; what came and went in between is forgotten. */
export function squashDiffs(first: Diff, second: Diff): Diff {
  const layers: Record<string, readonly [Layer | null, Layer | null]> = { ...first.layers };
  for (const [id, [before, after]] of Object.entries(second.layers)) {
    const start = first.layers[id] ? first.layers[id][0] : before;
    if (start === after) delete layers[id];
    else layers[id] = [start, after];
  }
  const sides: Record<string, readonly [Side, Side]> = { ...first.sides };
  for (const [id, [before, after]] of Object.entries(second.sides))
    sides[id] = [first.sides[id]?.[0] ?? before, after];
  return { layers, sides };
}
