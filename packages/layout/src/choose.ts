import { codePointsOf, isEmojiCluster, isIgnorable, standIn } from './clusters.ts';
import type { Coverage } from './coverage.ts';
import { cacheOf, remember } from './memo.ts';
import { scriptOf } from './script.ts';
import type { FontBook } from './types.ts';

export interface Choice {
  /** Undefined = nothing in the book draws any of it. */
  readonly hash: string | undefined;
  /** Code points the chosen face lacks. */
  readonly missing: readonly number[];
}

const choices = new WeakMap<FontBook, Map<string, Choice>>();

/**
 * The face a grapheme cluster is set in: the asked face, else the first fallback covering all of the
 * cluster (`eastAsian` before the others for Han, kana and their punctuation); for emoji the emoji face
 * first. A cluster is never split over two faces.
 */
export function chooseFace(book: FontBook, asked: string, cluster: string, eastAsian?: string): Choice {
  const preferred = isEastAsian(cluster.codePointAt(0)!) ? eastAsian : undefined;
  const key = `${asked}${preferred ?? ''}${cluster}`;
  return remember(cacheOf(choices, book), key, () => choose(book, asked, preferred, cluster));
}

function choose(book: FontBook, asked: string, preferred: string | undefined, cluster: string): Choice {
  const codePoints = codePointsOf(cluster);
  const fallbacks = book.fallbacks.map((font) => font.hash);
  const text = preferred === undefined ? [asked, ...fallbacks] : [asked, preferred, ...fallbacks];
  const emoji = book.emoji === undefined ? [] : [book.emoji];
  const order = isEmojiCluster(codePoints) ? [...emoji, ...text] : [...text, ...emoji];
  const covered = order.find((hash) => lacks(book.coverage(hash), cluster).length === 0);
  if (covered !== undefined) return { hash: covered, missing: [] };
  const base = order.find((hash) => book.coverage(hash)?.has(standIn(codePoints[0]!)));
  return { hash: base, missing: lacks(base === undefined ? undefined : book.coverage(base), cluster) };
}

/**
 * The first fallback that draws every Han and kana character of a text. Chinese and Japanese share code
 * points: chosen one by one, a Chinese text would be drawn with half of its characters from a Japanese face.
 */
export function eastAsianFallback(book: FontBook, clusters: readonly string[]): string | undefined {
  const letters = clusters.filter((cluster) => isHanOrKana(cluster.codePointAt(0)!));
  if (letters.length === 0) return undefined;
  return book.fallbacks.find((font) =>
    letters.every((cluster) => lacks(book.coverage(font.hash), cluster).length === 0),
  )?.hash;
}

const isHanOrKana = (c: number): boolean => ['Hani', 'Hira', 'Kana'].includes(scriptOf(c) ?? '');

/** Han, kana, their punctuation and full-width forms. */
const isEastAsian = (c: number): boolean =>
  isHanOrKana(c) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef) || c === 0x30fc;

/** Code points of the cluster the font cannot draw; composed forms (é for e + ´) count as drawn. */
export function lacks(coverage: Coverage | undefined, cluster: string): number[] {
  const wanted = (text: string): number[] =>
    codePointsOf(text).filter((c) => !isIgnorable(c) && !coverage?.has(c) && !coverage?.has(standIn(c)));
  const missing = wanted(cluster);
  if (missing.length === 0 || coverage === undefined) return missing;
  const composed = cluster.normalize('NFC');
  if (composed !== cluster && wanted(composed).length === 0) return [];
  const decomposed = cluster.normalize('NFD');
  return decomposed !== cluster && wanted(decomposed).length === 0 ? [] : missing;
}
