import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MockupMap, type Pixels, placeOnMockup } from './index.ts';

type Rgba = readonly [number, number, number, number];

function picture(width: number, height: number, at: (x: number, y: number) => Rgba): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), (y * width + x) * 4);
  return { width, height, data };
}

/** u, v, substrate and coverage of each pixel, 0..1. */
function mapped(width: number, height: number, at: (x: number, y: number) => Rgba): MockupMap {
  const data = new Uint16Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data.set(
        at(x, y).map((part) => Math.round(Math.min(Math.max(part, 0), 1) * 65535)),
        (y * width + x) * 4,
      );
  return { width, height, data };
}

const grey = (width: number, height: number, level: number) =>
  picture(width, height, () => [level, level, level, 255]);
const straight = (width: number, height: number, dyed = 0) =>
  mapped(width, height, (x, y) => [(x + 0.5) / width, (y + 0.5) / height, dyed, 1]);
const pixelOf = ({ width, data }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
];

describe('artwork on a mockup', () => {
  it('is itself where the map is straight and the light is even', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { minLength: 8 * 6 * 3, maxLength: 8 * 6 * 3 }), (bytes) => {
        const artwork = picture(8, 6, (x, y) => {
          const i = (y * 8 + x) * 3;
          return [bytes[i]!, bytes[i + 1]!, bytes[i + 2]!, 255];
        });
        const [base, shade] = [grey(8, 6, 255), grey(8, 6, 255)];
        const placed = placeOnMockup({ base, shade, map: straight(8, 6), artwork });
        const off = artwork.data.map((byte, i) => Math.abs(byte - placed.data[i]!));
        expect(Math.max(...off)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('lands where a tilted print area is seen, corners and all', () => {
    const size = 160;
    // Print area seen in perspective: (u, v) of a pixel by the inverse of a projection.
    const map = mapped(size, size, (x, y) => {
      const [px, py] = [(x + 0.5) / size, (y + 0.5) / size];
      const depth = 1 + 0.6 * py;
      const [u, v] = [((px - 0.5) * depth) / 0.7 + 0.5, (py - 0.1) / (0.4 + 0.4 * py)];
      return [u, v, 0, u >= 0 && u <= 1 && v >= 0 && v <= 1 ? 1 : 0];
    });
    const cells = 5;
    const artwork = picture(cells * 40, cells * 40, (x, y) =>
      (Math.floor(x / 40) + Math.floor(y / 40)) % 2 === 0 ? [200, 20, 20, 255] : [20, 20, 200, 255],
    );
    const placed = placeOnMockup({
      base: grey(size, size, 255),
      shade: grey(size, size, 255),
      map,
      artwork,
    });
    for (let i = 0; i < cells; i++)
      for (let j = 0; j < cells; j++) {
        const [u, v] = [(i + 0.5) / cells, (j + 0.5) / cells];
        const py = (0.1 + 0.4 * v) / (1 - 0.4 * v);
        const px = ((u - 0.5) * 0.7) / (1 + 0.6 * py) + 0.5;
        const seen = pixelOf(placed, Math.floor(px * size), Math.floor(py * size));
        expect(seen).toEqual((i + j) % 2 === 0 ? [200, 20, 20] : [20, 20, 200]);
      }
    expect(pixelOf(placed, 1, size - 2)).toEqual([255, 255, 255]);
  });

  it('is averaged as light where a pixel sees much of it, without moire', () => {
    const artwork = picture(512, 512, (x) => (x % 2 === 0 ? [0, 0, 0, 255] : [255, 255, 255, 255]));
    const map = mapped(32, 32, (x, y) => [(x + 0.5) / 32, (y + 0.5) / 512, 0, 1]);
    const placed = placeOnMockup({ base: grey(32, 32, 255), shade: grey(32, 32, 255), map, artwork });
    const inner = Array.from({ length: 30 }, (_, i) => pixelOf(placed, i + 1, 16)[0]!);
    expect(Math.min(...inner)).toBeGreaterThan(183);
    expect(Math.max(...inner)).toBeLessThan(193);
  });

  it('stays sharp the short way where it is seen aslant', () => {
    const artwork = picture(256, 256, (_, y) => (y < 128 ? [0, 0, 0, 255] : [255, 255, 255, 255]));
    const map = mapped(32, 256, (x, y) => [(x + 0.5) / 32, (y + 0.5) / 256, 0, 1]);
    const placed = placeOnMockup({ base: grey(32, 256, 255), shade: grey(32, 256, 255), map, artwork });
    expect(pixelOf(placed, 16, 126)[0]).toBeLessThan(5);
    expect(pixelOf(placed, 16, 129)[0]).toBeGreaterThan(250);
  });

  it('shows the product through where nothing is printed, in the colour of the variant', () => {
    const artwork = picture(2, 2, () => [255, 0, 0, 0]);
    const parts = { base: grey(4, 4, 200), shade: grey(4, 4, 200), artwork, substrate: '#1d1d1f' };
    const bare = placeOnMockup({ ...parts, map: straight(4, 4) });
    expect(pixelOf(bare, 1, 1)).toEqual([200, 200, 200]);
    const dyed = placeOnMockup({ ...parts, map: straight(4, 4, 1) });
    expect(pixelOf(dyed, 1, 1).every((byte) => byte > 15 && byte < 30)).toBe(true);
  });

  it('leaves reflections on dark ink, and shadows on light ink', () => {
    const artwork = picture(2, 2, (x) => (x === 0 ? [0, 0, 0, 255] : [255, 255, 255, 255]));
    const shiny = {
      base: grey(2, 2, 230),
      shade: picture(2, 2, () => [200, 200, 200, 255 - 116]),
      map: straight(2, 2),
      artwork,
    };
    const placed = placeOnMockup(shiny);
    expect(pixelOf(placed, 0, 0)[0]).toBeGreaterThan(115);
    expect(Math.abs(pixelOf(placed, 1, 0)[0]! - 230)).toBeLessThanOrEqual(1);
    const matt = placeOnMockup({ ...shiny, base: grey(2, 2, 200), shade: grey(2, 2, 200) });
    expect(pixelOf(matt, 0, 0)[0]).toBe(0);
    expect(pixelOf(matt, 1, 0)[0]).toBe(200);
  });

  it('refuses parts that do not belong together', () => {
    const parts = { base: grey(4, 4, 1), shade: grey(4, 3, 1), map: straight(4, 4), artwork: grey(1, 1, 1) };
    expect(() => placeOnMockup(parts)).toThrow(RangeError);
  });
});
