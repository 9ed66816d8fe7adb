import type { Design, Layer } from '@luneo/design';
import { apply, type Box, boxOf, corners, type Matrix, multiply, type Point } from '@luneo/geometry';
import { layerMatrix, sizeSu } from '@luneo/scene';

/** A turned rectangle: its own box and where it lies (own space -> side space, su). */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly matrix: Matrix;
}

const parentOf = (design: Design, id: string): Layer | undefined =>
  Object.values(design.layers).find((layer) => layer.type === 'group' && layer.children.includes(id));

/** Own space of a layer -> side space, through the groups around it. */
export function absoluteMatrix(design: Design, id: string): Matrix {
  let matrix = layerMatrix(design.layers[id]!);
  for (let parent = parentOf(design, id); parent; parent = parentOf(design, parent.id))
    matrix = multiply(layerMatrix(parent), matrix);
  return matrix;
}

/** The frame around a selection: the layer's own when it is one, else the box around all. */
export function selectionFrame(design: Design, ids: readonly string[]): Frame | undefined {
  const known = ids.filter((id) => design.layers[id]);
  if (known.length === 0) return undefined;
  if (known.length === 1) {
    const { width, height } = sizeSu(design.layers[known[0]!]!);
    return { width, height, matrix: absoluteMatrix(design, known[0]!) };
  }
  const points = known.flatMap((id) => frameCorners(selectionFrame(design, [id])!));
  const { x, y, width, height } = boxOf(points)!;
  return { width, height, matrix: [1, 0, 0, 1, x, y] };
}

export const frameCorners = ({ width, height, matrix }: Frame): Point[] =>
  corners({ x: 0, y: 0, width, height }).map((corner) => apply(matrix, corner));

export const frameBox = (frame: Frame): Box => boxOf(frameCorners(frame))!;

/** Handles on a frame: fractions of its box. */
export const HANDLES = [
  { id: 'nw', u: 0, v: 0 },
  { id: 'n', u: 0.5, v: 0 },
  { id: 'ne', u: 1, v: 0 },
  { id: 'e', u: 1, v: 0.5 },
  { id: 'se', u: 1, v: 1 },
  { id: 's', u: 0.5, v: 1 },
  { id: 'sw', u: 0, v: 1 },
  { id: 'w', u: 0, v: 0.5 },
] as const;
export type ScaleHandle = (typeof HANDLES)[number]['id'];
