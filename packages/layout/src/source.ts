import type { TextLayer } from '@luneo/design';
import { SU_PER_UM } from '@luneo/geometry';
import { collectGraphemes } from 'unicode-segmenter/grapheme';
import { type Paragraph, paragraphsOf } from './bidi.ts';
import { chooseFace, eastAsianFallback } from './choose.ts';
import { codePointsOf, isSpace } from './clusters.ts';
import type { ShapedLine } from './line.ts';
import { cacheOf, remember } from './memo.ts';
import { scriptOf } from './script.ts';
import type { FontBook } from './types.ts';

/** What layout reads of a text layer: an edit of anything else cannot move a glyph. */
export type TextContent = Pick<
  TextLayer,
  | 'runs'
  | 'widthUm'
  | 'heightUm'
  | 'align'
  | 'verticalAlign'
  | 'direction'
  | 'lineHeightPm'
  | 'fit'
  | 'curve'
  | 'breaks'
>;

/** A grapheme cluster and everything that decides how it is shaped. */
export interface Grapheme {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly run: number;
  /** Height of the em, su. */
  readonly em: number;
  readonly spacing: number;
  readonly face: string | undefined;
  readonly missing: readonly number[];
  readonly script: string;
  readonly space: boolean;
}

export interface Source {
  /** Joined text, same offsets as the document's, characters without a glyph made harmless. */
  readonly text: string;
  readonly graphemes: readonly Grapheme[];
  readonly paragraphs: readonly Paragraph[];
  /** Lines shaped so far, by their range: line breaking measures those that layout then places. */
  readonly lines: Map<string, ShapedLine>;
}

type SourceContent = Pick<TextContent, 'runs' | 'direction' | 'curve'>;

/** Tabs become spaces; other controls and separators an invisible character; lone surrogates U+FFFD. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\t', ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, '\u200b');

export const joinedText = (layer: Pick<TextLayer, 'runs'>): string =>
  clean(layer.runs.map((run) => run.text).join(''));

/** Sources kept per book: the text being edited, read by line breaking and by layout. */
const KEPT_SOURCES = 24;
const sources = new WeakMap<FontBook, Map<string, Source>>();

/** Analyses the text: clusters, their faces and scripts, paragraphs and their directions. */
export function readSource(layer: SourceContent, book: FontBook): Source {
  const runs = layer.runs.map((run) => [run.text, run.font.hash, run.sizeUm, run.letterSpacingPm]);
  const key = JSON.stringify([runs, layer.direction, layer.curve !== undefined]);
  return remember(cacheOf(sources, book), key, () => analyse(layer, book), KEPT_SOURCES);
}

function analyse(layer: SourceContent, book: FontBook): Source {
  const joined = joinedText(layer);
  const text = layer.curve ? joined.replaceAll('\n', ' ') : joined;
  const raw = graphemesOf(layer, text, book);
  return {
    text,
    graphemes: resolveScripts(raw),
    paragraphs: paragraphsOf(text, layer.direction),
    lines: new Map(),
  };
}

type Unscripted = Omit<Grapheme, 'script'>;

function graphemesOf(layer: SourceContent, text: string, book: FontBook): Unscripted[] {
  const clusters = collectGraphemes(text);
  const eastAsian = eastAsianFallback(book, clusters);
  const out: Unscripted[] = [];
  let start = 0;
  let run = 0;
  let runEnd = layer.runs[0]?.text.length ?? 0;
  for (const cluster of clusters) {
    while (start >= runEnd) runEnd += layer.runs[++run]!.text.length;
    const { font, sizeUm, letterSpacingPm } = layer.runs[run]!;
    const em = sizeUm * SU_PER_UM;
    const choice =
      cluster === '\n' ? { hash: font.hash, missing: [] } : chooseFace(book, font.hash, cluster, eastAsian);
    out.push({
      text: cluster,
      start,
      end: start + cluster.length,
      run,
      em,
      spacing: (em * letterSpacingPm) / 1000,
      face: choice.hash,
      missing: choice.missing,
      space: isSpace(cluster),
    });
    start += cluster.length;
  }
  return out;
}

/** UAX #24: common characters take the script before them, leading ones the script after. */
function resolveScripts(raw: readonly Unscripted[]): Grapheme[] {
  const own = raw.map(({ text }) => {
    for (const codePoint of codePointsOf(text)) {
      const script = scriptOf(codePoint);
      if (script) return script;
    }
    return undefined;
  });
  let current = own.find((script) => script !== undefined) ?? 'Zyyy';
  return raw.map((grapheme, i) => {
    current = own[i] ?? current;
    return { ...grapheme, script: current };
  });
}
