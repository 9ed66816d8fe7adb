import { crc32 } from 'node:zlib';
import { BandDeflater } from './deflate-bands.ts';
import { filteredBytes, filterUp, type RgbaRows, wordsOf } from './filter-up.ts';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** 3 drops the alpha channel: only for pictures without a transparent pixel. */
  readonly channels: 3 | 4;
  /** Written as pHYs, so that the file has its true size. */
  readonly dpi: number;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const INCH_PER_METRE = 1 / 0.0254;
/** Filtered bands being compressed at once: bounds memory, keeps two threads busy beside this one. */
const IN_WORK = 2;

/**
 * The encoder of stored and printed files: Up filter, zlib level 1, bands as they come. The bytes
 * depend on pixels, header and the layout of the bands.
 */
export class PngEncoder {
  readonly #header: PngHeader;
  readonly #deflater = new BandDeflater();
  /** Buffers of filtered bands, used in turn, each with what must happen before it is free again. */
  readonly #slots: { buffer: ArrayBuffer; free: Promise<void> }[] = [];
  #above: Uint8Array | undefined;
  #turn = 0;

  constructor(header: PngHeader) {
    this.#header = header;
  }

  /** Rows following those already given. `rows.pixels` may be reused once this resolves. */
  async add(rows: RgbaRows): Promise<void> {
    const { channels } = this.#header;
    const slot = await this.#freeSlot(filteredBytes(rows.width, rows.rows, channels) + 1);
    slot.free = this.#deflater.add(filterUp(rows, this.#above, channels, slot.buffer));
    this.#above = new Uint8Array(
      rows.pixels.subarray((rows.rows - 1) * rows.width * 4, rows.rows * rows.width * 4),
    ); // a copy, also of a Buffer
  }

  async #freeSlot(bytes: number): Promise<{ buffer: ArrayBuffer; free: Promise<void> }> {
    const index = this.#turn++ % IN_WORK;
    const known = this.#slots[index];
    await known?.free;
    if (known && known.buffer.byteLength >= bytes) return known;
    const slot = { buffer: new ArrayBuffer(bytes), free: Promise.resolve() };
    this.#slots[index] = slot;
    return slot;
  }

  /** The whole file. */
  async finish(): Promise<Buffer> {
    const data = await this.#deflater.finish();
    return Buffer.concat([
      SIGNATURE,
      ...chunk('IHDR', [headerBytes(this.#header)]),
      ...chunk('sRGB', [Uint8Array.of(0)]),
      ...chunk('pHYs', [densityBytes(this.#header.dpi)]),
      ...chunk('IDAT', data),
      ...chunk('IEND', []),
    ]);
  }
}

/** Fixed layout of bands: part of the output recipe, because it shows in the bytes. */
export function bandsOf(height: number, count: number): { readonly top: number; readonly rows: number }[] {
  const bands = Math.min(count, height);
  return Array.from({ length: bands }, (_, index) => {
    const top = Math.floor((height * index) / bands);
    return { top, rows: Math.floor((height * (index + 1)) / bands) - top };
  });
}

/** A whole raster (straight RGBA) as a PNG; alpha is dropped when every pixel is opaque. */
export async function encodePng(
  pixels: Uint8Array,
  { width, height, dpi, bands = 8 }: Omit<PngHeader, 'channels'> & { readonly bands?: number },
): Promise<Buffer> {
  const channels = isOpaque(pixels, width * height) ? 3 : 4;
  const encoder = new PngEncoder({ width, height, channels, dpi });
  for (const { top, rows } of bandsOf(height, bands))
    await encoder.add({ pixels: pixels.subarray(top * width * 4, (top + rows) * width * 4), width, rows });
  return encoder.finish();
}

export function isOpaque(pixels: Uint8Array, count: number): boolean {
  const words = wordsOf(pixels, count);
  for (let i = 0; i < count; i++) if (words[i]! >>> 24 !== 255) return false;
  return true;
}

function headerBytes({ width, height, channels }: PngHeader): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes[8] = 8;
  bytes[9] = channels === 3 ? 2 : 6;
  return bytes;
}

function densityBytes(dpi: number): Buffer {
  const perMetre = Math.round(dpi * INCH_PER_METRE);
  const bytes = Buffer.alloc(9);
  bytes.writeUInt32BE(perMetre, 0);
  bytes.writeUInt32BE(perMetre, 4);
  bytes[8] = 1;
  return bytes;
}

function chunk(type: string, parts: readonly Uint8Array[]): Uint8Array[] {
  const name = Buffer.from(type, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 0));
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE([name, ...parts].reduce((crc, part) => crc32(part, crc), 0));
  return [length, name, ...parts, checksum];
}
