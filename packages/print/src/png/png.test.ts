import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { combineAdler } from './adler.ts';
import { bandsOf, encodePng, isOpaque } from './encode.ts';

const adler = (bytes: Uint8Array): number => {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
};

/** Pixels of any kind, opaque or not. */
const raster = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    opaque: fc.boolean(),
    seed: fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
  })
  .map(({ width, height, opaque, seed }) => {
    const pixels = new Uint8Array(width * height * 4);
    for (let i = 0; i < pixels.length; i++)
      pixels[i] = opaque && i % 4 === 3 ? 255 : (seed.next().value as number);
    return { width, height, pixels };
  });

describe('PNG', () => {
  it('decodes back to the same pixels, whatever the bands', async () => {
    await fc.assert(
      fc.asyncProperty(raster, fc.integer({ min: 1, max: 12 }), async ({ width, height, pixels }, bands) => {
        const png = await encodePng(pixels, { width, height, dpi: 300, bands });
        const back = await sharp(png).ensureAlpha().raw().toBuffer();
        expect(Buffer.compare(back, pixels)).toBe(0);
        const meta = await sharp(png).metadata();
        expect(meta.channels).toBe(isOpaque(pixels, width * height) ? 3 : 4);
        expect(meta.density).toBe(300);
      }),
      { numRuns: 60 },
    );
  });

  it('writes the same bytes each time', async () => {
    const pixels = new Uint8Array(64 * 64 * 4).map((_, i) => (i * 7919) % 256);
    const files = await Promise.all(
      [1, 2, 3].map(() => encodePng(pixels, { width: 64, height: 64, dpi: 96 })),
    );
    expect(files[0]!.equals(files[1]!) && files[1]!.equals(files[2]!)).toBe(true);
  });

  it('reads pixels that do not lie on a word boundary', async () => {
    const odd = Buffer.alloc(4 * 4 * 4 + 1, 200).subarray(1);
    const png = await encodePng(odd, { width: 4, height: 4, dpi: 72 });
    expect((await sharp(png).raw().toBuffer())[5]).toBe(200);
  });
});

it('combines checksums', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000 }), fc.uint8Array({ maxLength: 9000 }), (a, b) => {
      expect(combineAdler(adler(a), adler(b), b.length)).toBe(adler(Buffer.concat([a, b])));
    }),
  );
});

it('covers the height with bands, without gaps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 16 }), (height, count) => {
      const bands = bandsOf(height, count);
      expect(bands.reduce((sum, band) => sum + band.rows, 0)).toBe(height);
      bands.forEach((band, i) => {
        expect(band.top).toBe(i === 0 ? 0 : bands[i - 1]!.top + bands[i - 1]!.rows);
        expect(band.rows).toBeGreaterThan(0);
      });
    }),
  );
});
