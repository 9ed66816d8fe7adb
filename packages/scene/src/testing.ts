import type { AssetBook, AssetFacts, Design, Layer, ProductGeometry } from '@luneo/design';
import type { FontBook } from '@luneo/layout';

/** Small documents for the tests of this package. */
export const PRODUCT: ProductGeometry = {
  process: 'digital',
  sides: [
    {
      id: 'front',
      name: 'Front',
      widthUm: 100_000,
      heightUm: 60_000,
      bleedUm: 3_000,
      safeUm: 4_000,
      substrate: { rgb: '#ffffff' },
    },
  ],
  limits: { warnDpi: 200, blockDpi: 100, minTypeUm: 1_500, minStrokeUm: 100 },
  fonts: [{ family: 'Any', weight: 400, style: 'normal', hash: '0'.repeat(64) }],
  fallbackFonts: [],
};

export const NO_FONTS: FontBook = { face: () => undefined, coverage: () => undefined, fallbacks: [] };

export const book = (...facts: AssetFacts[]): AssetBook => {
  const byHash = new Map(facts.map((fact) => [fact.hash, fact]));
  return { get: (hash) => byHash.get(hash) };
};

export const BASE = {
  xUm: 10_000,
  yUm: 20_000,
  widthUm: 40_000,
  heightUm: 20_000,
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
} as const;

export const RED = { type: 'solid', color: { rgb: '#ff0000' } } as const;

export const rect = (id: string, extra: Partial<Extract<Layer, { type: 'shape' }>> = {}): Layer => ({
  ...BASE,
  id,
  type: 'shape',
  shape: { kind: 'rect', radiusUm: 0 },
  fill: RED,
  ...extra,
});

/** A design whose one side paints `top` (default: all layers, in order). */
export const designOf = (layers: readonly Layer[], top = layers.map((layer) => layer.id)): Design => ({
  schemaVersion: 1,
  sides: [{ id: 'front', layers: [...top] }],
  layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
});
