import { determinant, type Matrix, mapPath, pathBox, type Segment, writePath } from '@luneo/geometry';
import { refuse } from '../refusal.ts';
import type { Drawn } from './artwork-builder.ts';
import type { Viewport } from './basic-shapes.ts';
import { type GradientContext, gradientPaint, type PaintWithAlpha } from './gradient.ts';
import type { Props, StyleSheet } from './style.ts';
import { parseColor, parseLength, parseOpacity } from './values.ts';
import type { XmlElement } from './xml.ts';

export interface PaintContext {
  /** User units -> artwork units. */
  readonly matrix: Matrix;
  readonly viewport: Viewport;
  readonly style: Props;
  readonly byId: (id: string) => XmlElement | undefined;
  readonly sheet: StyleSheet;
}

/** What an outline paints, in artwork units: one path, or two where fill and stroke cannot share one. */
export function paintElement(element: XmlElement, outline: Segment[], context: PaintContext): Drawn[] {
  const { style, matrix } = context;
  const placed = mapPath(matrix, outline);
  const d = writePath(placed);
  const box = pathBox(placed);
  const userBox = pathBox(outline);
  if (!box || !userBox || outline.length < 2) return [];
  const paint = (name: 'fill' | 'stroke'): PaintWithAlpha | undefined =>
    paintOf(name, element, { ...context, box: userBox });
  const fill = element.name === 'line' ? undefined : paint('fill');
  const stroke = strokeOf(element, paint('stroke'), context);
  const fillRule = style.get('fill-rule') === 'evenodd' ? 'evenodd' : 'nonzero';
  const base = { d, fillRule } as const;
  const half = stroke ? stroke.width / 2 : 0;
  const wide = {
    x: box.x - half,
    y: box.y - half,
    width: box.width + 2 * half,
    height: box.height + 2 * half,
  };
  const filled = fill && { path: { ...base, fill: fill.paint, opacityPm: perMille(fill.alpha) }, box };
  const stroked = stroke && {
    path: { ...base, stroke: stroke.stroke, opacityPm: perMille(stroke.alpha) },
    box: wide,
  };
  const first = style.get('paint-order')?.startsWith('stroke') ? [stroked, filled] : [filled, stroked];
  if (filled && stroked && first[0] === filled && fill.alpha === 1 && stroke.alpha === 1)
    return [{ path: { ...filled.path, stroke: stroke.stroke }, box: wide }];
  return first.filter((one) => one !== undefined).filter((one) => one.path.opacityPm > 0);
}

function strokeOf(
  element: XmlElement,
  paint: PaintWithAlpha | undefined,
  { style, matrix, viewport }: PaintContext,
) {
  if (!paint) return undefined;
  const fail = (detail: string): never =>
    refuse('svg_value', { element: element.name, line: element.line, detail });
  const diagonal = Math.sqrt((viewport.width ** 2 + viewport.height ** 2) / 2);
  const width = parseLength(style.get('stroke-width')!, diagonal) ?? fail('stroke-width');
  if (width <= 0) return undefined;
  const dashes = style.get('stroke-dasharray')!;
  if (dashes !== 'none' && /[1-9]/.test(dashes))
    refuse('svg_dash', { element: element.name, line: element.line });
  const [a, b, c, d] = matrix;
  const [sx, sy] = [Math.sqrt(a * a + b * b), Math.sqrt(c * c + d * d)];
  const skewed = Math.abs(a * c + b * d) > 0.01 * sx * sy || Math.abs(sx - sy) > 0.01 * Math.max(sx, sy);
  if (skewed) refuse('svg_stroke', { element: element.name, line: element.line });
  const join = oneOf(style.get('stroke-linejoin'), ['miter', 'round', 'bevel'] as const);
  const cap = oneOf(style.get('stroke-linecap'), ['butt', 'round', 'square'] as const);
  const units = Math.max(1, Math.round(width * Math.sqrt(Math.abs(determinant(matrix)))));
  return {
    alpha: paint.alpha,
    width: units,
    stroke: { paint: paint.paint, width: units, join, cap },
  };
}

function paintOf(
  name: 'fill' | 'stroke',
  element: XmlElement,
  context: GradientContext,
): PaintWithAlpha | undefined {
  const { style } = context;
  const fail = (): never =>
    refuse('svg_value', { element: element.name, line: element.line, detail: `${name}: ${style.get(name)}` });
  const opacity = parseOpacity(style.get(`${name}-opacity`)!) ?? fail();
  const text = style.get(name)!;
  const reference = /^url\(\s*['"]?#([^'")]+)['"]?\s*\)\s*(.*)$/.exec(text);
  const found = reference
    ? fromServer(reference[1]!, reference[2]!, element, context)
    : plain(text, style, fail);
  const alpha = found ? found.alpha * opacity : 0;
  return found && alpha > 0 ? { paint: found.paint, alpha } : undefined;
}

function fromServer(
  id: string,
  fallback: string,
  element: XmlElement,
  context: GradientContext,
): PaintWithAlpha | undefined {
  const where = { element: element.name, line: element.line, detail: `#${id}` };
  const server = context.byId(id);
  if (server?.name === 'pattern') return refuse('svg_pattern', where);
  if (server?.name === 'linearGradient' || server?.name === 'radialGradient')
    return gradientPaint(server, context);
  if (fallback !== '') return plain(fallback, context.style, () => refuse('svg_value', where));
  return refuse('svg_reference', where);
}

function plain(text: string, style: Props, fail: () => never): PaintWithAlpha | undefined {
  if (text === 'none') return undefined;
  const color = parseColor(/^currentcolor$/i.test(text) ? style.get('color')! : text) ?? fail();
  return color.alpha === 0 ? undefined : { alpha: color.alpha, paint: { type: 'solid', color: color.rgb } };
}

/** The value where it is one of the choices, else the first of them. */
const oneOf = <T extends string>(value: string | undefined, choices: readonly [T, ...T[]]): T =>
  choices.find((choice) => choice === value) ?? choices[0];

const perMille = (alpha: number): number => Math.round(alpha * 1000);
