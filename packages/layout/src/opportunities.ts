import LineBreaker from 'linebreak';
import { collectGraphemes } from 'unicode-segmenter/grapheme';
import { scriptOf } from './script.ts';

/** Scripts written without spaces whose words only a dictionary knows. */
const DICTIONARY = new Set(['Thai', 'Laoo', 'Khmr', 'Mymr']);

/**
 * Offsets (UTF-16, ascending) where UAX #14 lets a line end, mandatory ones at "\n" included, the ends of
 * the text not. Never inside a grapheme cluster.
 */
export function opportunities(text: string): number[] {
  const offsets = new Set(standard(text));
  for (const offset of dictionary(text)) offsets.add(offset);
  const boundaries = clusterStarts(text);
  return [...offsets].filter((offset) => boundaries.has(offset)).sort((a, b) => a - b);
}

function standard(text: string): number[] {
  const breaker = new LineBreaker(text);
  const out: number[] = [];
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak())
    if (next.position > 0 && next.position < text.length) out.push(next.position);
  return out;
}

/** Word starts within stretches of Thai, Lao, Khmer and Burmese. */
function dictionary(text: string): number[] {
  if (!Array.from(text).some((char) => needsDictionary(char))) return [];
  const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
  const out: number[] = [];
  let before = false;
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    const word = isWordLike === true && needsDictionary(segment);
    if (word && before) out.push(index);
    before = word;
  }
  return out;
}

const needsDictionary = (text: string): boolean => DICTIONARY.has(scriptOf(text.codePointAt(0)!) ?? '');

function clusterStarts(text: string): Set<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const cluster of collectGraphemes(text)) {
    starts.add(at);
    at += cluster.length;
  }
  return starts;
}
