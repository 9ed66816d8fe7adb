import { type Box, type Matrix, multiply, translate } from '@luneo/geometry';
import {
  type GroupNode,
  type ImageNode,
  MITER_LIMIT,
  type PathNode,
  type SceneNode,
  type SceneStroke,
  toMatrix,
} from '@luneo/scene';
import { canvasPaint, type EllipseSpace } from './gradient.ts';
import type { Canvas2D, CanvasKit, Picture } from './port.ts';

/**
 * The decoded picture of a node, at whatever size, and where it goes: `matrix` maps the node's pixel grid,
 * over which the picture is stretched, to the target of `view`.
 */
export type PlacePicture = (
  node: ImageNode,
  view: Matrix,
) => { readonly picture: Picture; readonly matrix: Matrix };

/** Everything a painter is given besides the scene. */
export interface PaintTarget {
  readonly context: Canvas2D;
  readonly kit: CanvasKit;
  /** Pixels of the whole target. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Side space (su) -> pixels of the target. */
  readonly view: Matrix;
  readonly picture: PlacePicture;
}

/** Paints a side's nodes over what is on the target already. */
export function paintNodes(nodes: readonly SceneNode[], target: PaintTarget): void {
  for (const node of nodes) paintNode(node, target);
}

function paintNode(node: SceneNode, target: PaintTarget): void {
  if (isOutside(node, target)) return;
  switch (node.kind) {
    case 'group':
      paintGroup(node, target);
      break;
    case 'path':
      paintPath(node, target);
      break;
    case 'image':
      paintImage(node, target);
      break;
  }
}

/** Nothing of the node's ink reaches the target: bands skip what other bands draw. */
function isOutside({ box }: SceneNode, { view: [a, , , d, e, f], widthPx, heightPx }: PaintTarget): boolean {
  return (
    (box.x + box.width) * a + e < -1 ||
    (box.y + box.height) * d + f < -1 ||
    box.x * a + e > widthPx + 1 ||
    box.y * d + f > heightPx + 1
  );
}

function paintGroup(node: GroupNode, target: PaintTarget): void {
  const { context, kit, view } = target;
  if (node.opacityPm === 0) return;
  context.save();
  if (node.clip) {
    context.setTransform(...view);
    context.clip(kit.path(node.clip.d), node.clip.rule);
  }
  if (node.opacityPm === 1000) for (const child of node.children) paintNode(child, target);
  else paintTranslucent(node, target);
  context.restore();
}

/** A lone simple leaf takes the opacity itself; anything else is painted apart and laid over. */
function paintTranslucent(node: GroupNode, target: PaintTarget): void {
  const { children, opacityPm } = node;
  const [only] = children;
  if (children.length === 1 && isSimpleLeaf(only!)) {
    target.context.globalAlpha = opacityPm / 1000;
    paintNode(only!, target);
    return;
  }
  layOver(node.box, target, opacityPm / 1000, (apart) => paintNodes(children, apart));
}

/** True when painting it touches each pixel once, so that its own opacity is the group's. */
export const isSimpleLeaf = (node: SceneNode): boolean =>
  node.kind === 'image' || (node.kind === 'path' && !(node.fill && node.stroke));

/** Paints on a sheet of its own, as large as what is seen of `box`, and lays that over the target. */
function layOver(
  box: Box,
  { context, kit, view, widthPx, heightPx, picture }: PaintTarget,
  alpha: number,
  paint: (apart: PaintTarget) => void,
): void {
  const [left, top] = [box.x * view[0] + view[4], box.y * view[3] + view[5]];
  const x = Math.max(0, Math.floor(left) - 1);
  const y = Math.max(0, Math.floor(top) - 1);
  const width = Math.min(widthPx, Math.ceil(left + box.width * view[0]) + 1) - x;
  const height = Math.min(heightPx, Math.ceil(top + box.height * view[3]) + 1) - y;
  if (width <= 0 || height <= 0) return;
  const sheet = kit.sheet(width, height);
  const moved = multiply(translate(-x, -y), view);
  paint({ context: sheet.context, kit, view: moved, widthPx: width, heightPx: height, picture });
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = alpha;
  context.drawImage(sheet.picture, x, y, width, height);
  context.restore();
}

function paintPath(node: PathNode, target: PaintTarget): void {
  const { context, kit, view } = target;
  const matrix = multiply(view, toMatrix(node.matrix));
  const path = kit.path(node.d);
  context.save();
  context.setTransform(...matrix);
  if (node.stroke) {
    const { style, space } = canvasPaint(node.stroke.paint, context);
    if (space)
      layOver(node.box, target, context.globalAlpha, (apart) => strokeInEllipse(node, space, style, apart));
    else {
      setPen(context, node.stroke);
      context.strokeStyle = style;
      context.stroke(path);
    }
  }
  if (node.fill) {
    const { style, space } = canvasPaint(node.fill, context);
    context.fillStyle = style;
    if (space) context.transform(...space.toNode);
    context.fill(space ? kit.mapped(path, space.fromNode) : path, node.rule);
  }
  context.restore();
}

/** Canvas gradients are circles: the stroke is drawn as a stencil and the ellipse poured into it. */
function strokeInEllipse(
  { d, stroke, matrix }: PathNode,
  space: EllipseSpace,
  style: string | object,
  { context, kit, view }: PaintTarget,
): void {
  context.save();
  context.setTransform(...multiply(view, toMatrix(matrix)));
  setPen(context, stroke!);
  context.stroke(kit.path(d));
  context.globalCompositeOperation = 'source-in';
  context.transform(...space.toNode);
  context.fillStyle = style;
  const { x, y, width, height } = space.everywhere;
  context.fillRect(x, y, width, height);
  context.restore();
}

function setPen(context: Canvas2D, { width, join, cap }: SceneStroke): void {
  context.lineWidth = width;
  context.lineJoin = join;
  context.lineCap = cap;
  context.miterLimit = MITER_LIMIT;
}

function paintImage(node: ImageNode, { context, view, picture }: PaintTarget): void {
  const placed = picture(node, view);
  context.save();
  context.setTransform(...placed.matrix);
  context.imageSmoothingEnabled = true;
  // between its four nearest pixels: smaller than half, the picture comes averaged down
  context.imageSmoothingQuality = 'low';
  context.drawImage(placed.picture, 0, 0, node.widthPx, node.heightPx);
  context.restore();
}
