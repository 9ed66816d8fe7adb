import { crc32, deflateSync } from 'node:zlib';
import sharp, { type JpegOptions } from 'sharp';
import { join } from './jpeg.ts';

/** Files for the tests of this package: good ones, and the parts to make bad ones of. */
const picture = (width: number, height: number) => {
  const data = Buffer.alloc(width * height * 3, 0);
  // four different quarters, so that a turned picture shows
  for (let i = 0; i < width * height; i++) {
    const right = i % width >= width / 2;
    const low = i >= (width * height) / 2;
    data.set(right ? (low ? [250, 250, 40] : [40, 200, 40]) : low ? [40, 40, 220] : [220, 40, 40], i * 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
};

export const photo = async (options: JpegOptions = {}, width = 64, height = 48): Promise<Uint8Array> =>
  picture(width, height)
    .jpeg({ quality: 90, ...options })
    .toBuffer();
export const png = async (width = 64, height = 48): Promise<Uint8Array> =>
  picture(width, height).png().toBuffer();
export const webp = async (): Promise<Uint8Array> => picture(64, 48).webp({ quality: 90 }).toBuffer();

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const u32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** A JPEG segment. */
export const app = (marker: number, body: string | Uint8Array): Uint8Array => {
  const bytes = typeof body === 'string' ? latin1(body) : body;
  const length = bytes.length + 2;
  return join([Uint8Array.of(0xff, marker, length >> 8, length & 255), bytes]);
};

/** An Exif segment with an orientation and some text nobody should see. */
export function exif(orientation: number, secret = '', bigEndian = false): Uint8Array {
  const tiff = new Uint8Array(26 + secret.length);
  const view = new DataView(tiff.buffer);
  const little = !bigEndian;
  tiff.set(latin1(little ? 'II' : 'MM'));
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 1, little);
  view.setUint16(10, 0x0112, little);
  view.setUint16(12, 3, little);
  view.setUint32(14, 1, little);
  view.setUint16(18, orientation, little);
  tiff.set(latin1(secret), 26);
  return app(0xe1, join([latin1('Exif\0\0'), tiff]));
}

/** The JPEG with segments put right after its start. */
export const jpegWith = (jpeg: Uint8Array, segments: Uint8Array[]): Uint8Array =>
  join([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

export const chunk = (type: string, body: Uint8Array): Uint8Array => {
  const typed = join([latin1(type), body]);
  return join([u32(body.length), typed, u32(crc32(typed))]);
};

/** A PNG whose header says what it likes, 8 bits, grey (0) or RGB (2); `packed` is the compressed pixel stream. */
export function pngOf(
  width: number,
  height: number,
  packed: Uint8Array,
  extra: Uint8Array[] = [],
  color = 0,
): Uint8Array {
  const header = join([u32(width), u32(height), Uint8Array.of(8, color, 0, 0, 0)]);
  const start = latin1('\x89PNG\r\n\x1a\n');
  return join([
    start,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', packed),
    chunk('IEND', new Uint8Array()),
  ]);
}

export const zeros = (bytes: number): Uint8Array => deflateSync(Buffer.alloc(bytes), { level: 1 });

/** A pixel stream no encoder can shrink; a fixed generator, so that every run is the same. */
export function noise(rowBytes: number, rows: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(((rowBytes + 1) * rows) / 4));
  for (let i = 0, x = 1; i < words.length; i++) words[i] = x = Math.imul(x, 1664525) + 1013904223;
  const bytes = new Uint8Array(words.buffer, 0, (rowBytes + 1) * rows);
  for (let row = 0; row < rows; row++) bytes[row * (rowBytes + 1)] = 0;
  return deflateSync(bytes, { level: 0 });
}
