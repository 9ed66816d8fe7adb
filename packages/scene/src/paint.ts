import type { ArtworkPaint, Color, Paint, Stroke } from '@luneo/design';
import { SU_PER_UM } from '@luneo/geometry';
import type { Size } from './layer-matrix.ts';
import type { GradientStopNode, ScenePaint, SceneStroke } from './tree.ts';

/** Corners sharper than this many half widths are bevelled; the same in SVG, canvas and PDF. */
export const MITER_LIMIT = 4;

/** Replaces a colour of an artwork; the identity where nothing is recoloured. */
export type Recolor = (rgb: string) => string;

/** Per-mille of the layer's box become su of its own space. */
export function resolvePaint(paint: Paint, { width, height }: Size): ScenePaint {
  if (paint.type === 'solid') return solid(paint.color.rgb);
  const stops = risingStops(paint.stops.map((stop) => ({ offsetPm: stop.offsetPm, rgb: stop.color.rgb })));
  const x = (pm: number): number => Math.round((pm * width) / 1000);
  const y = (pm: number): number => Math.round((pm * height) / 1000);
  if (paint.type === 'linear')
    return linear(x(paint.x1Pm), y(paint.y1Pm), x(paint.x2Pm), y(paint.y2Pm), stops);
  const rx = Math.max(1, x(paint.rPm));
  const ry = Math.max(1, y(paint.rPm));
  return { type: 'radial', cx: x(paint.cxPm), cy: y(paint.cyPm), rx, ry, stops };
}

/** Artwork gradients are in the artwork's units already, which are the node's own. */
export function artworkPaint(paint: ArtworkPaint, recolor: Recolor): ScenePaint {
  if (paint.type === 'solid') return solid(recolor(paint.color));
  const stops = risingStops(
    paint.stops.map((stop) => ({ offsetPm: stop.offsetPm, rgb: recolor(stop.color) })),
  );
  if (paint.type === 'linear') return linear(paint.x1, paint.y1, paint.x2, paint.y2, stops);
  return { type: 'radial', cx: paint.cx, cy: paint.cy, rx: paint.r, ry: paint.ry ?? paint.r, stops };
}

export const resolveStroke = (stroke: Stroke, times = 1): SceneStroke => ({
  paint: solid(stroke.color.rgb),
  width: stroke.widthUm * SU_PER_UM * times,
  join: stroke.join,
  cap: stroke.cap,
});

export function recolorBy(table: Readonly<Record<string, Color>> | undefined): Recolor {
  if (!table) return (rgb) => rgb;
  return (rgb) => (Object.hasOwn(table, rgb) ? table[rgb]!.rgb : rgb);
}

const solid = (rgb: string): ScenePaint => ({ type: 'solid', rgb });

/** A gradient of no length is the colour beyond its end: renderers disagree about it, so it goes here. */
function linear(x1: number, y1: number, x2: number, y2: number, stops: GradientStopNode[]): ScenePaint {
  if (x1 === x2 && y1 === y2) return solid(stops.at(-1)!.rgb);
  return { type: 'linear', x1, y1, x2, y2, stops };
}

/** A stop before its predecessor moves up to it, as SVG has it; canvas and PDF would sort or fail. */
function risingStops(stops: GradientStopNode[]): GradientStopNode[] {
  let least = 0;
  return stops.map(({ offsetPm, rgb }) => {
    least = Math.max(least, offsetPm);
    return { offsetPm: least, rgb };
  });
}
