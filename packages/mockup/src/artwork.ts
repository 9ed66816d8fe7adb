import { LINEAR } from './light.ts';

/** A picture, sRGB, RGBA, alpha not multiplied in, rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** The artwork at one size: linear light, RGBA, multiplied by alpha. */
interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** The artwork at full size, at half of it, at a quarter … down to one pixel. */
export type Pyramid = readonly Level[];

/** A whole picture in linear light, multiplied by alpha, and its halvings. */
export function pyramidOf({ width, height, data }: Pixels): Pyramid {
  const full = new Float32Array(width * height * 4);
  for (let i = 0; i < full.length; i += 4) {
    const alpha = data[i + 3]! / 255;
    for (let c = 0; c < 3; c++) full[i + c] = LINEAR[data[i + c]!]! * alpha;
    full[i + 3] = alpha;
  }
  const levels: Level[] = [{ width, height, data: full }];
  for (let last = levels[0]!; last.width > 1 || last.height > 1; last = levels.at(-1)!)
    levels.push(halved(last));
  return levels;
}

function halved({ width, height, data }: Level): Level {
  const [w, h] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const half = new Float32Array(w * h * 4);
  const right = width > 1 ? 4 : 0;
  const below = height > 1 ? width * 4 : 0;
  for (let y = 0, to = 0; y < h; y++)
    for (let x = 0, at = 2 * y * width * 4; x < w; x++, at += 8)
      for (let k = at; k < at + 4; k++)
        half[to++] = (data[k]! + data[k + right]! + data[k + below]! + data[k + right + below]!) / 4;
  return { width: w, height: h, data: half };
}

/** Adds to `sum` the artwork at (u, v), 0..1, between its four nearest pixels, `weight` times. */
export function addSample(level: Level, u: number, v: number, weight: number, sum: Float32Array): void {
  const { width, height, data } = level;
  const x = Math.min(Math.max(u * width - 0.5, 0), width - 1);
  const y = Math.min(Math.max(v * height - 0.5, 0), height - 1);
  const x0 = x | 0;
  const y0 = y | 0;
  const fx = x - x0;
  const fy = y - y0;
  const right = x0 + 1 < width ? 4 : 0;
  const below = y0 + 1 < height ? width * 4 : 0;
  const at = (y0 * width + x0) * 4;
  const a = (1 - fx) * (1 - fy) * weight;
  const b = fx * (1 - fy) * weight;
  const c = (1 - fx) * fy * weight;
  const d = fx * fy * weight;
  for (let k = 0; k < 4; k++)
    sum[k]! +=
      data[at + k]! * a +
      data[at + right + k]! * b +
      data[at + below + k]! * c +
      data[at + right + below + k]! * d;
}
