/**
 * PNG's Up filter on rows of RGBA pixels: each byte less the one above it. Works on whole pixels as
 * 32-bit words, four subtractions at a time (the high bit of each byte is mended by exclusive or).
 */
export interface RgbaRows {
  /** Rows of width * 4 bytes, straight alpha, from the top down. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly rows: number;
}

const HIGH = 0x80808080 | 0;
const LOW = 0x7f7f7f7f;
const FILTER_UP = 2;

export const filteredBytes = (width: number, rows: number, channels: number): number =>
  (width * channels + 1) * rows;

/**
 * Filtered scan lines, each led by its filter byte. `above`: the row before the first, else zeros.
 * `into` needs one byte more than {@link filteredBytes}: pixels are stored as whole words.
 */
export function filterUp(
  { pixels, width, rows }: RgbaRows,
  above: Uint8Array | undefined,
  channels: 3 | 4,
  into: ArrayBuffer = new ArrayBuffer(filteredBytes(width, rows, channels) + 1),
): Uint8Array {
  const words = wordsOf(pixels, width * rows);
  const first = above ? wordsOf(above, width) : new Int32Array(width);
  const stride = width * channels + 1;
  const out = new DataView(into);
  for (let row = 0; row < rows; row++) {
    const upper = row === 0 ? first : words.subarray((row - 1) * width, row * width);
    const current = words.subarray(row * width, (row + 1) * width);
    out.setUint8(row * stride, FILTER_UP);
    (channels === 3 ? subtractRgb : subtractRgba)(current, upper, out, row * stride + 1);
  }
  return new Uint8Array(into, 0, stride * rows);
}

/** Three channels at a time; stays within 31 bits, which the compiler keeps in registers. */
function subtractRgb(current: Int32Array, upper: Int32Array, out: DataView, from: number): void {
  let at = from;
  for (let x = 0; x < current.length; x++) {
    const a = current[x]!;
    const b = upper[x]!;
    out.setInt32(at, (((a & 0xffffff) | 0x808080) - (b & 0x7f7f7f)) ^ ((a ^ ~b) & 0x808080), true);
    at += 3;
  }
}

function subtractRgba(current: Int32Array, upper: Int32Array, out: DataView, from: number): void {
  let at = from;
  for (let x = 0; x < current.length; x++) {
    const a = current[x]!;
    const b = upper[x]!;
    out.setInt32(at, ((a | HIGH) - (b & LOW)) ^ ((a ^ ~b) & HIGH), true);
    at += 4;
  }
}

/** Little-endian words over the same bytes; copied only where they are not aligned. */
export function wordsOf(pixels: Uint8Array, count: number): Int32Array {
  const bytes = pixels.byteOffset % 4 === 0 ? pixels : new Uint8Array(pixels);
  return new Int32Array(bytes.buffer, bytes.byteOffset, count);
}
