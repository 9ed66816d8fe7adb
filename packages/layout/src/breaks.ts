import { roomOf } from './block.ts';
import { FULL_SCALE_PM, largestScalePm, smallestScalePm } from './fit.ts';
import { graphemeAt, type LineRange, type ShapedLine, shapeLine } from './line.ts';
import { lineMetrics } from './metrics.ts';
import { opportunities } from './opportunities.ts';
import { readSource, type Source, type TextContent } from './source.ts';
import type { FontBook } from './types.ts';

/** Shapes ranges of one text, each once: searching a scale must not shape again. */
interface Measured {
  readonly source: Source;
  /** Width without hanging white space, su at full size. */
  width(range: LineRange): number;
  /** Height of the line, su at full size. */
  height(range: LineRange): number;
}

/**
 * Where lines end so that the text fills the layer's width: ascending UTF-16 offsets, to be stored in the
 * layer's `breaks` by the command that changed text, style or width. Lines are filled greedily at the
 * largest scale at which all of them fit (`shrink`), or at full size; a word wider than the box is broken
 * between clusters only where shrinking cannot help. Faces must be loaded; a curve has no breaks.
 *
 * Not for layout: Thai, Lao and Khmer words come from the machine's own dictionary.
 */
export function breakLines(layer: Omit<TextContent, 'breaks'>, book: FontBook): number[] {
  if (layer.curve || layer.runs.length === 0) return [];
  const source = readSource(layer, book);
  const measured = measure(source, layer, book);
  const offered = opportunities(source.text);
  const room = roomOf(layer);
  const lowest = smallestScalePm(layer.fit, layer.runs);
  const linesAt = (scalePm: number, anywhere: boolean): LineRange[] =>
    fill(measured, offered, (room.width * FULL_SCALE_PM) / scalePm, anywhere);
  const scalePm = largestScalePm(lowest, (pm) => {
    const lines = linesAt(pm, false);
    const height = lines.reduce((sum, line) => sum + measured.height(line), 0);
    const width = Math.max(...lines.map(measured.width));
    return width * pm <= room.width * FULL_SCALE_PM && height * pm <= room.height * FULL_SCALE_PM;
  });
  return linesAt(scalePm, scalePm === lowest)
    .filter((line) => line.wrapped)
    .map((line) => line.end);
}

function measure(source: Source, layer: Omit<TextContent, 'breaks'>, book: FontBook): Measured {
  const shaped = new Map<string, { line: ShapedLine; height: number }>();
  const of = (range: LineRange): { line: ShapedLine; height: number } => {
    const key = `${range.start}-${range.end}`;
    const known = shaped.get(key);
    if (known) return known;
    const line = shapeLine(source, range, book);
    const { above, below } = lineMetrics(line, source, layer.runs, layer.lineHeightPm, book);
    const made = { line, height: above + below };
    shaped.set(key, made);
    return made;
  };
  return { source, width: (range) => of(range).line.width, height: (range) => of(range).height };
}

/** Fills lines up to `limit` (su at full size). `anywhere`: an overlong word is broken between clusters. */
function fill(measured: Measured, offered: readonly number[], limit: number, anywhere: boolean): LineRange[] {
  return measured.source.paragraphs.flatMap(({ start, end }, paragraph) => {
    const lines: LineRange[] = [];
    const inside = offered.filter((offset) => offset > start && offset < end);
    let from = start;
    for (;;) {
      const line = (to: number): LineRange => ({ start: from, end: to, paragraph, wrapped: to < end });
      const fits = (to: number): boolean => measured.width(line(to)) <= limit;
      const candidates = [...inside.filter((offset) => offset > from), end];
      let to = lastFitting(candidates, fits) ?? candidates[0]!;
      if (anywhere && !fits(to)) {
        const starts = clusterStarts(measured.source, from, to);
        to = lastFitting(starts, fits) ?? starts[0] ?? to;
      }
      lines.push(line(to));
      if (to === end) return lines;
      from = to;
    }
  });
}

/** Starts of the clusters after the first one: at least one stays on the line. */
function clusterStarts(source: Source, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let i = graphemeAt(source, from) + 1; i < source.graphemes.length; i++) {
    const { start } = source.graphemes[i]!;
    if (start >= to) break;
    starts.push(start);
  }
  return starts;
}

/**
 * Last of the ascending offsets that fits, undefined when not even the first does. Looks ahead by doubling,
 * then by halves: a long text is not measured in full for each line.
 */
function lastFitting(offsets: readonly number[], fits: (to: number) => boolean): number | undefined {
  if (offsets.length === 0 || !fits(offsets[0]!)) return undefined;
  let good = 0;
  let step = 1;
  while (good + step < offsets.length && fits(offsets[good + step]!)) {
    good += step;
    step *= 2;
  }
  let bad = Math.min(good + step, offsets.length);
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(offsets[middle]!)) good = middle;
    else bad = middle;
  }
  return offsets[good];
}
