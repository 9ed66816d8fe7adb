import { addSample, type Pixels, type Pyramid, pyramidOf } from './artwork.ts';
import { LINEAR, srgbOf } from './light.ts';
import type { MockupMap } from './map.ts';

export type { Pixels } from './artwork.ts';

/** `base`, `shade` and `map` are of one size; the artwork, of any, is the whole print area. */
export interface MockupParts {
  /** The product unprinted, in white where it takes the variant's colour. */
  readonly base: Pixels;
  /**
   * Colours: the light on white without reflections, by which ink is multiplied. Alpha: 1 - √(light reflected), which
   * lies over the ink, whatever it is. Opaque for a matt product, whose `base` may then serve.
   */
  readonly shade: Pixels;
  readonly map: MockupMap;
  readonly artwork: Pixels;
  /** Colour of the variant, "#rrggbb". */
  readonly substrate?: string | undefined;
}

/** Where a pixel is stretched along the artwork, it is sampled this often at most. */
const MAX_TAPS = 8;

/**
 * The product with the artwork printed on it, opaque, of the size of `base`. Mixes light, not bytes, and
 * averages the artwork over what each pixel sees of it. Throws `RangeError` when the parts differ in size.
 */
export function placeOnMockup({ base, shade, map, artwork, substrate = '#ffffff' }: MockupParts): Pixels {
  const { width, height } = base;
  for (const part of [shade, map])
    if (part.width !== width || part.height !== height)
      throw new RangeError(`mockup: ${part.width}x${part.height} beside a base of ${width}x${height}`);
  const data = new Uint8ClampedArray(base.data);
  const tint = [1, 3, 5].map((at) => LINEAR[Number.parseInt(substrate.slice(at, at + 2), 16)]!);
  const ink = new Float32Array(4);
  const sample = samplerOf(map, pyramidOf(artwork));
  for (let at = 0; at < data.length; at += 4) {
    const dyed = map.data[at + 2]! / 65535;
    const covered = map.data[at + 3]! / 65535;
    data[at + 3] = 255;
    if (dyed === 0 && covered === 0) continue;
    if (covered > 0) sample(at, ink);
    const opaque = covered > 0 ? ink[3]! : 0;
    const gloss = opaque * (1 - shade.data[at + 3]! / 255) ** 2;
    for (let c = 0; c < 3; c++) {
      const bare = LINEAR[base.data[at + c]!]!;
      const product = bare * (1 - dyed * (1 - tint[c]!));
      const light = LINEAR[shade.data[at + c]!]!;
      const printed = covered > 0 ? ink[c]! * light + gloss : 0;
      data[at + c] = srgbOf(product * (1 - covered * opaque) + covered * printed);
    }
  }
  return { width, height, data };
}

/** How far the map moves from a pixel to its neighbour, 0 where neither side has one. */
function slope({ data }: MockupMap, at: number, step: number, before: boolean, after: boolean): number {
  if (after && data[(at | 3) + step]! > 0) return data[at + step]! - data[at]!;
  if (before && data[(at | 3) - step]! > 0) return data[at]! - data[at - step]!;
  return 0;
}

/**
 * Averages the artwork over the patch a pixel sees: the level of the pyramid fits the patch's narrow way,
 * taps along its long way cover the rest, so that what turns away from the eye stays sharp.
 */
function samplerOf(map: MockupMap, pyramid: Pyramid): (at: number, ink: Float32Array) => void {
  const { width, height, data } = map;
  const full = pyramid[0]!;
  const [toX, toY] = [full.width / 65535, full.height / 65535];
  const row = width * 4;
  const lastRow = row * (height - 1);
  return (at, ink) => {
    const x = at % row;
    const ax = slope(map, at, 4, x > 0, x + 4 < row) * toX;
    const ay = slope(map, at + 1, 4, x > 0, x + 4 < row) * toY;
    const bx = slope(map, at, row, at >= row, at < lastRow) * toX;
    const by = slope(map, at + 1, row, at >= row, at < lastRow) * toY;
    const a = Math.sqrt(ax * ax + ay * ay);
    const b = Math.sqrt(bx * bx + by * by);
    const long = Math.max(a, b);
    const narrow = Math.max(Math.min(a, b), long / MAX_TAPS, 1);
    const taps = Math.max(1, Math.min(MAX_TAPS, Math.round(long / narrow)));
    const level = pyramid[Math.min(pyramid.length - 1, Math.round(Math.log2(narrow)))]!;
    const du = (a >= b ? ax : bx) / full.width;
    const dv = (a >= b ? ay : by) / full.height;
    ink.fill(0);
    for (let tap = 0; tap < taps; tap++) {
      const off = (tap + 0.5) / taps - 0.5;
      addSample(level, data[at]! / 65535 + du * off, data[at + 1]! / 65535 + dv * off, 1 / taps, ink);
    }
  };
}
