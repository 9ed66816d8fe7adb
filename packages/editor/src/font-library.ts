import type { FontRef, TextLayer } from '@luneo/design';
import {
  type Coverage,
  createFontBook,
  type Face,
  type FontBook,
  fontNeeds,
  parseCoverage,
  type Shaper,
} from '@luneo/layout';

export interface FontSource {
  readonly ref: FontRef;
  /** Of the whole file, the text form of `@luneo/layout`. */
  readonly coverage: string;
}

export interface FontLibraryOptions {
  readonly shaper: Shaper;
  readonly fonts: readonly FontSource[];
  readonly fallbacks: readonly FontRef[];
  readonly emoji?: { readonly hash: string; readonly coverage: string } | undefined;
  /** Fetch no more than what is asked for. */
  readonly exact?: boolean;
  /** Bytes of a subset that draws these code points. */
  fetchSubset(hash: string, codePoints: readonly number[]): Promise<Uint8Array>;
}

/** Fonts as far as the texts so far needed them; grows by fetching subsets. */
export interface FontLibrary {
  /** A new book whenever a face was loaded. */
  book(): FontBook;
  /** True when this text can be set now. */
  ready(layer: Pick<TextLayer, 'runs'>): boolean;
  /** Loads what these texts lack; true when something new came. Rejects when a font cannot be fetched. */
  load(layers: readonly Pick<TextLayer, 'runs'>[]): Promise<boolean>;
}

/** Asked for with the first use of any font, so that typing on does not fetch at every new letter. */
const LATIN: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x2013, 0x2026],
  [0x20ac, 0x20ac],
];
/** Below this, neighbours of a character (its block of 256) are likely to be typed next. */
const ALPHABETS_END = 0x2000;

export function createFontLibrary(options: FontLibraryOptions): FontLibrary {
  const { shaper, fonts, fallbacks, emoji } = options;
  const coverages = new Map<string, Coverage>(
    fonts.map(({ ref, coverage }) => [ref.hash, parseCoverage(coverage)]),
  );
  if (emoji) coverages.set(emoji.hash, parseCoverage(emoji.coverage));
  const faces = new Map<string, Face>();
  const loaded = new Map<string, Set<number>>();
  const underWay = new Map<string, Promise<void>>();
  const makeBook = (): FontBook =>
    createFontBook({
      faces: faces.values(),
      fallbacks: fallbacks.filter((font) => coverages.has(font.hash)),
      emoji: emoji?.hash,
      coverage: (hash) => coverages.get(hash),
    });
  let book = makeBook();

  const lacking = (layer: Pick<TextLayer, 'runs'>): [string, number[]][] =>
    [...fontNeeds(layer, book)]
      .map(([hash, points]): [string, number[]] => [
        hash,
        points.filter((point) => !loaded.get(hash)?.has(point)),
      ])
      .filter(([hash, points]) => points.length > 0 || !faces.has(hash));

  async function fetchFace(hash: string, wanted: readonly number[]): Promise<void> {
    const coverage = coverages.get(hash);
    if (!coverage) throw new Error(`font ${hash} is not one of this product`);
    const more = options.exact ? wanted : widen(wanted, coverage, hash !== emoji?.hash);
    const points = new Set([...(loaded.get(hash) ?? []), ...more]);
    const bytes = await options.fetchSubset(
      hash,
      [...points].sort((a, b) => a - b),
    );
    faces.set(hash, shaper.loadFace(hash, bytes, coverage));
    loaded.set(hash, points);
    book = makeBook();
  }

  async function load(layers: readonly Pick<TextLayer, 'runs'>[]): Promise<boolean> {
    const wanted = new Map<string, Set<number>>();
    for (const [hash, points] of layers.flatMap(lacking)) {
      const all = wanted.get(hash) ?? new Set();
      for (const point of points) all.add(point);
      wanted.set(hash, all);
    }
    if (wanted.size === 0) return false;
    await Promise.all(
      [...wanted].map(([hash, points]) => {
        const after = (underWay.get(hash) ?? Promise.resolve()).catch(() => undefined);
        const mine = after.then(() => {
          const known = loaded.get(hash);
          return known && [...points].every((point) => known.has(point))
            ? undefined
            : fetchFace(hash, [...points]);
        });
        underWay.set(hash, mine);
        return mine;
      }),
    );
    return true;
  }

  return { book: () => book, ready: (layer) => lacking(layer).length === 0, load };
}

function widen(wanted: readonly number[], coverage: Coverage, alphabet: boolean): number[] {
  const points = new Set(wanted);
  const addRange = (from: number, to: number): void => {
    for (let point = from; point <= to; point++) if (coverage.has(point)) points.add(point);
  };
  if (alphabet) for (const [from, to] of LATIN) addRange(from, to);
  for (const point of wanted)
    if (alphabet && point > 0xff && point < ALPHABETS_END) addRange(point & ~0xff, point | 0xff);
  return [...points];
}

/** "20-7e,e9": the form `/v1/fonts/{hash}?u=` takes. */
export function formatRanges(points: readonly number[]): string {
  const ranges: string[] = [];
  for (let i = 0; i < points.length; ) {
    const start = points[i]!;
    let end = start;
    while (points[i + 1] === end + 1) end = points[++i]!;
    i++;
    ranges.push(start === end ? start.toString(16) : `${start.toString(16)}-${end.toString(16)}`);
  }
  return ranges.join(',');
}
