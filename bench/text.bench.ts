/**
 * Figures of the text engine. Baseline: harfbuzzjs' own JavaScript API doing the least a renderer needs
 * (shape the whole line, take each glyph's path), without layout, caching or carets.
 * Run alone: node --conditions=@luneo/source bench/text.bench.ts
 */
import type { TextLayer } from '@luneo/design';
import { createTextEngine, findFace, fontRef, loadFont } from '@luneo/fonts';
import { breakLines, type FontBook, layoutText } from '@luneo/layout';
import { type Row, row } from './row.ts';

const TEXT = 'Happy Birthday, dear Zoë — the office wishes you سلام and 😀 all the best for years to come!';
const FAMILY = 'Lato';
const ROUNDS = 12;
const DRAGS = 2_000;

const layerOf = (text: string): TextLayer => ({
  id: 'text',
  type: 'text',
  xUm: 0,
  yUm: 0,
  widthUm: 120_000,
  heightUm: 60_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
  runs: [
    {
      text,
      font: fontRef(findFace(FAMILY)!),
      sizeUm: 9_000,
      letterSpacingPm: 0,
      fill: { type: 'solid', color: { rgb: '#000000' } },
    },
  ],
  align: 'center',
  verticalAlign: 'middle',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'shrink', minSizeUm: 3_000 },
  breaks: [],
});

function keystroke(text: string, book: FontBook): void {
  const layer = layerOf(text);
  const result = layoutText({ ...layer, breaks: breakLines(layer, book) }, book);
  if (!result.ok) throw new Error(result.error.message);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

/**
 * Types the text letter by letter, over and over; a new mark in front of each round keeps the answers from being
 * remembered. The shortest time of each keystroke: what else the machine does only adds to it.
 */
function typing(set: (text: string) => void): number[] {
  const times = Array<number>(TEXT.length).fill(Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++)
    for (let end = 1; end <= TEXT.length; end++) {
      const ms = timed(() => set(`${round}${TEXT.slice(0, end).toWellFormed()}`));
      times[end - 1] = Math.min(times[end - 1]!, ms);
    }
  return times;
}

async function plainHarfBuzz(): Promise<(text: string) => void> {
  const hb = await import('harfbuzzjs');
  const bytes = await loadFont(findFace(FAMILY)!.hash);
  const font = new hb.Font(new hb.Face(new hb.Blob(bytes)));
  return (text) => {
    const buffer = new hb.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    hb.shape(font, buffer);
    for (const glyph of buffer.getGlyphInfosAndPositions()) font.glyphToPath(glyph.codepoint);
  };
}

/** The row that the engine's table repeats. */
export const KEYSTROKE = 'text: keystroke to paths, p95';

export default async function textBench(): Promise<Row[]> {
  const startedAt = performance.now();
  const engine = await createTextEngine();
  const book = await engine.book({ hashes: [findFace(FAMILY)!.hash], fallbacks: [] });
  keystroke('Hello', book);
  const firstLine = performance.now() - startedAt;

  const plainAt = performance.now();
  const plain = await plainHarfBuzz();
  plain('Hello');
  const firstPlain = performance.now() - plainAt;

  const world = await engine.book({ hashes: [findFace(FAMILY)!.hash] });
  const ours = typing((text) => keystroke(text, world));
  const theirs = typing(plain);
  const p95 = percentile(theirs, 0.95);

  const moved = layerOf(TEXT);
  layoutText(moved, world);
  const drag = timed(() => {
    for (let xUm = 0; xUm < DRAGS; xUm++) {
      const layer: TextLayer = { ...moved, xUm };
      layoutText(layer, world);
    }
  });
  return [
    row('text: engine, face, emoji and first line', firstLine, firstPlain, 'ours <= 200'),
    row('text: keystroke to paths, median', percentile(ours, 0.5), percentile(theirs, 0.5), 'ours <= 1'),
    row(KEYSTROKE, percentile(ours, 0.95), p95, 'ours <= 2'),
    row('text: drag step, mean', drag / DRAGS, p95, 'ours <= 0.05'),
  ];
}

if (import.meta.main) console.table(await textBench());
