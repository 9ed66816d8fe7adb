import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { type MockupMap, type Pixels, placeOnMockup, readMockupMap } from '@luneo/mockup';
import { describe, expect, it } from 'vitest';
import { ASSETS, sharp } from './kit.ts';
import { VIEWS } from './views.ts';

interface Entry {
  readonly product: string;
  readonly id: string;
  readonly side: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly base: string;
  readonly shade: string;
  readonly uv: string;
}
const manifest = JSON.parse(readFileSync(join(ASSETS, 'manifest.json'), 'utf8')) as Entry[];

const maps = new Map<string, Promise<MockupMap>>();
const mapOf = (uv: string): Promise<MockupMap> => {
  const known = maps.get(uv) ?? readMap(uv);
  maps.set(uv, known);
  return known;
};

async function readMap(uv: string): Promise<MockupMap> {
  const read = await readMockupMap(readFileSync(join(ASSETS, uv)), promisify<Uint8Array, Buffer>(inflate));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Where (u, v) is seen: the middle of the pixel whose map comes nearest. */
function seenAt({ width, data }: MockupMap, u: number, v: number): readonly [number, number] {
  let [best, at] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0) continue;
    const off = Math.hypot(data[i]! / 65535 - u, data[i + 1]! / 65535 - v);
    if (off < best) [best, at] = [off, i / 4];
  }
  return [(at % width) + 0.5, Math.floor(at / width) + 0.5];
}

/** The pinhole of `card.py`: 91 mm on a 36 mm sensor, 1200 pixels wide. */
function projected([x, y, z]: readonly [number, number, number]): readonly [number, number] {
  const [eye, target] = [
    [0.02, -0.36, 0.7],
    [0.008, 0.014, 0],
  ] as const;
  const unit = (a: readonly number[]) => a.map((n) => n / Math.hypot(...a)) as [number, number, number];
  const cross = ([a, b, c]: readonly number[], [d, e, f]: readonly number[]) => [
    b! * f! - c! * e!,
    c! * d! - a! * f!,
    a! * e! - b! * d!,
  ];
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, n, i) => sum + n * b[i]!, 0);
  const forward = unit(target.map((n, i) => n - eye[i]!));
  const right = unit(cross(forward, [0, 0, 1]));
  const up = cross(right, forward);
  const to = [x - eye[0], y - eye[1], z - eye[2]];
  const scale = ((91 / 36) * 1200) / dot(to, forward);
  return [600 + dot(to, right) * scale, 500 - dot(to, up) * scale];
}

const [CELLS_X, CELLS_Y, CELL_PX] = [10, 6, 80];
const INK = [
  [200, 30, 30],
  [30, 30, 200],
] as const;

/** A chessboard over the whole print area, red at its top left. */
function chessboard(): Pixels {
  const [width, height] = [CELLS_X * CELL_PX, CELLS_Y * CELL_PX];
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const odd = (Math.floor(x / CELL_PX) + Math.floor(y / CELL_PX)) % 2;
      data.set([...INK[odd as 0 | 1], 255], (y * width + x) * 4);
    }
  return { width, height, data };
}

