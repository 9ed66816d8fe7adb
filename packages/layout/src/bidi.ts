import type { TextLayer } from '@luneo/design';
import bidiFactory from 'bidi-js';

export interface Paragraph {
  /** UTF-16, without the "\n" that ends it. */
  readonly start: number;
  readonly end: number;
  readonly rtl: boolean;
  /** Embedding level of each UTF-16 unit, from the paragraph's start. */
  readonly levels: Uint8Array;
}

interface Bidi {
  getEmbeddingLevels(
    text: string,
    direction?: 'ltr' | 'rtl',
  ): { levels: Uint8Array; paragraphs: { level: number }[] };
  getMirroredCharacter(char: string): string | null;
}
/** Its types describe the ES module and Node loads the CommonJS one: both export the factory itself. */
const bidi = (bidiFactory as unknown as () => Bidi)();

/** The character drawn instead of `char` in right-to-left text: "(" for ")". */
export const mirrored = (char: string): string | undefined => bidi.getMirroredCharacter(char) ?? undefined;

/** Splits at "\n"; direction `auto` follows each paragraph's first strong character. */
export function paragraphsOf(text: string, direction: TextLayer['direction']): Paragraph[] {
  let start = 0;
  return text.split('\n').map((part) => {
    const paragraph = { start, end: start + part.length, ...levelsOf(part, direction) };
    start = paragraph.end + 1;
    return paragraph;
  });
}

function levelsOf(part: string, direction: TextLayer['direction']): { rtl: boolean; levels: Uint8Array } {
  if (part === '') return { rtl: direction === 'rtl', levels: new Uint8Array() };
  const { levels, paragraphs } = bidi.getEmbeddingLevels(part, direction === 'auto' ? undefined : direction);
  return { rtl: (paragraphs[0]!.level & 1) === 1, levels };
}

/** UAX #9, L2: visual order of things with these embedding levels, as indices. */
export function visualOrder(levels: readonly number[]): number[] {
  const order = levels.map((_, i) => i);
  const highest = Math.max(0, ...levels);
  for (let level = highest; level > 0; level--)
    for (let i = 0; i < order.length; i++) {
      let end = i;
      while (end < order.length && levels[order[end]!]! >= level) end++;
      if (end > i) {
        order.splice(i, end - i, ...order.slice(i, end).reverse());
        i = end;
      }
    }
  return order;
}
