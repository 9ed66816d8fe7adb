import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRasters, heatmap, type ParityRaster } from './compare.ts';

const WIDTH = 60;
const HEIGHT = 40;

const paper = (grey = 255): ParityRaster => ({
  widthPx: WIDTH,
  heightPx: HEIGHT,
  pixels: new Uint8Array(WIDTH * HEIGHT * 4).fill(grey),
});

function withBox(
  raster: ParityRaster,
  x: number,
  y: number,
  w: number,
  h: number,
  grey: number,
): ParityRaster {
  const pixels = raster.pixels.slice();
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++)
      pixels.fill(grey, (row * WIDTH + column) * 4, (row * WIDTH + column) * 4 + 3);
  return { ...raster, pixels };
}

const noise = fc
  .uint8Array({ minLength: WIDTH * HEIGHT * 4, maxLength: WIDTH * HEIGHT * 4 })
  .map((pixels): ParityRaster => ({ widthPx: WIDTH, heightPx: HEIGHT, pixels }));

describe('parity', () => {
  it('is nought for equal pictures and for steps of 16, whatever they show', () => {
    fc.assert(
      fc.property(noise, fc.integer({ min: -16, max: 16 }), (a, step) => {
        const pixels = a.pixels.map((value) => Math.max(0, Math.min(255, value + step)));
        expect(compareRasters(a, { ...a, pixels })).toEqual({
          differing: 0,
          differingPpm: 0,
          wholeBlocks: 0,
          hold: false,
        });
      }),
      { numRuns: 20 },
    );
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(noise, noise, (a, b) => {
        expect(compareRasters(a, b)).toEqual(compareRasters(b, a));
      }),
      { numRuns: 10 },
    );
  });

  it('lets an edge lie one pixel elsewhere or be smoothed, not two', () => {
    const edge = withBox(paper(), 10, 10, 20, 20, 0);
    expect(compareRasters(edge, withBox(paper(), 11, 10, 20, 20, 0)).differing).toBe(0);
    expect(compareRasters(edge, withBox(edge, 30, 10, 1, 20, 120)).differing).toBe(0);
    expect(compareRasters(edge, withBox(paper(), 12, 10, 20, 20, 0)).differing).toBeGreaterThan(0);
  });

  it('sees a line that is missing in either picture', () => {
    const line = withBox(paper(), 10, 20, 30, 1, 0);
    expect(compareRasters(line, paper()).differing).toBe(30);
    expect(compareRasters(paper(), line)).toMatchObject({ differing: 30, hold: true, wholeBlocks: 0 });
  });

  it('counts exactly and holds above 100 per million', () => {
    const pixels = new Uint8Array(1000 * 1000 * 4).fill(255);
    const big: ParityRaster = { widthPx: 1000, heightPx: 1000, pixels };
    const dotted = (dots: number): ParityRaster => {
      const copy = pixels.slice();
      for (let i = 0; i < dots; i++) copy[((10 + 3 * i) * 1000 + 500) * 4] = 0;
      return { ...big, pixels: copy };
    };
    expect(compareRasters(big, dotted(100))).toMatchObject({
      differing: 100,
      differingPpm: 100,
      hold: false,
    });
    expect(compareRasters(big, dotted(101))).toMatchObject({ differingPpm: 101, hold: true });
  });

  it('holds for one whole 8x8 block wherever it lies, though it be few pixels', () => {
    const pixels = new Uint8Array(1200 * 1200 * 4).fill(255);
    const big: ParityRaster = { widthPx: 1200, heightPx: 1200, pixels };
    const spot = (size: number): ParityRaster => {
      const copy = pixels.slice();
      for (let y = 603; y < 603 + size; y++)
        for (let x = 333; x < 333 + size; x++) copy[(y * 1200 + x) * 4 + 1] = 100;
      return { ...big, pixels: copy };
    };
    expect(compareRasters(big, spot(8))).toMatchObject({ differing: 64, wholeBlocks: 1, hold: true });
    expect(compareRasters(big, spot(7))).toMatchObject({ differing: 49, wholeBlocks: 0, hold: false });
  });

  it('never passes pictures of different sizes', () => {
    expect(compareRasters(paper(), { ...paper(), widthPx: 59 }).hold).toBe(true);
  });

  it('paints what differs red', () => {
    const map = heatmap(withBox(paper(), 10, 20, 30, 1, 0), paper());
    expect([...map.subarray((20 * WIDTH + 15) * 4, (20 * WIDTH + 15) * 4 + 3)]).toEqual([220, 0, 0]);
    expect(map[(5 * WIDTH + 5) * 4 + 1]).toBeGreaterThan(200);
  });
});
