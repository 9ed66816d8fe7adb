import { type Fault, fault, ok, type Result } from '@luneo/kernel';

/**
 * For each pixel of a mockup which point of the print area it shows: four 16-bit numbers a pixel, rows from the
 * top: u to the right and v down the print area, how much of the pixel takes the substrate's colour, how much
 * of it lies in the print area.
 */
export interface MockupMap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint16Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BYTES_PER_PIXEL = 8;

/**
 * Reads a map from a PNG with 16 bits a channel, RGBA, not interlaced: browsers' own decoders keep only eight.
 * `inflate` undoes zlib (RFC 1950): `DecompressionStream('deflate')` in a browser, `inflate` of `node:zlib`.
 * Fault: `mockup_map_invalid`. What `inflate` rejects with is passed on.
 */
export async function readMockupMap(
  png: Uint8Array,
  inflate: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<Result<MockupMap, Fault>> {
  if (png.length < 33 || SIGNATURE.some((byte, i) => png[i] !== byte)) return invalid('not a PNG');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (png[24] !== 16 || png[25] !== 6 || png[28] !== 0) return invalid('not 16-bit RGBA, not interlaced');
  const packed = idat(png, view);
  if (packed === undefined) return invalid('cut short');
  const rows = await inflate(packed);
  if (width * height === 0 || rows.length !== height * (1 + width * BYTES_PER_PIXEL))
    return invalid('its size is not that of its pixels');
  const bytes = unfiltered(rows, width * BYTES_PER_PIXEL, height);
  if (bytes === undefined) return invalid('unknown filter');
  const data = new Uint16Array(width * height * 4);
  for (let i = 0; i < data.length; i++) data[i] = (bytes[2 * i]! << 8) | bytes[2 * i + 1]!;
  return ok({ width, height, data });
}

const invalid = (why: string): Result<never, Fault> => fault('mockup_map_invalid', `mockup map: ${why}`);

/** The IDAT chunks, joined; undefined when the file ends before IEND. */
function idat(png: Uint8Array, view: DataView): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    if (type === 0x49454e44) return joined(parts);
    if (at + 12 + length > png.length) return undefined;
    if (type === 0x49444154) parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Rows without their filters (PNG 9.2). */
function unfiltered(rows: Uint8Array, stride: number, height: number): Uint8Array | undefined {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * (stride + 1) + 1, y * stride];
    const filter = rows[from - 1]!;
    if (filter > 4) return undefined;
    for (let i = 0; i < stride; i++) {
      const left = i < BYTES_PER_PIXEL ? 0 : out[to + i - BYTES_PER_PIXEL]!;
      const up = y === 0 ? 0 : out[to + i - stride]!;
      const corner = y === 0 || i < BYTES_PER_PIXEL ? 0 : out[to + i - stride - BYTES_PER_PIXEL]!;
      out[to + i] = rows[from + i]! + guess(filter, left, up, corner);
    }
  }
  return out;
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const p = left + up - corner;
  const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
