import type { TextLayer } from '@luneo/design';
import { ok, type Result } from '@luneo/kernel';
import type { FontBook, LayoutResult, TextInk, TextLayout } from '@luneo/layout';
import * as engine from '@luneo/layout';
import { inkBox, type Outline, outlineOf } from './ink-box.ts';
import { sizeSu } from './layer-matrix.ts';
import { resolvePaint, resolveStroke } from './paint.ts';
import type { PackedMatrix, PathNode, SceneNode, ScenePaint } from './tree.ts';

const { layoutText } = engine as unknown as {
  layoutText: (layer: TextLayer, book: FontBook) => LayoutResult;
};

interface Set {
  readonly book: FontBook;
  readonly key: string;
  readonly layout: TextLayout;
  readonly outlines: readonly Outline[];
}

/** By the runs of the layer, which stay the same object while it is moved, turned or recoloured. */
const memo = new WeakMap<TextLayer['runs'], Set>();

function setText(layer: TextLayer, book: FontBook): Result<Set> {
  const key = layoutKey(layer);
  const known = memo.get(layer.runs);
  if (known && known.book === book && known.key === key) return ok(known);
  const layout = layoutText(layer, book);
  if (!layout.ok) return layout;
  const set = { book, key, layout: layout.value, outlines: layout.value.ink.map((ink) => outlineOf(ink.d)) };
  memo.set(layer.runs, set);
  return ok(set);
}

/** Everything but the runs that layout reads. */
const layoutKey = (layer: TextLayer): string =>
  JSON.stringify([
    layer.widthUm,
    layer.heightUm,
    layer.align,
    layer.verticalAlign,
    layer.direction,
    layer.lineHeightPm,
    layer.fit,
    layer.curve ?? null,
    layer.breaks,
  ]);

export interface TextDrawing {
  readonly nodes: readonly SceneNode[];
  readonly layout: TextLayout;
}

/**
 * Inks in painting order. The outline of the whole text lies under all of its fills and shows
 * `outline.widthUm` beyond the letters, so the stroke is twice as wide.
 */
export function drawText(layer: TextLayer, matrix: PackedMatrix, book: FontBook): Result<TextDrawing> {
  const set = setText(layer, book);
  if (!set.ok) return set;
  const { layout, outlines } = set.value;
  const stroke = layer.outline && resolveStroke(layer.outline, 2);
  const size = sizeSu(layer);
  const inks = layout.ink.flatMap((ink, index) => {
    const box = inkBox(outlines[index]!, matrix);
    return box ? [{ ink, outline: outlines[index]!, box }] : [];
  });
  const base = (ink: TextInk) => ({ kind: 'path', d: ink.d, matrix, rule: ink.rule }) as const;
  const paintOf = ({ fill }: TextInk): ScenePaint =>
    fill.type === 'run' ? resolvePaint(layer.runs[fill.run]!.fill, size) : { type: 'solid', rgb: fill.rgb };
  if (stroke && inks.length === 1 && alphaPm(inks[0]!.ink) === 1000) {
    const { ink, outline } = inks[0]!;
    const box = inkBox(outline, matrix, stroke)!;
    return ok({ layout, nodes: [{ ...base(ink), fill: paintOf(ink), stroke, box }] });
  }
  const under = stroke
    ? inks
        .filter(({ ink }) => alphaPm(ink) === 1000)
        .map(
          ({ ink, outline }): PathNode => ({ ...base(ink), stroke, box: inkBox(outline, matrix, stroke)! }),
        )
    : [];
  const over = inks.map(({ ink, box }): SceneNode => {
    const node: PathNode = { ...base(ink), fill: paintOf(ink), box };
    const opacityPm = alphaPm(ink);
    return opacityPm === 1000 ? node : { kind: 'group', opacityPm, box, children: [node] };
  });
  return ok({ layout, nodes: [...under, ...over] });
}

const alphaPm = ({ fill }: TextInk): number => (fill.type === 'rgb' ? fill.alphaPm : 1000);
