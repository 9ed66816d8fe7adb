import type { TextLayer } from '@luneo/design';
import { fault, ok, type Result } from '@luneo/kernel';
import { codePointsOf, isIgnorable, standIn } from './clusters.ts';
import { readSource, type Source } from './source.ts';
import type { Face, FontBook } from './types.ts';

/**
 * Code points each font must be able to draw for this text, by hash of the whole file; ascending. Asked
 * of a book that knows coverages, before fonts are fetched: what to make a subset of. Fonts that only
 * give their metrics (an emoji-only text) have an empty list.
 */
export function fontNeeds(
  layer: Pick<TextLayer, 'runs'>,
  book: FontBook,
): ReadonlyMap<string, readonly number[]> {
  const needs = new Map<string, Set<number>>(layer.runs.map((run) => [run.font.hash, new Set()]));
  const { graphemes } = readSource({ runs: layer.runs, direction: 'auto', curve: undefined }, book);
  for (const { face, missing, text } of graphemes) {
    if (face === undefined || text === '\n') continue;
    const wanted = needs.get(face) ?? new Set();
    for (const c of codePointsOf(text)) if (!missing.includes(c)) wanted.add(c);
    needs.set(face, wanted);
  }
  return new Map(Array.from(needs, ([hash, set]) => [hash, [...set].sort((a, b) => a - b)]));
}

/** Refuses a text whose faces are unknown, not loaded, or loaded without characters it has. */
export function checkLoaded(runs: TextLayer['runs'], source: Source, book: FontBook): Result<void> {
  for (const { font } of runs) {
    if (book.face(font.hash)) continue;
    return book.coverage(font.hash) ? notLoaded(font.hash) : unknown(font.hash, font.family);
  }
  for (const { face, text } of source.graphemes) {
    if (face === undefined || text === '\n') continue;
    const loaded = book.face(face);
    if (!loaded || !drawn(loaded, text)) return notLoaded(face);
  }
  return ok(undefined);
}

/** A subset must hold what the whole file holds of this cluster. */
const drawn = (face: Face, cluster: string): boolean =>
  codePointsOf(cluster).every((c) => {
    if (isIgnorable(c) || face.covers(c)) return true;
    return !face.whole.has(c) && (!face.whole.has(standIn(c)) || face.covers(standIn(c)));
  });

const notLoaded = (hash: string): Result<never> =>
  fault('font_not_loaded', `font ${hash.slice(0, 8)} is not loaded with all characters of the text`, {
    params: { hash },
  });
const unknown = (hash: string, family: string): Result<never> =>
  fault('font_unknown', `font "${family}" (${hash.slice(0, 8)}) is not in the book`, { params: { hash } });
