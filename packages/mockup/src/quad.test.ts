import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOnMockup } from './place.ts';
import { type Corner, quadMap } from './quad.ts';

const rect = (x: number, y: number, width: number, height: number): Corner[] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
const pixels = (width: number, height: number, rgba: (x: number, y: number) => number[]) => ({
  width,
  height,
  data: Uint8ClampedArray.from(
    Array.from({ length: width * height }, (_, i) => rgba(i % width, Math.floor(i / width))).flat(),
  ),
});

describe('the map of a flat face', () => {
  it('covers its rectangle and no more, half pixels by half', () => {
    const { data } = unwrap(quadMap({ width: 8, height: 4, corners: rect(2, 1, 4.5, 2) }));
    const covered = Array.from({ length: 8 }, (_, x) => data[(8 + x) * 4 + 3]! / 65535);
    expect(covered.map((value) => Math.round(value * 100) / 100)).toEqual([0, 0, 1, 1, 1, 1, 0.5, 0]);
    expect(data[(8 + 2) * 4]! / 65535).toBeCloseTo(0.5 / 4.5, 4);
  });

  it('puts the corners of the artwork on the corners of any convex face', () => {
    const jitter = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(jitter, jitter), { minLength: 4, maxLength: 4 }), (moves) => {
        const corners = rect(20, 20, 60, 60).map(({ x, y }, i) => ({
          x: x + moves[i]![0],
          y: y + moves[i]![1],
        }));
        const { width, data } = unwrap(quadMap({ width: 100, height: 100, corners }));
        const wanted = [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ];
        const middle = { x: 50, y: 50 };
        for (const [i, { x, y }] of corners.entries()) {
          // Two pixels towards the middle, to be inside.
          const length = Math.hypot(middle.x - x, middle.y - y);
          const at =
            (Math.floor(y + ((middle.y - y) / length) * 2) * width +
              Math.floor(x + ((middle.x - x) / length) * 2)) *
            4;
          expect(Math.abs(data[at]! / 65535 - wanted[i]![0]!)).toBeLessThan(0.15);
          expect(Math.abs(data[at + 1]! / 65535 - wanted[i]![1]!)).toBeLessThan(0.15);
        }
      }),
    );
  });

  it('prints where the mask lets it and dyes where it is told', () => {
    const mask = Uint8Array.from([255, 0, 255, 255]);
    const dyed = Uint8Array.from([0, 255, 0, 0]);
    const map = unwrap(quadMap({ width: 2, height: 2, corners: rect(0, 0, 2, 2), mask, dyed }));
    const white = pixels(2, 2, () => [255, 255, 255, 255]);
    const artwork = pixels(8, 8, (x) => (x < 4 ? [255, 0, 0, 255] : [0, 0, 255, 255]));
    const { data } = placeOnMockup({ base: white, shade: white, map, artwork, substrate: '#00ff00' });
    const at = (i: number) => [...data.slice(i * 4, i * 4 + 3)];
    expect([at(0), at(1), at(2), at(3)]).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [255, 0, 0],
      [0, 0, 255],
    ]);
  });

  it.each([
    ['crossed', [rect(0, 0, 9, 9)[0]!, rect(0, 0, 9, 9)[2]!, rect(0, 0, 9, 9)[1]!, rect(0, 0, 9, 9)[3]!]],
    ['from behind', rect(0, 0, 9, 9).reverse()],
    ['flat', rect(0, 0, 9, 0)],
  ])('refuses corners that are %s', (_, corners) => {
    const made = quadMap({ width: 9, height: 9, corners });
    expect(made.ok || made.error.code).toBe('mockup_corners_invalid');
  });
});
