import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMockupMap } from './index.ts';

const WIDTH = 3;
const HEIGHT = 5;
const STRIDE = WIDTH * 8;

/** Stands in for zlib: turns every bit around. */
const pack = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => ~byte);
const unpack = async (bytes: Uint8Array): Promise<Uint8Array> => pack(bytes);

const chunk = (type: string, data: Uint8Array): number[] => [
  ...[data.length >> 24, data.length >> 16, data.length >> 8, data.length],
  ...[...type].map((letter) => letter.charCodeAt(0)),
  ...data,
  ...[0, 0, 0, 0],
];

/** Rows of 16-bit RGBA, row y with filter `filters[y]`, in two IDAT chunks. */
function png(values: readonly number[], filters: readonly number[], depth = 16): Uint8Array {
  const bytes = values.flatMap((value) => [value >> 8, value & 255]);
  const at = (y: number, i: number) => (y < 0 || i < 0 ? 0 : bytes[y * STRIDE + i]!);
  const rows = filters.flatMap((filter, y) => [
    filter,
    ...Array.from({ length: STRIDE }, (_, i) => {
      const [a, b, c] = [at(y, i - 8), at(y - 1, i), at(y - 1, i - 8)];
      const near = [a, b, c].toSorted((p, q) => Math.abs(a + b - c - p) - Math.abs(a + b - c - q))[0]!;
      return at(y, i) - [0, a, b, (a + b) >> 1, near, 0][filter]!;
    }),
  ]);
  const body = pack(Uint8Array.from(rows));
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', Uint8Array.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, depth, 6, 0, 0, 0])),
    ...chunk('IDAT', body.subarray(0, 9)),
    ...chunk('IDAT', body.subarray(9)),
    ...chunk('IEND', new Uint8Array()),
  ]);
}

const pixels = fc.array(fc.nat(65535), { minLength: WIDTH * HEIGHT * 4, maxLength: WIDTH * HEIGHT * 4 });
const filters = fc.array(fc.nat(4), { minLength: HEIGHT, maxLength: HEIGHT });
const flat = Array.from({ length: WIDTH * HEIGHT * 4 }, (_, i) => i * 1000);

describe('a mockup map', () => {
  it('is read with all sixteen bits, whatever the filters', async () => {
    await fc.assert(
      fc.asyncProperty(pixels, filters, async (values, each) => {
        const map = unwrap(await readMockupMap(png(values, each), unpack));
        expect([map.width, map.height]).toEqual([WIDTH, HEIGHT]);
        expect([...map.data]).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused when it is something else', async () => {
    const good = png(flat, [0, 0, 0, 0, 0]);
    const refused = async (bytes: Uint8Array) => {
      const result = await readMockupMap(bytes, unpack);
      return result.ok ? undefined : result.error.message;
    };
    expect(await refused(good.subarray(1))).toContain('not a PNG');
    expect(await refused(png(flat, [0, 0, 0, 0, 0], 8))).toContain('not 16-bit');
    expect(await refused(good.subarray(0, good.length - 14))).toContain('cut short');
    const taller = good.slice();
    taller[23] = HEIGHT + 1;
    expect(await refused(taller)).toContain('size');
    expect(await refused(png(flat, [0, 0, 5, 0, 0]))).toContain('filter');
  });
});
