import type { Artwork, AssetFacts, Design, Layer, ProductGeometry } from '@luneo/design';
import { ellipsePath, rectPath, writePath } from '@luneo/geometry';

/** Fifty clip arts of twenty paths each, lying over one another as on a real design: one of them is dragged. */
export const COUNT = 50;
const PATHS = 20;
const CELL_UM = 28_000;
const COLUMNS = 10;
const HASH = 'a'.repeat(64);

export const product: ProductGeometry = {
  process: 'digital',
  sides: [
    {
      id: 'front',
      name: 'Front',
      widthUm: COLUMNS * CELL_UM,
      heightUm: (COUNT / COLUMNS) * CELL_UM,
      bleedUm: 0,
      safeUm: 0,
      substrate: { rgb: '#ffffff' },
    },
  ],
  limits: { warnDpi: 200, blockDpi: 100, minTypeUm: 1_500, minStrokeUm: 100 },
  fonts: [{ family: 'None', weight: 400, style: 'normal', hash: HASH }],
  fallbackFonts: [],
};

const paths: Artwork['paths'] = Array.from({ length: PATHS }, (_, i) => {
  const size = 960 - i * 40;
  const box = { x: 500 - size / 2, y: 500 - size / 2 + (i % 3) * 10, width: size, height: size };
  const d = writePath(i % 2 === 0 ? ellipsePath(box) : rectPath(box, 90));
  const color = `#${(0x204060 + i * 0x0a0805).toString(16).padStart(6, '0')}`;
  return { d, fillRule: 'nonzero', opacityPm: 1000, fill: { type: 'solid', color } };
});
const artwork: Artwork = { artworkVersion: 1, width: 1000, height: 1000, paths };
export const asset: AssetFacts = { kind: 'artwork', hash: HASH, artwork };

const layers = Array.from({ length: COUNT }, (_, i): Layer => {
  const at = { xUm: (i % COLUMNS) * CELL_UM + 2_000, yUm: Math.floor(i / COLUMNS) * CELL_UM + 2_000 };
  const shown = { flipX: false, flipY: false, opacityPm: 1000, visible: true, locks: {} };
  const box = { ...at, widthUm: 70_000, heightUm: 70_000, rotationMdeg: 0 };
  return { id: `layer-${i}`, type: 'artwork', asset: HASH, ...box, ...shown };
});

export const design: Design = {
  schemaVersion: 1,
  sides: [{ id: 'front', layers: layers.map(({ id }) => id) }],
  layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
};
