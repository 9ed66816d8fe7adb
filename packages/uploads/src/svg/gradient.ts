import type { ArtworkPaint } from '@luneo/design';
import { apply, type Box, IDENTITY, type Matrix, multiply } from '@luneo/geometry';
import { refuse } from '../refusal.ts';
import { lengthOf } from './basic-shapes.ts';
import type { Props, StyleSheet } from './style.ts';
import { parseTransform } from './transform.ts';
import { parseColor, parseOpacity } from './values.ts';
import type { XmlElement } from './xml.ts';

export interface PaintWithAlpha {
  readonly paint: ArtworkPaint;
  readonly alpha: number;
}
export interface GradientContext {
  /** User units of the painted element -> artwork units. */
  readonly matrix: Matrix;
  /** Of the painted element, in user units. */
  readonly box: Box;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly byId: (id: string) => XmlElement | undefined;
  readonly sheet: StyleSheet;
  readonly style: Props;
}

const MAX_CHAIN = 8;
const MAX_STOPS = 64;

/** A gradient element as artwork paint, transforms folded in; undefined when it paints nothing. */
export function gradientPaint(gradient: XmlElement, context: GradientContext): PaintWithAlpha | undefined {
  const merged = withTemplates(gradient, context);
  const fail = (detail: string): never =>
    refuse('svg_gradient', { element: gradient.name, line: gradient.line, detail });
  const stops = stopsOf(merged, context, fail);
  if (stops.length === 0) return undefined;
  const { alpha } = stops[0]!;
  if (stops.some((stop) => Math.abs(stop.alpha - alpha) > 0.004))
    return fail('its colours differ in opacity');
  const only = stops.map(({ offsetPm, color }) => ({ offsetPm, color }));
  if (only.length === 1) return { alpha, paint: { type: 'solid', color: only[0]!.color } };
  if ((merged.attrs.get('spreadMethod') ?? 'pad') !== 'pad') return fail('it repeats');
  const inBox = (merged.attrs.get('gradientUnits') ?? 'objectBoundingBox') === 'objectBoundingBox';
  const { x, y, width, height } = context.box;
  if (inBox && (width === 0 || height === 0)) return undefined;
  const own = parseTransform(merged.attrs.get('gradientTransform') ?? '') ?? fail('its transform');
  const units: Matrix = inBox ? [width, 0, 0, height, x, y] : IDENTITY;
  const matrix = multiply(multiply(context.matrix, units), own);
  const whole = inBox ? { width: 1, height: 1 } : context.viewport;
  const paint =
    merged.name === 'linearGradient'
      ? linear(merged, matrix, whole, only)
      : radial(merged, matrix, whole, only, fail);
  return { paint, alpha };
}

/** A gradient takes what it does not say, its stops too, from the one it refers to. */
function withTemplates(gradient: XmlElement, { byId }: GradientContext): XmlElement {
  let merged = gradient;
  let next = gradient.attrs.get('href');
  for (let step = 0; next !== undefined; step++) {
    const template = byId(next.trim().slice(1));
    if (!template || step >= MAX_CHAIN)
      return refuse('svg_reference', { element: gradient.name, line: gradient.line, detail: next });
    const attrs = new Map([...template.attrs, ...merged.attrs]);
    const children = merged.children.some((child) => child.name === 'stop')
      ? merged.children
      : template.children;
    merged = { ...merged, attrs, children };
    next = template.attrs.get('href');
  }
  return merged;
}

type Stop = { offsetPm: number; color: string };

function stopsOf(
  gradient: XmlElement,
  { sheet, style }: GradientContext,
  fail: (detail: string) => never,
): (Stop & { alpha: number })[] {
  const elements = gradient.children.filter((child) => child.name === 'stop');
  if (elements.length > MAX_STOPS) fail('it has too many colours');
  let least = 0;
  return elements.map((element) => {
    const props = sheet.propsOf(element);
    const named = props.get('stop-color') ?? '#000000';
    const color = parseColor(/^currentcolor$/i.test(named) ? (style.get('color') ?? '') : named);
    const alpha = parseOpacity(props.get('stop-opacity') ?? '1');
    const offset = parseOpacity(element.attrs.get('offset') ?? '0');
    if (!color || alpha === undefined || offset === undefined) return fail('one of its colours');
    least = Math.max(least, Math.round(offset * 1000));
    return { offsetPm: least, color: color.rgb, alpha: alpha * color.alpha };
  });
}

type Whole = GradientContext['viewport'];

/**
 * Lines of equal colour stay lines under any affine map; only the direction across them changes, so
 * the end point is moved to stand square to them.
 */
function linear(element: XmlElement, matrix: Matrix, whole: Whole, stops: Stop[]): ArtworkPaint {
  const from = { x: lengthOf(element, 'x1', whole.width), y: lengthOf(element, 'y1', whole.height) };
  const to = {
    x: lengthOf(element, 'x2', whole.width, whole.width),
    y: lengthOf(element, 'y2', whole.height),
  };
  const [a, b, c, d] = matrix;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const across = { x: -(a * -dy + c * dx), y: -(b * -dy + d * dx) };
  const along = { x: a * dx + c * dy, y: b * dx + d * dy };
  const normal = { x: -across.y, y: across.x };
  const square = normal.x * normal.x + normal.y * normal.y;
  if (square === 0) return { type: 'solid', color: stops.at(-1)!.color };
  const share = (along.x * normal.x + along.y * normal.y) / square;
  const start = apply(matrix, from);
  return {
    type: 'linear',
    x1: Math.round(start.x),
    y1: Math.round(start.y),
    x2: Math.round(start.x + share * normal.x),
    y2: Math.round(start.y + share * normal.y),
    stops,
  };
}

function radial(
  element: XmlElement,
  matrix: Matrix,
  whole: Whole,
  stops: Stop[],
  fail: (detail: string) => never,
): ArtworkPaint {
  const { width, height } = whole;
  const cx = lengthOf(element, 'cx', width, width / 2);
  const cy = lengthOf(element, 'cy', height, height / 2);
  const diagonal = Math.sqrt((width * width + height * height) / 2);
  const r = lengthOf(element, 'r', diagonal, diagonal / 2);
  if (r <= 0) return { type: 'solid', color: stops.at(-1)!.color };
  const off =
    Math.abs(lengthOf(element, 'fx', width, cx) - cx) + Math.abs(lengthOf(element, 'fy', height, cy) - cy);
  if (off > r / 100 || lengthOf(element, 'fr', diagonal) > r / 100)
    return fail('its focus is not in its centre');
  const [a, b, c, d] = matrix;
  const [rx, ry] = [r * Math.sqrt(a * a + c * c), r * Math.sqrt(b * b + d * d)];
  if (Math.abs(a * b + c * d) * r * r > 0.005 * rx * ry) return fail('it is slanted');
  const centre = apply(matrix, { x: cx, y: cy });
  const [rxUnits, ryUnits] = [Math.max(1, Math.round(rx)), Math.max(1, Math.round(ry))];
  return {
    type: 'radial',
    cx: Math.round(centre.x),
    cy: Math.round(centre.y),
    r: rxUnits,
    ...(ryUnits !== rxUnits && { ry: ryUnits }),
    stops,
  };
}
