import type { Client } from '@luneo/api-client';
import type { ProductBundle } from '@luneo/contracts';
import type { Design, ProductGeometry } from '@luneo/design';
import {
  createFontLibrary,
  createSession,
  type FontLibrary,
  formatRanges,
  newText,
  type Session,
} from '@luneo/editor';
import type { FontSample } from '@luneo/editor-react';
import { boxOf, corners, formatNumber, inset, union } from '@luneo/geometry';
import { compileHarfBuzz, createShaper, layoutText } from '@luneo/layout';
import wasmUrl from 'harfbuzzjs/dist/harfbuzz.wasm?url';
import type { Pictures } from './pictures.ts';

export interface Engine {
  readonly session: Session;
  fontSample(ref: ProductBundle['fonts'][number]['ref']): Promise<FontSample>;
}

export interface EngineOptions {
  readonly client: Client;
  readonly product: ProductBundle;
  /** The product on the substrate of the chosen variant. */
  readonly geometry: ProductGeometry;
  readonly design: Design;
  readonly pictures: Pictures;
  readonly onFontError: (error: unknown) => void;
  readonly onFault: (code: string) => void;
}

/** Loads HarfBuzz and what this document needs, and opens the editing session. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { client, product, geometry, design } = options;
  const response = await fetch(wasmUrl);
  const shaper = await createShaper(await compileHarfBuzz(new Uint8Array(await response.arrayBuffer())));
  const parts = {
    shaper,
    fonts: product.fonts,
    fallbacks: product.geometry.fallbackFonts,
    ...(product.geometry.emojiFont && {
      emoji: { hash: product.geometry.emojiFont, coverage: product.emojiCoverage },
    }),
    fetchSubset: async (hash: string, points: readonly number[]) => {
      const blob = await client.getFontSubset({ params: { hash }, query: { u: formatRanges(points) } });
      return new Uint8Array(await blob.arrayBuffer());
    },
  };
  const session = createSession({
    design,
    product: geometry,
    fonts: createFontLibrary(parts),
    assets: options.pictures,
    newId: () => crypto.randomUUID().replaceAll('-', ''),
    onFontError: options.onFontError,
    onFault: options.onFault,
  });
  return { session, fontSample: sampler(parts) };
}

/** Font names in their own letters: a tiny subset each, apart from the fonts of the design. */
function sampler(parts: Parameters<typeof createFontLibrary>[0]): Engine['fontSample'] {
  const samples = new Map<string, Promise<FontSample>>();
  const draw = async (ref: ProductBundle['fonts'][number]['ref']): Promise<FontSample> => {
    const library: FontLibrary = createFontLibrary({
      ...parts,
      fallbacks: [],
      emoji: undefined,
      exact: true,
    });
    const side = {
      id: 's',
      name: 's',
      widthUm: 400_000,
      heightUm: 40_000,
      bleedUm: 0,
      safeUm: 0,
      substrate: { rgb: '#ffffff' },
    };
    const layer = {
      ...newText('sample', side, ref.family, ref),
      align: 'start' as const,
      fit: { mode: 'none' as const },
    };
    await library.load([layer]);
    const laid = layoutText(layer, library.book());
    if (!laid.ok || laid.value.ink.length === 0) throw new Error(`no sample for ${ref.family}`);
    const box = inset(laid.value.ink.map((ink) => ink.box).reduce(union), -200);
    const line = laid.value.lines[0]!;
    const whole = boxOf([...corners(box), { x: box.x, y: line.top }, { x: box.x, y: line.bottom }])!;
    const viewBox = [whole.x, whole.y, whole.width, whole.height].map((n) => formatNumber(n)).join(' ');
    return { d: laid.value.ink.map((ink) => ink.d).join(''), viewBox };
  };
  return (ref) => {
    const known = samples.get(ref.hash);
    if (known) return known;
    const made = draw(ref);
    samples.set(ref.hash, made);
    made.catch(() => samples.delete(ref.hash));
    return made;
  };
}
