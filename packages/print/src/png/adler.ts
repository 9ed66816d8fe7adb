const BASE = 65_521;

/** Checksum of two joined byte runs from their own checksums (zlib's `adler32_combine`). */
export function combineAdler(first: number, second: number, secondBytes: number): number {
  const rest = secondBytes % BASE;
  const a1 = first & 0xffff;
  const b1 = first >>> 16;
  const a2 = second & 0xffff;
  const b2 = second >>> 16;
  const a = (a1 + a2 + BASE - 1) % BASE;
  const b = (((rest * a1) % BASE) + b1 + b2 + BASE - rest) % BASE;
  return ((b << 16) | a) >>> 0;
}