async function pixels(file: string): Promise<Pixels> {
  const { data, info } = await sharp(join(ASSETS, file))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** For each cell, the pixel that shows its middle best, of those wholly printed: [pixel, how far off]. */
function middlesOf({ data }: MockupMap): readonly (readonly [number, number])[] {
  const best = Array.from(
    { length: CELLS_X * CELLS_Y },
    () => [0, Number.POSITIVE_INFINITY] as [number, number],
  );
  for (let i = 0; i < data.length; i += 4) {
    const [x, y] = [(data[i]! / 65536) * CELLS_X, (data[i + 1]! / 65536) * CELLS_Y];
    const cell = best[Math.floor(y) * CELLS_X + Math.floor(x)]!;
    const off = Math.hypot((x % 1) - 0.5, (y % 1) - 0.5);
    if (data[i + 3] === 65535 && off < cell[1]) cell.splice(0, 2, i / 4, off);
  }
  return best;
}

/** Which ink a pixel shows: by its hue, for light differs; undefined = neither. */
function inkAt({ data }: Pixels, pixel: number): 0 | 1 | undefined {
  const [red, blue] = [data[pixel * 4]!, data[pixel * 4 + 2]!];
  return Math.abs(red - blue) < 25 ? undefined : red > blue ? 0 : 1;
}

describe('the mockups', () => {
  it('are all there, small, and of one size each', async () => {
    expect(manifest.map(({ product, id }) => `${product}/${id}`)).toEqual(
      VIEWS.map(({ product, id }) => `${product}/${id}`),
    );
    for (const { widthPx: width, heightPx: height, base, shade, uv } of manifest)
      for (const file of [base, shade, uv])
        expect(await sharp(join(ASSETS, file)).metadata(), file).toMatchObject({ width, height });
    for (const { product } of manifest) expect(existsSync(join(ASSETS, product, 'shop.webp'))).toBe(true);
    const files = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
    const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
    expect(bytes).toBeLessThan(4_000_000);
  });

  it.each(manifest)('$product/$id: shows its print area, white without clipping', async ({ base, uv }) => {
    const { width, height, data } = await mapOf(uv);
    const { data: rgb } = await sharp(join(ASSETS, base))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const whites: number[] = [];
    for (let i = 0; i < width * height; i++) if (data[i * 4 + 3] === 65535) whites.push(rgb[i * 3 + 1]!);
    expect(whites.length).toBeGreaterThan(width * height * 0.1);
    const ranked = whites.toSorted((a, b) => a - b);
    expect(ranked[Math.floor(ranked.length * 0.95)]).toBeGreaterThan(205);
    expect(ranked[Math.floor(ranked.length * 0.99)]).toBeLessThan(250);
  });

  it('put the corners of the print area where the camera sees those of the card', async () => {
    const map = await mapOf('card/front/uv.png');
    const turn = (-3 * Math.PI) / 180;
    for (const [u, v] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const) {
      const [x, y] = [(u - 0.5) * 0.21, (0.5 - v) * 0.148];
      // The board rises towards its corners: 0.75 of 2.2 mm lengthwise, 0.25 across, a twist of 0.3.
      const rise = 2.2 * (0.75 + 0.25 + 0.3 * (u - 0.5) * (0.5 - v));
      const corner = [
        x * Math.cos(turn) - y * Math.sin(turn),
        x * Math.sin(turn) + y * Math.cos(turn),
      ] as const;
      const [px, py] = projected([...corner, (3.2 + 0.45 + rise) / 1000]);
      const [sx, sy] = seenAt(map, u, v);
      expect(Math.hypot(px - sx, py - sy)).toBeLessThan(1.5);
    }
  });

  it.each(manifest)('$product/$id: show each cell of a chessboard where its map says', async (entry) => {
    const map = await mapOf(entry.uv);
    const [base, shade] = [await pixels(entry.base), await pixels(entry.shade)];
    const placed = placeOnMockup({ base, shade, map, artwork: chessboard() });
    const seen = [...middlesOf(map).entries()].filter(([, [, off]]) => off < 0.03);
    for (const [cell, [pixel]] of seen) {
      const [i, j] = [cell % CELLS_X, Math.floor(cell / CELLS_X)];
      const at = `cell ${i},${j} at ${pixel % map.width},${Math.floor(pixel / map.width)}`;
      expect(inkAt(placed, pixel), at).toBe((i + j) % 2);
    }
    // Flat products show every cell, a mug those of its near half.
    expect(seen.length).toBeGreaterThanOrEqual(entry.product === 'mug' ? 20 : CELLS_X * CELLS_Y);
  });

  it('turn the mug as it says: 54° to either side of the middle of a 200 mm wrap, 82 mm across', async () => {
    const arc = (degrees: number): number => 0.5 + (((degrees * Math.PI) / 180) * 41) / 200;
    for (const [view, degrees] of [
      ['front', 0],
      ['right', 54],
      ['left', -54],
    ] as const) {
      const [x] = seenAt(await mapOf(`mug/${view}/uv.png`), arc(degrees), 0.5);
      expect(Math.abs(x - 600), view).toBeLessThan(3);
    }
  });

  it('show the T-shirt’s print area upright, as wide as it is made: 300 of 520 mm', async () => {
    for (const side of ['front', 'back']) {
      const map = await mapOf(`t-shirt/${side}/uv.png`);
      const [left, top] = seenAt(map, 0.02, 0.02);
      const [right, bottom] = seenAt(map, 0.98, 0.98);
      // The camera of `shirt.py`: 100 mm on a 36 mm sensor, 2.76 m above, 1200 pixels wide.
      const pxPerMm = ((100 / 36) * 1200) / 2760;
      expect(Math.abs(right - left - 0.96 * 300 * pxPerMm)).toBeLessThan(9);
      expect(Math.abs(bottom - top - 0.96 * 400 * pxPerMm)).toBeLessThan(9);
      expect(Math.abs((left + right) / 2 - 600)).toBeLessThan(9);
    }
  });

  it('leave everything but the print area as it is', async () => {
    const { base: file, shade, uv } = manifest[0]!;
    const map = await mapOf(uv);
    const base = await pixels(file);
    const placed = placeOnMockup({ base, shade: await pixels(shade), map, artwork: chessboard() });
    for (let i = 0; i < map.width * map.height; i++)
      if (map.data[i * 4 + 3] === 0 && placed.data[i * 4] !== base.data[i * 4])
        expect.fail(`pixel ${i} has changed`);
  });
});
