import { type Box, invert, type Matrix } from '@luneo/geometry';
import type { ScenePaint } from '@luneo/scene';
import type { Canvas2D, Gradient } from './port.ts';

/** The space in which an elliptical gradient is a circle. */
export interface EllipseSpace {
  readonly toNode: Matrix;
  readonly fromNode: Matrix;
  /** Far beyond anything drawn, in that space. */
  readonly everywhere: Box;
}

export interface CanvasPaint {
  readonly style: string | object;
  readonly space?: EllipseSpace;
}

/** A colour or a gradient in the node's own space, or in the space that makes its ellipse round. */
export function canvasPaint(paint: ScenePaint, context: Canvas2D): CanvasPaint {
  if (paint.type === 'solid') return { style: paint.rgb };
  if (paint.type === 'linear')
    return { style: withStops(context.createLinearGradient(paint.x1, paint.y1, paint.x2, paint.y2), paint) };
  const { cx, cy, rx, ry } = paint;
  const style = withStops(context.createRadialGradient(cx, cy, 0, cx, cy, rx), paint);
  return rx === ry ? { style } : { style, space: ellipseSpace(cy, rx, ry) };
}

function ellipseSpace(cy: number, rx: number, ry: number): EllipseSpace {
  const squeeze = ry / rx;
  const toNode: Matrix = [1, 0, 0, squeeze, 0, cy - cy * squeeze];
  const far = 1e7;
  return {
    toNode,
    fromNode: invert(toNode)!,
    everywhere: { x: -far, y: -far, width: 2 * far, height: 2 * far },
  };
}

function withStops(gradient: Gradient, { stops }: Exclude<ScenePaint, { type: 'solid' }>): Gradient {
  for (const stop of stops) gradient.addColorStop(stop.offsetPm / 1000, stop.rgb);
  return gradient;
}
