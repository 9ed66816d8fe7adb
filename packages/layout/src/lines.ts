import { fault, ok, type Result } from '@luneo/kernel';
import { graphemeAt, type LineRange } from './line.ts';
import type { Source } from './source.ts';

/**
 * Lines from the breaks stored in the document. Each break must be ascending, inside a paragraph and
 * between two grapheme clusters; else `breaks_invalid` with a pointer to it.
 */
export function linesFrom(source: Source, breaks: readonly number[], curved: boolean): Result<LineRange[]> {
  const lines: LineRange[] = [];
  let next = 0;
  for (const [paragraph, { start, end }] of source.paragraphs.entries()) {
    let from = start;
    for (; next < breaks.length && breaks[next]! < end; next++) {
      const at = breaks[next]!;
      if (curved || at <= from || !startsCluster(source, at)) return invalid(next, at);
      lines.push({ start: from, end: at, paragraph, wrapped: true });
      from = at;
    }
    lines.push({ start: from, end, paragraph, wrapped: false });
  }
  return next < breaks.length ? invalid(next, breaks[next]!) : ok(lines);
}

const startsCluster = (source: Source, offset: number): boolean =>
  Number.isInteger(offset) && source.graphemes[graphemeAt(source, offset)]!.start === offset;

const invalid = (index: number, offset: number): Result<never> =>
  fault('breaks_invalid', `no line can start at offset ${offset}`, {
    pointer: `/breaks/${index}`,
    params: { offset },
  });
