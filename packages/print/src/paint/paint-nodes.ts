import { type Matrix, multiply } from '@luneo/geometry';
import {
  type GroupNode,
  type ImageNode,
  MITER_LIMIT,
  type PathNode,
  type SceneNode,
  toMatrix,
} from '@luneo/scene';
import { placementOf } from '../raster/placement.ts';
import { canvasPaint, type EllipseSpace } from './gradient.ts';
import type { Canvas2D, CanvasKit, Picture } from './port.ts';

/** Everything a painter is given besides the scene. */
export interface PaintTarget {
  readonly context: Canvas2D;
  readonly kit: CanvasKit;
  /** Pixels of the whole target. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Side space (su) -> pixels of the target. */
  readonly view: Matrix;
  /** The decoded picture of a node, at whatever size: it is stretched over the node's pixel grid. */
  readonly picture: (node: ImageNode) => Picture;
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
function paintTranslucent({ children, opacityPm }: GroupNode, target: PaintTarget): void {
  const { context, kit, widthPx, heightPx } = target;
  const [only] = children;
  if (children.length === 1 && isSimpleLeaf(only!)) {
    context.globalAlpha = opacityPm / 1000;
    paintNode(only!, target);
    return;
  }
  const sheet = kit.sheet(widthPx, heightPx);
  for (const child of children) paintNode(child, { ...target, context: sheet.context });
  layOver(target, sheet.picture, opacityPm / 1000);
}

/** True when painting it touches each pixel once, so that its own opacity is the group's. */
export const isSimpleLeaf = (node: SceneNode): boolean =>
  node.kind === 'image' || (node.kind === 'path' && !(node.fill && node.stroke));

function layOver({ context, widthPx, heightPx }: PaintTarget, picture: Picture, alpha: number): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = alpha;
  context.drawImage(picture, 0, 0, widthPx, heightPx);
}

function paintPath(node: PathNode, target: PaintTarget): void {
  const { context, kit, view } = target;
  const matrix = multiply(view, toMatrix(node.matrix));
  const path = kit.path(node.d);
  context.save();
  context.setTransform(...matrix);
  if (node.stroke) {
    const paint = canvasPaint(node.stroke.paint, context);
    context.lineWidth = node.stroke.width;
    context.lineJoin = node.stroke.join;
    context.lineCap = node.stroke.cap;
    context.miterLimit = MITER_LIMIT;
    if (paint.space) strokeInEllipse(node, paint.space, paint.style, matrix, target);
    else {
      context.strokeStyle = paint.style;
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
  { d, stroke }: PathNode,
  space: EllipseSpace,
  style: string | object,
  matrix: Matrix,
  target: PaintTarget,
): void {
  const { kit, widthPx, heightPx } = target;
  const sheet = kit.sheet(widthPx, heightPx);
  const { context } = sheet;
  context.save();
  context.setTransform(...matrix);
  context.lineWidth = stroke!.width;
  context.lineJoin = stroke!.join;
  context.lineCap = stroke!.cap;
  context.miterLimit = MITER_LIMIT;
  context.stroke(kit.path(d));
  context.globalCompositeOperation = 'source-in';
  context.transform(...space.toNode);
  context.fillStyle = style;
  const { x, y, width, height } = space.everywhere;
  context.fillRect(x, y, width, height);
  context.restore();
  target.context.save();
  layOver(target, sheet.picture, target.context.globalAlpha);
  target.context.restore();
}

function paintImage(node: ImageNode, { context, view, picture }: PaintTarget): void {
  context.save();
  context.setTransform(...placementOf(node, view).matrix);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'low';
  context.drawImage(picture(node), 0, 0, node.widthPx, node.heightPx);
  context.restore();
}
