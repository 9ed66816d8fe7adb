import { ok } from '@luneo/kernel';
import { type Block, fitsIn, roomOf, shapeBlock } from './block.ts';
import { caretClusters } from './caret.ts';
import { bend, placeBent } from './curve.ts';
import { FULL_SCALE_PM, largestScalePm, smallestScalePm } from './fit.ts';
import { InkCollector } from './ink.ts';
import { linesFrom } from './lines.ts';
import { cacheOf, remember } from './memo.ts';
import { checkLoaded } from './needs.ts';
import { readSource, type Source, type TextContent } from './source.ts';
import { type Placement, placeStraight } from './straight.ts';
import type { FontBook, LayoutResult, TextInk, TextLayout } from './types.ts';

/** Results kept per book: more than the text layers of a design with some history. */
const KEPT_LAYOUTS = 600;

const layouts = new WeakMap<FontBook, Map<string, LayoutResult>>();

/**
 * Sets a text layer: shapes, fits and places it, and gives its ink as paths. Pure and the same on every
 * machine; answers at once for content it has set before, so moving or recolouring a layer costs nothing.
 * Coordinates: su, in the layer's box.
 */
export function layoutText(layer: TextContent, book: FontBook): LayoutResult {
  return remember(cacheOf(layouts, book), keyOf(layer), () => compute(layer, book), KEPT_LAYOUTS);
}

const keyOf = (layer: TextContent): string =>
  JSON.stringify([
    layer.runs.map((run) => [run.text, run.font.hash, run.sizeUm, run.letterSpacingPm]),
    [layer.widthUm, layer.heightUm, layer.align, layer.verticalAlign, layer.direction, layer.lineHeightPm],
    [layer.fit, layer.curve, layer.breaks],
  ]);

function compute(layer: TextContent, book: FontBook): LayoutResult {
  const source = readSource(layer, book);
  const lines = linesFrom(source, layer.breaks, layer.curve !== undefined);
  if (!lines.ok) return lines;
  if (layer.runs.length === 0) return ok(EMPTY);
  const loaded = checkLoaded(layer.runs, source, book);
  if (!loaded.ok) return loaded;
  const block = shapeBlock(source, lines.value, layer, book);
  const { placement, scalePm, overflow } = fitAndPlace(block, layer);
  return ok({
    ink: inkOf(placement),
    lines: placement.lines,
    clusters: caretClusters(source, placement),
    scalePm,
    smallestSizeUm: Math.floor((Math.min(...layer.runs.map((run) => run.sizeUm)) * scalePm) / 1000),
    overflow,
    missing: missingOf(source),
    fonts: fontsOf(placement),
  });
}

const EMPTY: TextLayout = {
  ink: [],
  lines: [],
  clusters: [],
  scalePm: FULL_SCALE_PM,
  smallestSizeUm: 0,
  overflow: false,
  missing: [],
  fonts: [],
};

interface Fitted {
  readonly placement: Placement;
  readonly scalePm: number;
  readonly overflow: boolean;
}

function fitAndPlace(block: Block, layer: TextContent): Fitted {
  const room = roomOf(layer);
  const angleMdeg = layer.curve?.angleMdeg ?? 0;
  const bent = angleMdeg === 0 || block.width === 0 ? undefined : bend(block, angleMdeg);
  const size = bent?.box ?? block;
  const scalePm = largestScalePm(smallestScalePm(layer.fit, layer.runs), (pm) => fitsIn(size, room, pm));
  return {
    placement: bent
      ? placeBent(bent, block, layer, room, scalePm)
      : placeStraight(block, layer, room, scalePm),
    scalePm,
    overflow: !fitsIn(size, room, scalePm),
  };
}

function inkOf({ groups }: Placement): TextInk[] {
  const ink = new InkCollector();
  for (const { group, matrix } of groups) for (const glyph of group.glyphs) ink.add(glyph, matrix);
  return ink.result();
}

const missingOf = ({ graphemes }: Source): number[] =>
  [...new Set(graphemes.flatMap((grapheme) => grapheme.missing))].sort((a, b) => a - b);

const fontsOf = ({ groups }: Placement): string[] =>
  [...new Set(groups.flatMap(({ group }) => group.glyphs.map((glyph) => glyph.face.hash)))].sort();
