import { readFileSync } from 'node:fs';
import { Artwork, type ArtworkFacts, type ImageFacts } from '@luneo/design';
import { sha256Hex, unwrap } from '@luneo/kernel';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { ingest } from './ingest.ts';
import { join } from './jpeg.ts';
import { UPLOAD_LIMITS } from './limits.ts';
import { chunk, exif, jpegWith, noise, photo, png, pngOf, webp, zeros } from './testing.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="5" fill="#c00"/></svg>';

/** Mean colour of a quarter of a picture, to the nearest name of the test picture's four. */
async function quarter(bytes: Uint8Array, left: boolean, top: boolean): Promise<string> {
  const { width, height } = await sharp(bytes).metadata();
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const region = { left: left ? 2 : w + 2, top: top ? 2 : h + 2, width: w - 4, height: h - 4 };
  const part = await sharp(bytes).extract(region).removeAlpha().png().toBuffer();
  const { channels } = await sharp(part).stats();
  const [r, g, b] = channels.map((channel) => channel.mean > 128) as [boolean, boolean, boolean];
  return r ? (g ? 'yellow' : 'red') : g ? 'green' : b ? 'blue' : 'dark';
}

describe('what comes out', () => {
  test('a JPEG keeps its pixels; the proxy lies as it does, the thumbnail stands upright', async () => {
    // stored 64 x 48; orientation 6 = turn a quarter clockwise to see it
    const source = jpegWith(await photo(), [exif(6, 'GPS')]);
    const { facts, stored, thumbnails } = unwrap(await ingest(source));
    expect(facts).toEqual({
      kind: 'image',
      hash: sha256Hex(stored),
      mime: 'image/jpeg',
      widthPx: 64,
      heightPx: 48,
      orientation: 6,
      hasAlpha: false,
    });
    const [proxy, thumb] = thumbnails;
    expect([proxy!.width, proxy!.height, thumb!.width, thumb!.height]).toEqual([64, 48, 48, 64]);
    expect(await quarter(proxy!.webp, true, true)).toBe('red');
    expect(await quarter(thumb!.webp, true, true)).toBe('blue');
    expect(Buffer.from(stored).includes('GPS')).toBe(false);
  });

  test('CMYK and ambiguous JPEGs become sRGB PNGs', async () => {
    const cmyk = await sharp(await photo())
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    const { facts } = unwrap(await ingest(cmyk));
    expect(facts).toMatchObject({ mime: 'image/png', widthPx: 64, heightPx: 48, hasAlpha: false });
  });

  test('PNG and WebP are stored as PNG, pixel by pixel, without their extras', async () => {
    for (const source of [await png(), await webp()]) {
      const { facts, stored } = unwrap(await ingest(source));
      expect(facts).toMatchObject({
        kind: 'image',
        mime: 'image/png',
        widthPx: 64,
        orientation: 1,
        hasAlpha: false,
      });
      const raw = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
      expect(Buffer.compare(await raw(stored), await raw(source))).toBe(0);
    }
    const noted = pngOf(1, 1, zeros(2), [chunk('tEXt', text('Author\0a secret'))]);
    expect(Buffer.from(unwrap(await ingest(noted)).stored).includes('secret')).toBe(false);
  });

  test('HEIC becomes a PNG that looks the same', async () => {
    // the four quarters of the other pictures, written by libheif's heif-enc
    const source = readFileSync(new URL('./fixtures/quarters.heic', import.meta.url));
    const { facts, stored } = unwrap(await ingest(source));
    expect(facts).toMatchObject({
      mime: 'image/png',
      widthPx: 64,
      heightPx: 48,
      orientation: 1,
      hasAlpha: false,
    });
    const seen = [];
    for (const top of [true, false])
      for (const left of [true, false]) seen.push(await quarter(stored, left, top));
    expect(seen).toEqual(['red', 'green', 'blue', 'yellow']);
  });

  test('transparency is told only where there is some', async () => {
    const flat = await sharp(await png())
      .ensureAlpha()
      .png()
      .toBuffer();
    expect((unwrap(await ingest(flat)).facts as ImageFacts).hasAlpha).toBe(false);
    const clear = await sharp(await png())
      .ensureAlpha(0.5)
      .png()
      .toBuffer();
    expect((unwrap(await ingest(clear)).facts as ImageFacts).hasAlpha).toBe(true);
  });

  test('an SVG becomes artwork, named by its canonical JSON, with pictures of it', async () => {
    const { facts, stored, thumbnails } = unwrap(await ingest(text(`\ufeff<!-- x -->\n${SVG}`)));
    const { artwork, hash } = facts as ArtworkFacts;
    expect(hash).toBe(sha256Hex(stored));
    expect(Artwork.parse(JSON.parse(new TextDecoder().decode(stored)))).toEqual(artwork);
    expect(thumbnails.map(({ width, height }) => [width, height])).toEqual([
      [1600, 800],
      [320, 160],
    ]);
    expect(await quarter(thumbnails[1]!.webp, true, true)).toBe('red');
  });

  test('the same file gives the same asset', async () => {
    const source = await webp();
    expect(unwrap(await ingest(source)).facts.hash).toBe(unwrap(await ingest(source)).facts.hash);
  });
});

