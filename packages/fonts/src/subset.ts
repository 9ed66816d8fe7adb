import { shapingClosure } from '@luneo/layout';
import subsetFont from 'subset-font';
import { loadFont } from './load.ts';

/**
 * A smaller font that shapes and draws texts of these code points exactly as the whole font does: all
 * layout features, plus what shaping itself reaches for (composed forms, mirrored brackets). Hinting goes:
 * outlines are drawn without it.
 */
export async function subsetBytes(font: Uint8Array, codePoints: Iterable<number>): Promise<Uint8Array> {
  const text = shapingClosure(codePoints)
    .map((code) => String.fromCodePoint(code))
    .join('');
  return new Uint8Array(await subsetFont(font, text, { targetFormat: 'truetype', noHinting: true }));
}

/** {@link subsetBytes} of a catalogue font. Throws `font_unknown`. */
export const subset = async (hash: string, codePoints: Iterable<number>): Promise<Uint8Array> =>
  subsetBytes(await loadFont(hash), codePoints);
