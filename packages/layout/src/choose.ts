import { codePointsOf, isEmojiCluster, isIgnorable, standIn } from './clusters.ts';
import type { Coverage } from './coverage.ts';
import { cacheOf, remember } from './memo.ts';
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
 * cluster; for emoji the emoji face first. A cluster is never split over two faces.
 */
export function chooseFace(book: FontBook, asked: string, cluster: string): Choice {
  return remember(cacheOf(choices, book), `${asked}${cluster}`, () => choose(book, asked, cluster));
}

function choose(book: FontBook, asked: string, cluster: string): Choice {
  const codePoints = codePointsOf(cluster);
  const text = [asked, ...book.fallbacks.map((font) => font.hash)];
  const emoji = book.emoji === undefined ? [] : [book.emoji];
  const order = isEmojiCluster(codePoints) ? [...emoji, ...text] : [...text, ...emoji];
  const covered = order.find((hash) => lacks(book.coverage(hash), cluster).length === 0);
  if (covered !== undefined) return { hash: covered, missing: [] };
  const base = order.find((hash) => book.coverage(hash)?.has(standIn(codePoints[0]!)));
  return { hash: base, missing: lacks(base === undefined ? undefined : book.coverage(base), cluster) };
}

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
