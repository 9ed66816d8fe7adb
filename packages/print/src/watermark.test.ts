import { readPath } from '@luneo/geometry';
import { SCENE_VERSION, sceneHash } from '@luneo/scene';
import { expect, it } from 'vitest';
import { renderRaster } from './raster/render.ts';
import { sideOf } from './testing.ts';
import { watermarked } from './watermark.ts';

const side = sideOf([]);
const scene = { sceneVersion: SCENE_VERSION, sides: [side], needs: { fonts: [], assets: [] } } as const;
const none = { asset: () => Promise.reject(new Error('no pictures')) } as never;
const options = { size: { dpi: 100 }, bleed: true, ground: '#ffffff' } as const;

it('lies over every side, inked to the edges of the bleed, and leaves the rest as it was', async () => {
  const marked = watermarked(scene);
  expect(marked.sides[0]).toMatchObject({ ...side, nodes: [{ kind: 'group', box: side.bleed }] });
  expect(sceneHash(marked)).not.toBe(sceneHash(scene));
  expect(watermarked(scene)).toEqual(marked);
  const { pixels, widthPx, heightPx } = await renderRaster(marked.sides[0]!, options, none);
  const inked = (fromX: number, toX: number): number => {
    let n = 0;
    for (let y = 0; y < heightPx; y++)
      for (let x = fromX; x < toX; x++) if (pixels[(y * widthPx + x) * 4]! < 250) n += 1;
    return n / ((toX - fromX) * heightPx);
  };
  const third = Math.floor(widthPx / 3);
  for (const part of [0, 1, 2]) expect(inked(part * third, (part + 1) * third)).toBeGreaterThan(0.04);
});

it('has few enough steps for a press', () => {
  const [path] = (watermarked(scene).sides[0]!.nodes[0] as unknown as { children: { d: string }[] }).children;
  expect(readPath(path!.d).length).toBeLessThan(10_000);
});
