import { shapingClosure } from '@luneo/layout';
import { keptGlyphs, readColorGlyphs, writeColorGlyphs } from './colors.ts';
import { cut } from './hb-subset.ts';
import { loadFont } from './load.ts';
import { readTables, writeTables } from './sfnt.ts';

/**
 * A smaller font that shapes and draws texts of these code points exactly as the whole font does: all
 * layout features, plus what shaping itself reaches for (composed forms, mirrored brackets). Hinting goes:
 * outlines are drawn without it. Throws a RangeError when `font` is no OpenType file.
 */
export function subsetBytes(font: Uint8Array, codePoints: Iterable<number>): Uint8Array {
  const closed = shapingClosure(codePoints);
  const tables = readTables(font);
  const colr = tables.get('COLR');
  const cpal = tables.get('CPAL');
  return colr && cpal ? cutColors(font, closed, colr, cpal) : cut(font, { codePoints: closed });
}

/** The subsetter at hand drops COLR: the first cut tells which glyphs stay, the second keeps their layers. */
function cutColors(
  font: Uint8Array,
  codePoints: readonly number[],
  colr: Uint8Array,
  cpal: Uint8Array,
): Uint8Array {
  const kept = keptGlyphs(readTables(cut(font, { codePoints, keepIds: true })));
  const colored = readColorGlyphs(colr).filter((one) => kept(one.glyph));
  const glyphs = colored.flatMap((one) => one.layers.map((layer) => layer.glyph));
  const tables = readTables(cut(font, { codePoints, glyphs, keepIds: true }));
  return writeTables(new Map([...tables, ...writeColorGlyphs(colored, cpal)]));
}

/** {@link subsetBytes} of a catalogue font. Throws `font_unknown`. */
export const subset = async (hash: string, codePoints: Iterable<number>): Promise<Uint8Array> =>
  subsetBytes(await loadFont(hash), codePoints);
