/** Two pictures of the same size, RGBA; alpha is not looked at (both lie on paper). */
export interface ParityRaster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

export interface Parity {
  /** Differing pixels per million of all pixels, rounded up: 0 means none. */
  readonly differingPpm: number;
  readonly differing: number;
  /** Places where a whole 8x8 block differs (blocks may overlap). */
  readonly wholeBlocks: number;
  /** A person must look before it is printed. */
  readonly hold: boolean;
}

/** Channel steps that nobody sees: two rasterisers round coverage and colour differently. */
const TOLERANCE = 16;
const HOLD_ABOVE_PPM = 100;
const BLOCK = 8;

/**
 * Compares the approved proof with the rasterised print file. A pixel differs when, in either picture,
 * a channel lies more than 16 outside the range that the other picture spans in the 3x3 pixels around
 * it: an edge may lie up to one pixel elsewhere and be smoothed in its own way, nothing more. The
 * outermost pixels are not judged: what lies beside them is not known. Pictures of different sizes
 * differ wholly.
 */
export function compareRasters(a: ParityRaster, b: ParityRaster): Parity {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx) return verdict(1, 1, 1);
  const { widthPx, heightPx } = a;
  const run = new Uint8Array(widthPx + 1);
  let differing = 0;
  let wholeBlocks = 0;
  for (let y = 1; y < heightPx - 1; y++) {
    // side of the largest differing square that ends here, from those ending left, above and between
    let above = 0;
    for (let x = 0; x < widthPx; x++) {
      const between = above;
      above = run[x + 1]!;
      if (!differs(a, b, x, y)) {
        run[x + 1] = 0;
        continue;
      }
      differing++;
      const side = Math.min(BLOCK, 1 + Math.min(run[x]!, above, between));
      run[x + 1] = side;
      if (side === BLOCK) wholeBlocks++;
    }
  }
  return verdict(differing, widthPx * heightPx, wholeBlocks);
}

function verdict(differing: number, pixels: number, wholeBlocks: number): Parity {
  const differingPpm = Math.ceil((differing * 1e6) / pixels);
  return { differingPpm, differing, wholeBlocks, hold: differingPpm > HOLD_ABOVE_PPM || wholeBlocks > 0 };
}

/** True where the pictures differ at (x, y), edge tolerance applied. */
export function differs(a: ParityRaster, b: ParityRaster, x: number, y: number): boolean {
  const at = (y * a.widthPx + x) * 4;
  const p = a.pixels;
  const q = b.pixels;
  if (close(p[at]!, q[at]!) && close(p[at + 1]!, q[at + 1]!) && close(p[at + 2]!, q[at + 2]!)) return false;
  return isOutside(p, b, x, y, at) || isOutside(q, a, x, y, at);
}

const close = (p: number, q: number): boolean => p - q <= TOLERANCE && q - p <= TOLERANCE;

function isOutside(pixels: Uint8Array, other: ParityRaster, x: number, y: number, at: number): boolean {
  const x0 = Math.max(0, x - 1);
  const x1 = Math.min(other.widthPx - 1, x + 1);
  const y0 = Math.max(0, y - 1);
  const y1 = Math.min(other.heightPx - 1, y + 1);
  for (let channel = 0; channel < 3; channel++) {
    let least = 255;
    let most = 0;
    for (let row = y0; row <= y1; row++)
      for (let column = x0; column <= x1; column++) {
        const value = other.pixels[(row * other.widthPx + column) * 4 + channel]!;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    const own = pixels[at + channel]!;
    if (own < least - TOLERANCE || own > most + TOLERANCE) return true;
  }
  return false;
}

/** Where they differ: the first picture faded to grey, differing pixels red. RGBA. */
export function heatmap(a: ParityRaster, b: ParityRaster): Uint8Array {
  const out = new Uint8Array(a.pixels.length);
  for (let y = 0; y < a.heightPx; y++)
    for (let x = 0; x < a.widthPx; x++) {
      const judged = x > 0 && y > 0 && x < a.widthPx - 1 && y < a.heightPx - 1;
      const at = (y * a.widthPx + x) * 4;
      const grey = 170 + ((a.pixels[at]! + a.pixels[at + 1]! * 2 + a.pixels[at + 2]!) >> 2) / 3;
      out.set(judged && differs(a, b, x, y) ? [220, 0, 0, 255] : [grey, grey, grey, 255], at);
    }
  return out;
}
