import type { ShapeLayer } from '@luneo/design';
import {
  boxOf,
  cosMdeg,
  ellipsePath,
  rectPath,
  type Segment,
  SU_PER_UM,
  sinMdeg,
  writePath,
} from '@luneo/geometry';
import { inkBox, outlineOf } from './ink-box.ts';
import { type Size, sizeSu } from './layer-matrix.ts';
import { resolvePaint, resolveStroke } from './paint.ts';
import type { PackedMatrix, PathNode, SceneStroke } from './tree.ts';

/** Fill, then stroke over it, as everywhere in drawing programs. */
export function shapeNodes(layer: ShapeLayer, matrix: PackedMatrix): PathNode[] {
  const size = sizeSu(layer);
  const outline = outlineOf(writePath(shapeSegments(layer.shape, size)));
  const stroke = layer.stroke && resolveStroke(layer.stroke);
  const node = (part: Pick<PathNode, 'fill' | 'stroke'>, drawn?: SceneStroke): PathNode => ({
    kind: 'path',
    d: outline.d,
    matrix,
    rule: 'nonzero',
    ...part,
    box: inkBox(outline, matrix, drawn)!,
  });
  const nodes: PathNode[] = [];
  if (layer.fill && layer.shape.kind !== 'line') nodes.push(node({ fill: resolvePaint(layer.fill, size) }));
  if (stroke) nodes.push(node({ stroke }, stroke));
  return nodes;
}

/** The shape filling (0, 0)-(width, height). */
export function shapeSegments(shape: ShapeLayer['shape'], { width, height }: Size): Segment[] {
  const box = { x: 0, y: 0, width, height };
  switch (shape.kind) {
    case 'rect':
      return rectPath(box, shape.radiusUm * SU_PER_UM);
    case 'ellipse':
      return ellipsePath(box);
    case 'polygon':
      return ring(shape.sides, () => 1, box);
    case 'star':
      return ring(shape.points * 2, (corner) => (corner % 2 === 0 ? 1 : shape.innerPm / 1000), box);
    case 'line':
      return [
        { op: 'M', x: 0, y: height / 2 },
        { op: 'L', x: width, y: height / 2 },
      ];
  }
}

/** Corners at equal angles, the first at the top, stretched so that their box is the layer's. */
function ring(corners: number, radius: (corner: number) => number, { width, height }: Size): Segment[] {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angleMdeg = (corner * 360_000) / corners;
    return { x: sinMdeg(angleMdeg) * radius(corner), y: -cosMdeg(angleMdeg) * radius(corner) };
  });
  const from = boxOf(points)!;
  const segments = points.map(
    ({ x, y }, corner): Segment => ({
      op: corner === 0 ? 'M' : 'L',
      x: ((x - from.x) / from.width) * width,
      y: ((y - from.y) / from.height) * height,
    }),
  );
  return [...segments, { op: 'Z' }];
}
