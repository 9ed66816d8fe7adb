/** Where one target pixel's share of a run of source pixels begins and ends. */
interface Share {
  readonly first: number;
  readonly last: number;
  readonly firstWeight: number;
  readonly lastWeight: number;
}

/**
 * Averages rows of pixels (four channels, premultiplied) down to a smaller size: each target pixel is the
 * mean of the area it covers. Rows come from the top, in strips of any height.
 */
export class AreaReducer {
  readonly #columns: Share[];
  readonly #scaleY: number;
  readonly #line: Float32Array;
  readonly #sum: Float32Array;
  readonly #out: Uint8ClampedArray<ArrayBuffer>;
  readonly #width: number;
  readonly #from: { readonly widthPx: number; readonly heightPx: number };
  #row = 0;
  #target = 0;

  constructor(
    from: { readonly widthPx: number; readonly heightPx: number },
    to: { readonly widthPx: number; readonly heightPx: number },
  ) {
    this.#from = from;
    this.#width = to.widthPx;
    this.#columns = shares(from.widthPx, to.widthPx);
    this.#scaleY = from.heightPx / to.heightPx;
    this.#line = new Float32Array(to.widthPx * 4);
    this.#sum = new Float32Array(to.widthPx * 4);
    this.#out = new Uint8ClampedArray(to.widthPx * to.heightPx * 4);
  }

  add(pixels: Uint8Array, rows: number): void {
    for (let row = 0; row < rows; row++) {
      this.#reduceLine(pixels, row * this.#from.widthPx * 4);
      this.#addLine();
      this.#row++;
    }
  }

  /** Straight (not premultiplied) RGBA, as canvases take it. */
  finish(): Uint8ClampedArray<ArrayBuffer> {
    const out = this.#out;
    for (let at = 0; at < out.length; at += 4) {
      const alpha = out[at + 3]!;
      if (alpha === 0 || alpha === 255) continue;
      for (let channel = 0; channel < 3; channel++)
        out[at + channel] = Math.round((out[at + channel]! * 255) / alpha);
    }
    return out;
  }

  #reduceLine(pixels: Uint8Array, start: number): void {
    const line = this.#line;
    const columns = this.#columns;
    const mean = columns.length / this.#from.widthPx;
    for (let x = 0; x < columns.length; x++) {
      const { first, last, firstWeight, lastWeight } = columns[x]!;
      let at = start + first * 4;
      let r = pixels[at]! * firstWeight;
      let g = pixels[at + 1]! * firstWeight;
      let b = pixels[at + 2]! * firstWeight;
      let a = pixels[at + 3]! * firstWeight;
      for (let source = first + 1; source < last; source++) {
        at += 4;
        r += pixels[at]!;
        g += pixels[at + 1]!;
        b += pixels[at + 2]!;
        a += pixels[at + 3]!;
      }
      if (last > first) {
        at += 4;
        r += pixels[at]! * lastWeight;
        g += pixels[at + 1]! * lastWeight;
        b += pixels[at + 2]! * lastWeight;
        a += pixels[at + 3]! * lastWeight;
      }
      line[x * 4] = r * mean;
      line[x * 4 + 1] = g * mean;
      line[x * 4 + 2] = b * mean;
      line[x * 4 + 3] = a * mean;
    }
  }

  /** A source line lies in one target row, or across the border of two. */
  #addLine(): void {
    const end = Math.min((this.#target + 1) * this.#scaleY, this.#from.heightPx);
    const own = Math.min(1, end - this.#row);
    const sum = this.#sum;
    const line = this.#line;
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + line[i]! * own;
    if (this.#row + 1 < end - 1e-9) return;
    const to = this.#target * this.#width * 4;
    for (let i = 0; i < sum.length; i++) {
      this.#out[to + i] = sum[i]! / this.#scaleY;
      sum[i] = line[i]! * (1 - own);
    }
    this.#target++;
  }
}

function shares(from: number, to: number): Share[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    const start = index * scale;
    const end = Math.min((index + 1) * scale, from);
    const first = Math.floor(start);
    const last = Math.max(first, Math.ceil(end - 1e-9) - 1);
    const firstWeight = Math.min(first + 1, end) - start;
    return { first, last, firstWeight, lastWeight: end - last };
  });
}
