import type { Box, Matrix, Point } from '@luneo/geometry';

/** Where the side lies on screen: screen px = `scale` x su + offset. */
export interface View {
  /** CSS pixels per scene unit. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Zoom is 1 when the whole side fits. */
const ZOOM = { min: 0.25, max: 24 } as const;

/** Shows all of `content` (su) in `screen` (px) with at least `margin` px around it. */
export function fitView(content: Box, screen: Size, margin: number): View {
  const room = {
    width: Math.max(1, screen.width - 2 * margin),
    height: Math.max(1, screen.height - 2 * margin),
  };
  const scale = Math.min(room.width / content.width, room.height / content.height);
  return {
    scale,
    x: (screen.width - content.width * scale) / 2 - content.x * scale,
    y: (screen.height - content.height * scale) / 2 - content.y * scale,
  };
}

/** Zooms by `factor`, keeping the point under `at` (px) where it is; `fitted` bounds how far. */
export function zoomView(view: View, factor: number, at: Point, fitted: View): View {
  const scale = Math.min(fitted.scale * ZOOM.max, Math.max(fitted.scale * ZOOM.min, view.scale * factor));
  const k = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * k, y: at.y - (at.y - view.y) * k };
}

export const panView = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});

/** Two fingers: the side points under them stay under them. */
export function pinchView(
  view: View,
  from: readonly [Point, Point],
  to: readonly [Point, Point],
  fitted: View,
): View {
  const middle = ([a, b]: readonly [Point, Point]): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const spread = ([a, b]: readonly [Point, Point]): number => Math.hypot(a.x - b.x, a.y - b.y) || 1;
  const [start, end] = [middle(from), middle(to)];
  return panView(zoomView(view, spread(to) / spread(from), start, fitted), end.x - start.x, end.y - start.y);
}

export const toScreen = (view: View, { x, y }: Point): Point => ({
  x: x * view.scale + view.x,
  y: y * view.scale + view.y,
});

export const toSide = (view: View, { x, y }: Point): Point => ({
  x: (x - view.x) / view.scale,
  y: (y - view.y) / view.scale,
});

export const viewMatrix = ({ scale, x, y }: View): Matrix => [scale, 0, 0, scale, x, y];
