import type { OutlineSink } from './callbacks.ts';
import type { Coverage } from './coverage.ts';
import {
  type ColorLayer,
  type HarfBuzzFont,
  type RawGlyphs,
  type ShapeRequest,
  startHarfBuzz,
} from './harfbuzz.ts';
import { remember } from './memo.ts';
import type { Face, Outline } from './types.ts';

export interface Shaper {
  /**
   * A face from an OpenType file, whole or a subset. `hash` is that of the whole file; `whole` its
   * coverage, needed when `bytes` are a subset. Throws a RangeError when the bytes are no font.
   */
  loadFace(hash: string, bytes: Uint8Array, whole?: Coverage): Face;
}

/** Distinct texts remembered per face: about a megabyte when full. */
const KEPT_TEXTS = 2_000;

/** Starts the shaping engine. `module`: compiled harfbuzz.wasm of the pinned harfbuzzjs. */
export async function createShaper(module: WebAssembly.Module): Promise<Shaper> {
  const harfbuzz = await startHarfBuzz(module);
  return {
    loadFace: (hash, bytes, whole) => faceOf(hash, harfbuzz.font(bytes), whole),
  };
}

function faceOf(hash: string, font: HarfBuzzFont, whole: Coverage | undefined): Face {
  const shaped = new Map<string, RawGlyphs>();
  const outlines = new Map<number, Outline>();
  const layers = new Map<number, readonly ColorLayer[]>();
  const loaded = new Set(font.codePoints());
  return {
    hash,
    unitsPerEm: font.unitsPerEm,
    ascender: font.extents.ascender,
    descender: font.extents.descender,
    lineGap: font.extents.lineGap,
    whole: whole ?? loaded,
    covers: (codePoint) => loaded.has(codePoint),
    codePoints: loaded,
    shape: (request) => remember(shaped, keyOf(request), () => font.shape(request), KEPT_TEXTS),
    outline: (glyph) => remember(outlines, glyph, () => outlineOf(font, glyph)),
    colorLayers: (glyph) => remember(layers, glyph, () => font.colorLayers(glyph)),
  };
}

const keyOf = ({ text, start, end, script, rtl, off }: ShapeRequest): string =>
  `${script}${rtl ? '<' : '>'}${start},${end};${off.join()};${text}`;

function outlineOf(font: HarfBuzzFont, glyph: number): Outline {
  let ops = '';
  const points: number[] = [];
  const add = (op: string, ...coordinates: number[]): void => {
    ops += op;
    // HarfBuzz counts y upwards.
    coordinates.forEach((value, i) => void points.push(i % 2 === 0 ? value : -value || 0));
  };
  let x0 = 0;
  let y0 = 0;
  const at = (x: number, y: number): [number, number] => {
    x0 = x;
    y0 = y;
    return [x, y];
  };
  const sink: OutlineSink = {
    moveTo: (x, y) => add('M', ...at(x, y)),
    lineTo: (x, y) => add('L', ...at(x, y)),
    quadTo: (x1, y1, x, y) => {
      const first = [x0 + ((x1 - x0) * 2) / 3, y0 + ((y1 - y0) * 2) / 3];
      const second = [x + ((x1 - x) * 2) / 3, y + ((y1 - y) * 2) / 3];
      add('C', ...first, ...second, ...at(x, y));
    },
    cubicTo: (x1, y1, x2, y2, x, y) => add('C', x1, y1, x2, y2, ...at(x, y)),
    close: () => add('Z'),
  };
  font.outline(glyph, sink);
  return { ops, points };
}
