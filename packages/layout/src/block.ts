import type { TextLayer } from '@luneo/design';
import { SU_PER_UM } from '@luneo/geometry';
import { type LineRange, type ShapedLine, shapeLine } from './line.ts';
import { type LineMetrics, lineMetrics } from './metrics.ts';
import type { Source, TextContent } from './source.ts';
import type { FontBook } from './types.ts';

/** Shaped lines with their metrics, su at full size; scaling them is multiplication. */
export interface Block {
  readonly lines: readonly (ShapedLine & LineMetrics)[];
  readonly width: number;
  readonly height: number;
}

export function shapeBlock(
  source: Source,
  ranges: readonly LineRange[],
  layer: Pick<TextContent, 'runs' | 'lineHeightPm'>,
  book: FontBook,
): Block {
  const lines = ranges.map((range) => {
    const line = shapeLine(source, range, book);
    return { ...line, ...lineMetrics(line, source, layer.runs, layer.lineHeightPm, book) };
  });
  return {
    lines,
    width: Math.max(0, ...lines.map((line) => line.width)),
    height: lines.reduce((sum, line) => sum + line.above + line.below, 0),
  };
}

/** Room of the layer, su. */
export const roomOf = (
  layer: Pick<TextLayer, 'widthUm' | 'heightUm'>,
): { width: number; height: number } => ({
  width: layer.widthUm * SU_PER_UM,
  height: layer.heightUm * SU_PER_UM,
});

/** Half a unit of slack: a text measured by us and given a box of that size must fit it. */
const SLACK = 0.5;

export const fitsIn = (
  size: { width: number; height: number },
  room: { width: number; height: number },
  scalePm: number,
): boolean =>
  (size.width * scalePm) / 1000 <= room.width + SLACK &&
  (size.height * scalePm) / 1000 <= room.height + SLACK;
