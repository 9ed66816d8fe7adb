import { formatNumber, IDENTITY, type Matrix, multiply } from '@luneo/geometry';
import type { GradientStopNode, ScenePaint } from '@luneo/scene';
import { array, dict } from './file.ts';
import { matrixText, pt, ratio, rgbText, splitScale } from './numbers.ts';

type GradientPaint = Exclude<ScenePaint, { type: 'solid' }>;

/** Half the width given to a jump of colour at either end, where PDF wants an interval. */
const NUDGE = 1e-5;

/** A shading pattern (axial or radial, padded) as a dictionary. `toPage`: node space -> points. */
export function shadingPattern(paint: GradientPaint, toPage: Matrix): string {
  // an ellipse is a circle about the origin, squeezed and moved by the matrix
  const own: Matrix = paint.type === 'linear' ? IDENTITY : [1, 0, 0, paint.ry / paint.rx, paint.cx, paint.cy];
  const { factor, rest } = splitScale(multiply(toPage, own));
  const ends = paint.type === 'linear' ? [paint.x1, paint.y1, paint.x2, paint.y2] : [0, 0, 0, 0, 0, paint.rx];
  const shading = dict({
    ShadingType: paint.type === 'linear' ? 2 : 3,
    ColorSpace: '/DeviceRGB',
    Coords: array(ends.map((value) => pt(value * factor))),
    Extend: '[true true]',
    Function: stopsFunction(paint.stops),
  });
  return dict({ Type: '/Pattern', PatternType: 2, Matrix: `[${matrixText(rest)}]`, Shading: shading });
}

/** Colour over [0, 1]: one exponential function between two stops, stitched; jumps are left out. */
export function stopsFunction(stops: readonly GradientStopNode[]): string {
  const pieces: { to: number; body: string }[] = [];
  const add = (from: number, to: number, c0: string, c1: string): void => {
    if (to > from) pieces.push({ to, body: exponential(c0, c1) });
  };
  const at = spread(stops);
  add(0, at[0]!, stops[0]!.rgb, stops[0]!.rgb);
  for (let i = 1; i < stops.length; i++) add(at[i - 1]!, at[i]!, stops[i - 1]!.rgb, stops[i]!.rgb);
  add(at.at(-1)!, 1, stops.at(-1)!.rgb, stops.at(-1)!.rgb);
  if (pieces.length === 1) return pieces[0]!.body;
  return dict({
    FunctionType: 3,
    Domain: '[0 1]',
    Functions: array(pieces.map((piece) => piece.body)),
    Bounds: array(pieces.slice(0, -1).map((piece) => formatNumber(piece.to, 6))),
    Encode: array(pieces.map(() => '0 1')),
  });
}

/** Offsets, with room made for a jump that lies exactly on an end: the colour beyond it must show. */
function spread(stops: readonly GradientStopNode[]): number[] {
  const at = stops.map((stop) => stop.offsetPm / 1000);
  const last = at.length - 1;
  return at.map((offset, index) => {
    if (offset === 1 && index < last) return 1 - NUDGE;
    return offset === 0 && index > 0 ? NUDGE : offset;
  });
}

const exponential = (c0: string, c1: string): string =>
  dict({ FunctionType: 2, Domain: '[0 1]', C0: `[${rgbText(c0)}]`, C1: `[${rgbText(c1)}]`, N: ratio(1) });
