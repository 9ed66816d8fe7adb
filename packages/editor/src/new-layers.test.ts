import type { ProductSide } from '@luneo/design';
import { expect, it } from 'vitest';
import { newPicture } from './new-layers.ts';

const side: ProductSide = {
  id: 'front',
  name: 'Front',
  widthUm: 100_000,
  heightUm: 60_000,
  bleedUm: 3_000,
  safeUm: 4_000,
  substrate: { rgb: '#ffffff' },
};
it('places a new picture upright, in its proportions, inside the safe zone', () => {
  const facts = {
    kind: 'image',
    hash: 'b'.repeat(64),
    mime: 'image/jpeg',
    widthPx: 400,
    heightPx: 300,
    orientation: 6,
    hasAlpha: false,
  } as const;
  const layer = newPicture('i', side, facts);
  expect(layer).toMatchObject({ type: 'image', crop: { xPx: 0, yPx: 0, widthPx: 300, heightPx: 400 } });
  expect(layer.heightUm / layer.widthUm).toBeCloseTo(4 / 3, 2);
  expect(layer.yUm).toBeGreaterThanOrEqual(side.safeUm);
});

it('places vector artwork as artwork', () => {
  const artwork = { artworkVersion: 1, width: 100, height: 50, paths: [] } as const;
  const layer = newPicture('a', side, {
    kind: 'artwork',
    hash: 'c'.repeat(64),
    artwork: { ...artwork, paths: [] },
  });
  expect(layer.type).toBe('artwork');
  expect(layer.widthUm / layer.heightUm).toBeCloseTo(2, 2);
});
