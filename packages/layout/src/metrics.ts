import type { TextLayer } from '@luneo/design';
import { SU_PER_UM } from '@luneo/geometry';
import { graphemeAt, type ShapedLine } from './line.ts';
import type { Source } from './source.ts';
import type { Face, FontBook } from './types.ts';

/** Distances from the base line, su at full size, positive. */
export interface LineMetrics {
  readonly ascent: number;
  readonly descent: number;
  /** Ascent and descent with half of the leading each: what lines are stacked by. */
  readonly above: number;
  readonly below: number;
}

/**
 * Extent of a line: the largest of the asked faces and fallback faces in it. Emoji faces do not count,
 * so that typing one does not move the lines.
 */
export function lineMetrics(
  line: ShapedLine,
  source: Source,
  runs: TextLayer['runs'],
  lineHeightPm: number,
  book: FontBook,
): LineMetrics {
  const sizes = new Map<string, number>();
  const note = (hash: string | undefined, em: number): void => {
    if (hash !== undefined && hash !== book.emoji) sizes.set(hash, Math.max(em, sizes.get(hash) ?? 0));
  };
  const first = graphemeAt(source, line.start);
  const last = line.end > line.start ? graphemeAt(source, line.end - 1) : first;
  for (let i = first; i <= last; i++) {
    const { run, em, face } = source.graphemes[i]!;
    note(runs[run]!.font.hash, em);
    note(face, em);
  }
  if (source.graphemes.length === 0 && runs[0]) note(runs[0].font.hash, runs[0].sizeUm * SU_PER_UM);
  const each = [...sizes].map(([hash, em]) => faceMetrics(book.face(hash)!, em, lineHeightPm));
  const most = (key: keyof LineMetrics): number => Math.max(...each.map((metrics) => metrics[key]));
  return { ascent: most('ascent'), descent: most('descent'), above: most('above'), below: most('below') };
}

function faceMetrics(face: Face, em: number, lineHeightPm: number): LineMetrics {
  const scale = em / face.unitsPerEm;
  const ascent = face.ascender * scale;
  const descent = -face.descender * scale;
  const height = ((ascent + descent + face.lineGap * scale) * lineHeightPm) / 1000;
  const lead = (height - ascent - descent) / 2;
  return { ascent, descent, above: ascent + lead, below: descent + lead };
}