describe('what is refused', () => {
  const files = new Map<string, Uint8Array>();
  beforeAll(async () => {
    const small = await png();
    files.set('png cut in half', small.subarray(0, small.length / 2));
    files.set('jpeg cut in half', (await photo({}, 800, 600)).subarray(0, 4000));
    const broken = Uint8Array.from(await photo({}, 800, 600));
    broken.fill(0xaa, broken.length - 3000, broken.length - 500);
    files.set('jpeg with damaged scan', broken);
    const frames = await Promise.all([photo(), photo({ quality: 1 })]);
    const moving = sharp(frames, { join: { animated: true } }).webp({ loop: 0 });
    files.set('animated webp', await moving.toBuffer());
    files.set('animated png', pngOf(1, 1, zeros(2), [chunk('acTL', new Uint8Array(8))]));
    files.set('a bigger picture than its data', pngOf(5000, 5000, zeros(1000)));
    files.set('png of 10 gigapixels', pngOf(100_000, 100_000, zeros(100_000)));
    files.set(
      'png with a bad checksum',
      Uint8Array.from(small, (byte, at) => (at === 50 ? byte ^ 255 : byte)),
    );
  });

  test.each([
    ['png cut in half', 'raster_damaged'],
    ['jpeg cut in half', 'jpeg_structure'],
    ['jpeg with damaged scan', 'raster_damaged'],
    ['animated webp', 'animated'],
    ['animated png', 'animated'],
    ['a bigger picture than its data', 'raster_damaged'],
    ['png of 10 gigapixels', 'too_many_pixels'],
    ['png with a bad checksum', 'raster_damaged'],
  ])('%s: %s', async (name, reason) => {
    expect(await ingest(files.get(name)!)).toMatchObject({ ok: false, error: { params: { reason } } });
  });

  test.each([
    ['empty', ''],
    ['type_unknown', 'hello'],
    ['type_unknown', '\x7fELF'],
    ['type_html', '<!DOCTYPE html><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['type_gif', 'GIF89a\x01\0\x01\0'],
    ['type_pdf', '%PDF-1.7'],
    ['type_tiff', 'II*\0\x08\0\0\0'],
    ['type_psd', '8BPS\0\x01'],
    ['type_avif', '\0\0\0\x18ftypavif\0\0\0\0mif1'],
    ['type_svgz', '\x1f\x8b\x08'],
    ['heic_unreadable', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['svg_script', SVG.replace('<rect', '<script/><rect')],
  ])('%s', async (reason, body) => {
    const bytes = Uint8Array.from(body, (char) => char.charCodeAt(0));
    expect(await ingest(bytes)).toMatchObject({ ok: false, error: { params: { reason } } });
  });

  test('a polyglot counts as what it begins with, and loses its tail', async () => {
    const page = text('<script>alert(1)</script>');
    const { stored } = unwrap(await ingest(join([await photo(), page])));
    expect(Buffer.from(stored).includes('script')).toBe(false);
    const asPng = unwrap(await ingest(join([await png(), page])));
    expect(Buffer.from(asPng.stored).includes('script')).toBe(false);
  });

  test('too many bytes, pixels, seconds, megabytes', async () => {
    const limited = async (source: Uint8Array, limits: Partial<typeof UPLOAD_LIMITS>) => {
      const result = await ingest(source, { ...UPLOAD_LIMITS, ...limits });
      return result.ok ? 'accepted' : result.error.params?.reason;
    };
    expect(await limited(await png(), { bytes: 100 })).toBe('too_large');
    expect(await limited(await png(), { pixels: 64 * 47 })).toBe('too_many_pixels');
    expect(await limited(await photo(), { pixels: 64 * 47 })).toBe('too_many_pixels');
    const large = pngOf(6000, 4000, noise(6000 * 3, 4000), [], 2);
    expect(await limited(large, { cpuSeconds: 1, bytes: 1e8 })).toBe('too_slow');
    expect(await limited(await png(), { memoryMb: 40 })).toBe('too_hungry');
  });
});
