import {
  type Box,
  bottom,
  ellipsePath,
  inset,
  type PathData,
  rectPath,
  right,
  type Segment,
  SU_PER_UM,
  writePath,
} from '@luneo/geometry';
import type { GroupNode, PackedMatrix, PathNode, SceneSide } from '@luneo/scene';

/** Micrometres; part of the output recipe. */
export interface MarkSpec {
  /** From the bleed box to where a mark begins: marks never touch ink that may remain. */
  readonly offsetUm: number;
  readonly lengthUm: number;
  readonly strokeUm: number;
  /** Targets at the middle of each edge, besides the crop marks at the corners. */
  readonly registration: boolean;
}

/** What one sheet holds: nodes to paint, and the part of side space it covers. */
export interface Sheet {
  readonly box: Box;
  readonly nodes: readonly GroupNode[];
  readonly marks?: PathNode;
}

/**
 * The sheet's nodes, the side's background among them. Ink ends at the bleed (without marks the sheet
 * does) and at the print area.
 */
export function sheetOf(
  side: Pick<SceneSide, 'trim' | 'bleed' | 'nodes' | 'printArea' | 'background'>,
  { bleed, marks }: { readonly bleed: boolean; readonly marks?: MarkSpec | undefined },
): Sheet {
  const edge = writePath(rectPath(side.bleed));
  const ground = side.background ? [backgroundNode(edge, side.bleed, side.background)] : [];
  const inks: GroupNode[] = [...ground, ...side.nodes];
  const clipped = (d: PathData, children: readonly GroupNode[]): GroupNode[] => [
    { kind: 'group', opacityPm: 1000, clip: { d, rule: 'nonzero' }, box: side.bleed, children },
  ];
  const nodes = side.printArea === edge ? inks : clipped(side.printArea, inks);
  if (!marks) return { box: bleed ? side.bleed : side.trim, nodes };
  const { path, box } = marksOf(side, marks);
  return { box, nodes: clipped(edge, nodes), marks: path };
}

function backgroundNode(d: PathData, box: Box, rgb: string): GroupNode {
  const fill = { type: 'solid', rgb } as const;
  const path: PathNode = { kind: 'path', d, matrix: UNMOVED, rule: 'nonzero', fill, box };
  return { kind: 'group', opacityPm: 1000, box, children: [path] };
}

export interface Marks {
  readonly path: PathNode;
  /** What the sheet must measure to hold them (the MediaBox), side space, su. */
  readonly box: Box;
}

const SU = SU_PER_UM;
const UNMOVED: PackedMatrix = [1e6, 0, 0, 1e6, 0, 0];
/** Blank edge outside the marks. */
const EDGE_UM = 1_000;

/** Crop marks in line with the trim box, outside the bleed; as scene nodes, so every painter draws them. */
export function marksOf(side: Pick<SceneSide, 'trim' | 'bleed'>, spec: MarkSpec): Marks {
  const near = inset(side.bleed, -spec.offsetUm * SU);
  const far = inset(near, -spec.lengthUm * SU);
  const box = inset(far, -EDGE_UM * SU);
  const segments = [...cropMarks(side.trim, near, far), ...(spec.registration ? targets(near, far) : [])];
  const path: PathNode = {
    kind: 'path',
    d: writePath(segments),
    matrix: UNMOVED,
    rule: 'nonzero',
    stroke: {
      paint: { type: 'solid', rgb: '#000000' },
      width: spec.strokeUm * SU,
      join: 'miter',
      cap: 'butt',
    },
    box,
  };
  return { path, box };
}

const line = (x1: number, y1: number, x2: number, y2: number): Segment[] => [
  { op: 'M', x: x1, y: y1 },
  { op: 'L', x: x2, y: y2 },
];

function cropMarks(trim: Box, near: Box, far: Box): Segment[] {
  const rows = [trim.y, bottom(trim)].flatMap((y) => [
    ...line(far.x, y, near.x, y),
    ...line(right(near), y, right(far), y),
  ]);
  const columns = [trim.x, right(trim)].flatMap((x) => [
    ...line(x, far.y, x, near.y),
    ...line(x, bottom(near), x, bottom(far)),
  ]);
  return [...rows, ...columns];
}

function targets(near: Box, far: Box): Segment[] {
  const size = near.x - far.x;
  const middle = { x: near.x + near.width / 2, y: near.y + near.height / 2 };
  const centres = [
    { x: middle.x, y: near.y - size / 2 },
    { x: middle.x, y: bottom(near) + size / 2 },
    { x: near.x - size / 2, y: middle.y },
    { x: right(near) + size / 2, y: middle.y },
  ];
  return centres.flatMap(({ x, y }) => [
    ...line(x - size / 2, y, x + size / 2, y),
    ...line(x, y - size / 2, x, y + size / 2),
    ...ellipsePath({ x: x - size / 4, y: y - size / 4, width: size / 2, height: size / 2 }),
  ]);
}
