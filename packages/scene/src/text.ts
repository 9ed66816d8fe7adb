import type { TextLayer } from '@luneo/design';
import { ok, type Result } from '@luneo/kernel';
import { type FontBook, layoutText, type TextInk, type TextLayout } from '@luneo/layout';
import { inkBox, type Outline, outlineOf } from './ink-box.ts';
import { sizeSu } from './layer-matrix.ts';
import { resolvePaint, resolveStroke } from './paint.ts';
import type { PackedMatrix, PathNode, SceneNode, ScenePaint } from './tree.ts';

export interface TextDrawing {
  readonly nodes: readonly SceneNode[];
  readonly layout: TextLayout;
}

/** Layout answers with the same ink while a text is moved, turned or recoloured. */
const outlines = new WeakMap<TextInk, Outline>();

function outlineOnce(ink: TextInk): Outline {
  const known = outlines.get(ink);
  if (known) return known;
  const outline = outlineOf(ink.d);
  outlines.set(ink, outline);
  return outline;
}

/**
 * Inks in painting order. The outline of the whole text lies under all of its fills and shows
 * `outline.widthUm` beyond the letters, so the stroke is twice as wide.
 */
export function drawText(layer: TextLayer, matrix: PackedMatrix, book: FontBook): Result<TextDrawing> {
  const layout = layoutText(layer, book);
  if (!layout.ok) return layout;
  const size = sizeSu(layer);
  const stroke = layer.outline && resolveStroke(layer.outline, 2);
  const paintOf = ({ fill }: TextInk): ScenePaint =>
    fill.type === 'run' ? resolvePaint(layer.runs[fill.run]!.fill, size) : { type: 'solid', rgb: fill.rgb };
  const node = (ink: TextInk, part: Pick<PathNode, 'fill' | 'stroke'>): PathNode => ({
    kind: 'path',
    d: ink.d,
    matrix,
    rule: ink.rule,
    ...part,
    box: inkBox(outlineOnce(ink), matrix, part.stroke)!,
  });
  const inks = layout.value.ink.filter((ink) => outlineOnce(ink).box !== undefined);
  const solid = inks.filter((ink) => alphaPm(ink) === 1000);
  if (stroke && inks.length === 1 && solid.length === 1)
    return ok({ layout: layout.value, nodes: [node(inks[0]!, { fill: paintOf(inks[0]!), stroke })] });
  const under = stroke ? solid.map((ink) => node(ink, { stroke })) : [];
  const over = inks.map((ink): SceneNode => {
    const filled = node(ink, { fill: paintOf(ink) });
    const opacityPm = alphaPm(ink);
    return opacityPm === 1000 ? filled : { kind: 'group', opacityPm, box: filled.box, children: [filled] };
  });
  return ok({ layout: layout.value, nodes: [...under, ...over] });
}

const alphaPm = ({ fill }: TextInk): number => (fill.type === 'rgb' ? fill.alphaPm : 1000);
