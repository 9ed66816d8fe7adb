import type { OutlineSink } from './callbacks.ts';
import { type HarfBuzzModule, startHarfBuzz } from './harfbuzz.ts';

/** What a whole font holds: enough to judge one nobody knows yet. Metrics in font units. */
export interface FontSurvey {
  readonly unitsPerEm: number;
  readonly ascender: number;
  readonly descender: number;
  readonly lineGap: number;
  readonly codePoints: ReadonlySet<number>;
  /** Points of the most intricate glyph. */
  readonly mostPoints: number;
  /** Points of all glyphs. */
  readonly points: number;
}

/** Draws every glyph once and keeps nothing of it. Throws a RangeError when the bytes are no font. */
export async function surveyFont(
  module: HarfBuzzModule,
  bytes: Uint8Array,
  glyphs: number,
): Promise<FontSurvey> {
  const font = (await startHarfBuzz(module)).font(bytes);
  let points = 0;
  const count = (): void => void points++;
  const sink: OutlineSink = { moveTo: count, lineTo: count, quadTo: count, cubicTo: count, close: count };
  let mostPoints = 0;
  for (let glyph = 0; glyph < glyphs; glyph++) {
    const before = points;
    font.outline(glyph, sink);
    mostPoints = Math.max(mostPoints, points - before);
  }
  const { unitsPerEm, extents } = font;
  return { unitsPerEm, ...extents, codePoints: new Set(font.codePoints()), mostPoints, points };
}
