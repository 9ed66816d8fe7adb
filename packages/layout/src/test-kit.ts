/// <reference types="node" />
/** What the tests of this package share; nothing else imports it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { TextLayer } from '@luneo/design';
import { createFontBook } from './book.ts';
import { createShaper } from './shaper.ts';
import type { Face } from './types.ts';

const require = createRequire(import.meta.url);

export const shaper = await createShaper(
  new WebAssembly.Module(readFileSync(require.resolve('harfbuzzjs/dist/harfbuzz.wasm'))),
);

const FILES = {
  lato: 'lato/400Regular/Lato_400Regular.ttf',
  playfair: 'playfair-display/400Regular/PlayfairDisplay_400Regular.ttf',
  amiri: 'amiri/400Regular/Amiri_400Regular.ttf',
  heebo: 'heebo/400Regular/Heebo_400Regular.ttf',
  hind: 'hind/400Regular/Hind_400Regular.ttf',
  sarabun: 'sarabun/400Regular/Sarabun_400Regular.ttf',
  kosugi: 'kosugi-maru/400Regular/KosugiMaru_400Regular.ttf',
} as const;
export type TestFont = keyof typeof FILES | 'emoji';

const load = (name: keyof typeof FILES): Face =>
  shaper.loadFace(hashOf(name), readFileSync(require.resolve(`@expo-google-fonts/${FILES[name]}`)));

/** A made-up but well-formed hash: these tests do not care for content. */
export const hashOf = (name: TestFont): string => Buffer.from(name.padEnd(32, '.')).toString('hex');

export const fontRef = (name: TestFont): TextLayer['runs'][number]['font'] => ({
  family: name,
  weight: 400,
  style: 'normal',
  hash: hashOf(name),
});

export const faces = Object.fromEntries(
  Object.keys(FILES).map((name) => [name, load(name as keyof typeof FILES)]),
) as Record<keyof typeof FILES, Face>;

/** Lato first, a font for every script behind it. */
export const worldBook = createFontBook({
  faces: Object.values(faces),
  fallbacks: (['heebo', 'amiri', 'hind', 'sarabun', 'kosugi'] as const).map(fontRef),
});

export const run = (
  text: string,
  over: Partial<TextLayer['runs'][number]> = {},
): TextLayer['runs'][number] => ({
  text,
  font: fontRef('lato'),
  sizeUm: 10_000,
  letterSpacingPm: 0,
  fill: { type: 'solid', color: { rgb: '#000000' } },
  ...over,
});

/** A layer of 100 x 50 mm at the origin, one run of Lato at 10 mm. */
export const textLayer = (text: string, over: Partial<TextLayer> = {}): TextLayer => ({
  id: 'text',
  type: 'text',
  xUm: 0,
  yUm: 0,
  widthUm: 100_000,
  heightUm: 50_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
  runs: text === '' ? [] : [run(text)],
  align: 'start',
  verticalAlign: 'top',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
  ...over,
});
