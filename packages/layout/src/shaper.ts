import type { Segment } from '@luneo/geometry';
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
    shape: (request) => remember(shaped, keyOf(request), () => font.shape(request), KEPT_TEXTS),
    outline: (glyph) => remember(outlines, glyph, () => outlineOf(font, glyph)),
    colorLayers: (glyph) => remember(layers, glyph, () => font.colorLayers(glyph)),
  };
}

const keyOf = ({ text, start, end, script, rtl, off }: ShapeRequest): string =>
  `${script}${rtl ? '<' : '>'}${start},${end};${off.join()};${text}`;

function outlineOf(font: HarfBuzzFont, glyph: number): Outline {
  const segments: Segment[] = [];
  let x0 = 0;
  let y0 = 0;
  const to = (x: number, y: number): { x: number; y: number } => {
    x0 = x;
    y0 = -y;
    return { x: x0, y: y0 };
  };
  const sink: OutlineSink = {
    moveTo: (x, y) => void segments.push({ op: 'M', ...to(x, y) }),
    lineTo: (x, y) => void segments.push({ op: 'L', ...to(x, y) }),
    quadTo: (qx, qy, x, y) => {
      const first = { x1: x0 + ((qx - x0) * 2) / 3, y1: y0 + ((-qy - y0) * 2) / 3 };
      const second = { x2: x + ((qx - x) * 2) / 3, y2: -y + ((y - qy) * 2) / 3 };
      segments.push({ op: 'C', ...first, ...second, ...to(x, y) });
    },
    cubicTo: (x1, y1, x2, y2, x, y) => void segments.push({ op: 'C', x1, y1: -y1, x2, y2: -y2, ...to(x, y) }),
    close: () => void segments.push({ op: 'Z' }),
  };
  font.outline(glyph, sink);
  return { segments };
}
