import { coverageOf, createTextEngine, faceByHash, subset } from '@luneo/fonts';
import { createFontBook, type Face, type FontBook, fontNeeds } from '@luneo/layout';
import type { Case } from './corpus.ts';

/** One book a product: its fallbacks and emoji, and whole fonts. */
export async function nodeBooks(cases: readonly Case[]): Promise<(one: Case) => FontBook> {
  const engine = await createTextEngine();
  const books = new Map<string, FontBook>();
  const faces: Face[] = [];
  const hashes = new Set(cases.flatMap(hashesOf));
  for (const hash of hashes) if (coverageOf(hash)) faces.push(await engine.face(hash));
  for (const { product, geometry } of cases)
    if (!books.has(product)) books.set(product, bookOf(geometry, faces));
  return (one) => books.get(one.product)!;
}

export const bookOf = (geometry: Case['geometry'], faces: Face[]): FontBook =>
  createFontBook({
    faces,
    fallbacks: geometry.fallbackFonts,
    emoji: geometry.emojiFont,
    coverage: coverageOf,
  });

const textLayers = ({ design }: Case) =>
  Object.values(design.layers).filter((layer) => layer.type === 'text');

function hashesOf(one: Case): string[] {
  const { fonts, fallbackFonts, emojiFont } = one.geometry;
  const own = textLayers(one).flatMap((layer) => layer.runs.map((run) => run.font.hash));
  return [
    ...fonts.map((f) => f.hash),
    ...fallbackFonts.map((f) => f.hash),
    ...(emojiFont ? [emojiFont] : []),
    ...own,
  ];
}

export interface BrowserFont {
  readonly hash: string;
  /** Text form of the whole file's coverage. */
  readonly coverage: string;
  readonly bytes: Uint8Array;
}

/** What a page would fetch: every font cut down to the characters the corpus draws with it. */
export async function subsetFonts(
  cases: readonly Case[],
  book: (one: Case) => FontBook,
): Promise<BrowserFont[]> {
  const needs = new Map<string, Set<number>>();
  for (const one of cases)
    for (const layer of textLayers(one))
      for (const [hash, codePoints] of fontNeeds(layer, book(one))) {
        const all = needs.get(hash) ?? new Set();
        for (const codePoint of codePoints) all.add(codePoint);
        needs.set(hash, all);
      }
  const fonts: BrowserFont[] = [];
  for (const [hash, codePoints] of needs) {
    const face = faceByHash(hash);
    if (face) fonts.push({ hash, coverage: face.coverage, bytes: await subset(hash, codePoints) });
  }
  return fonts;
}
