import { type Tables, viewOf } from './sfnt.ts';

/** A glyph drawn as layers, bottom first. COLR version 0. */
interface ColorGlyph {
  readonly glyph: number;
  readonly layers: readonly { readonly glyph: number; readonly color: number }[];
}

const FOREGROUND = 0xffff;
const COLR_HEADER = 14;
const CPAL_HEADER = 14;

export function readColorGlyphs(colr: Uint8Array): ColorGlyph[] {
  const view = viewOf(colr);
  const bases = view.getUint32(4);
  const layers = view.getUint32(8);
  return Array.from({ length: view.getUint16(2) }, (_, i) => {
    const at = bases + i * 6;
    const first = layers + view.getUint16(at + 2) * 4;
    return {
      glyph: view.getUint16(at),
      layers: Array.from({ length: view.getUint16(at + 4) }, (_, k) => ({
        glyph: view.getUint16(first + k * 4),
        color: view.getUint16(first + k * 4 + 2),
      })),
    };
  });
}

/** COLR and CPAL holding these glyphs and the colours they use, of the first palette. */
export function writeColorGlyphs(glyphs: readonly ColorGlyph[], cpal: Uint8Array): Tables {
  const used = new Set(glyphs.flatMap((one) => one.layers.map((layer) => layer.color)));
  used.delete(FOREGROUND);
  const colors = [...used].sort((a, b) => a - b);
  const renumbered = new Map([...colors.map((color, i) => [color, i] as const), [FOREGROUND, FOREGROUND]]);
  return new Map([
    ['COLR', writeColr(glyphs, renumbered)],
    ['CPAL', writeCpal(colors, cpal)],
  ]);
}

function writeColr(glyphs: readonly ColorGlyph[], colors: ReadonlyMap<number, number>): Uint8Array {
  const layers = glyphs.flatMap((one) => one.layers);
  const layersAt = COLR_HEADER + glyphs.length * 6;
  const out = new Uint8Array(layersAt + layers.length * 4);
  const view = viewOf(out);
  view.setUint16(2, glyphs.length);
  view.setUint32(4, COLR_HEADER);
  view.setUint32(8, layersAt);
  view.setUint16(12, layers.length);
  let first = 0;
  glyphs.forEach((one, i) => {
    view.setUint16(COLR_HEADER + i * 6, one.glyph);
    view.setUint16(COLR_HEADER + i * 6 + 2, first);
    view.setUint16(COLR_HEADER + i * 6 + 4, one.layers.length);
    first += one.layers.length;
  });
  layers.forEach((layer, i) => {
    view.setUint16(layersAt + i * 4, layer.glyph);
    view.setUint16(layersAt + i * 4 + 2, colors.get(layer.color)!);
  });
  return out;
}

function writeCpal(colors: readonly number[], whole: Uint8Array): Uint8Array {
  const from = viewOf(whole);
  const records = from.getUint32(8) + from.getUint16(12) * 4;
  const out = new Uint8Array(CPAL_HEADER + colors.length * 4);
  const view = viewOf(out);
  view.setUint16(2, colors.length);
  view.setUint16(4, 1);
  view.setUint16(6, colors.length);
  view.setUint32(8, CPAL_HEADER);
  colors.forEach((color, i) => {
    view.setUint32(CPAL_HEADER + i * 4, from.getUint32(records + color * 4));
  });
  return out;
}

/** Tells from hhea and hmtx of a font cut with its ids kept whether a glyph was kept: others advance by 0. */
export function keptGlyphs(tables: Tables): (glyph: number) => boolean {
  const metrics = viewOf(tables.get('hmtx')!);
  const count = viewOf(tables.get('hhea')!).getUint16(34);
  const glyphs = viewOf(tables.get('maxp')!).getUint16(4);
  return (glyph) => glyph < glyphs && metrics.getUint16(Math.min(glyph, count - 1) * 4) > 0;
}
