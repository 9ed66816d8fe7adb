/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { type AssetFacts, type Design, emptyDesign, type Layer, type ProductGeometry } from '@luneo/design';
import { compileHarfBuzz, createShaper, formatCoverage } from '@luneo/layout';
import {
  createFontLibrary,
  createSession,
  type FontLibrary,
  type PointerInput,
  type Session,
} from './index.ts';

const require = createRequire(import.meta.url);
const FONT = { family: 'Lato', weight: 400, style: 'normal' as const, hash: 'f'.repeat(64) };
export const product: ProductGeometry = {
  process: 'digital',
  sides: ['front', 'back'].map((id) => ({
    id,
    name: id,
    widthUm: 100_000,
    heightUm: 60_000,
    bleedUm: 3_000,
    safeUm: 4_000,
    substrate: { rgb: '#ffffff' },
  })),
  limits: { warnDpi: 200, blockDpi: 100, minTypeUm: 1_500, minStrokeUm: 100 },
  fonts: [FONT],
  fallbackFonts: [],
};
export const photo: AssetFacts = {
  kind: 'image',
  hash: 'a'.repeat(64),
  mime: 'image/jpeg',
  widthPx: 4000,
  heightPx: 3000,
  orientation: 6,
  hasAlpha: false,
};
export const clip: AssetFacts = {
  kind: 'artwork',
  hash: 'c'.repeat(64),
  artwork: { artworkVersion: 1, width: 100, height: 50, paths: [] },
};
export const assets = { get: (hash: string) => [photo, clip].find((facts) => facts.hash === hash) };

/** Of everything typed in tests, once {@link loadFonts} is done. */
export let fonts: FontLibrary;
/** A library of its own whose font arrives when the test says so. */
export let lateFonts: () => { fonts: FontLibrary; arrive(): Promise<void> };
export async function loadFonts(): Promise<void> {
  const wasm = await compileHarfBuzz(readFileSync(require.resolve('harfbuzzjs/dist/harfbuzz.wasm')));
  const bytes = readFileSync(require.resolve('@expo-google-fonts/lato/400Regular/Lato_400Regular.ttf'));
  const latin = formatCoverage([...Array(0x17f).keys()].filter((point) => point >= 0x20));
  const shaper = await createShaper(wasm);
  const library = (fetchSubset: () => Promise<Uint8Array>): FontLibrary =>
    createFontLibrary({ shaper, fonts: [{ ref: FONT, coverage: latin }], fallbacks: [], fetchSubset });
  fonts = library(async () => bytes);
  lateFonts = () => {
    let give: (file: Uint8Array) => void = () => {};
    const file = new Promise<Uint8Array>((resolve) => {
      give = resolve;
    });
    const late = library(() => file);
    return {
      fonts: late,
      async arrive() {
        give(bytes);
        await setImmediate();
      },
    };
  };
  await fonts.load([
    {
      runs: [
        {
          text: 'Grüße 𝒳 e\u0301',
          font: FONT,
          sizeUm: 1000,
          fill: { type: 'solid', color: { rgb: '#000000' } },
          letterSpacingPm: 0,
        },
      ],
    },
  ]);
}

export interface Opened {
  session: Session;
  faults: string[];
  design(): Design;
  only(): Layer;
}
let serial = 0;
export function open(
  design: Design = emptyDesign(product.sides),
  library: FontLibrary = fonts,
  ignoreLocks = false,
): Opened {
  const faults: string[] = [];
  const session = createSession({
    design,
    product,
    fonts: library,
    assets,
    newId: () => `n${serial++}`,
    onFontError: (error) => {
      throw error;
    },
    onFault: (code) => faults.push(code),
    ignoreLocks,
  });
  const now = (): Design => session.getState().design;
  return { session, faults, design: now, only: () => now().layers[session.getState().selection[0]!]! };
}
export const at = (x: number, y: number, keys: Partial<PointerInput> = {}): PointerInput => ({
  point: { x, y },
  suPerPx: 100,
  shift: false,
  alt: false,
  ctrl: true,
  ...keys,
});
/** Presses at the first point, moves over the others and lets go. */
export function drag(
  session: Session,
  handle: Parameters<Session['pointerDown']>[0],
  ...points: [number, number][]
): void {
  const [[x, y], ...rest] = points as [[number, number], ...[number, number][]];
  session.pointerDown(handle, at(x, y));
  for (const point of rest) session.pointerMove(at(...point));
  session.pointerUp(at(...points.at(-1)!));
}
