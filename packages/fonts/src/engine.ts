import type { FontRef } from '@luneo/design';
import { createFontBook, createShaper, type Face, type FontBook, type Shaper } from '@luneo/layout';
import { coverageOf, EMOJI_HASH, FALLBACK_FONTS } from './catalogue.ts';
import { harfbuzzModule } from './files.ts';
import { loadFont } from './load.ts';

/** Text engine of a server or command: HarfBuzz, and whole fonts loaded at most once. */
export interface TextEngine {
  readonly shaper: Shaper;
  /** Loads a face; `read` gives bytes of fonts the catalogue lacks (a brand's own). */
  face(hash: string): Promise<Face>;
  /**
   * Book with these faces, the fallbacks (default: those of the catalogue) and emoji loaded, ready for
   * `layoutText`. Throws `font_unknown`.
   */
  book(parts: {
    readonly hashes: Iterable<string>;
    readonly fallbacks?: readonly FontRef[];
    readonly emoji?: string | undefined;
  }): Promise<FontBook>;
}

/** Starts the engine. `read`: bytes of a whole font by hash, default the catalogue's. */
export async function createTextEngine(
  read: (hash: string) => Promise<Uint8Array> = loadFont,
): Promise<TextEngine> {
  const shaper = await createShaper(await harfbuzzModule());
  const loading = new Map<string, Promise<Face>>();
  const face = (hash: string): Promise<Face> => {
    const known = loading.get(hash);
    if (known) return known;
    const made = read(hash).then((bytes) => shaper.loadFace(hash, bytes));
    loading.set(hash, made);
    made.catch(() => loading.delete(hash));
    return made;
  };
  return {
    shaper,
    face,
    async book({ hashes, fallbacks = FALLBACK_FONTS, emoji = EMOJI_HASH }) {
      const wanted = new Set([...hashes, ...fallbacks.map((font) => font.hash), emoji]);
      const faces = await Promise.all(Array.from(wanted, face));
      return createFontBook({ faces, fallbacks, emoji, coverage: coverageOf });
    },
  };
}
