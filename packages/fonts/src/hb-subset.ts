import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The exports of harfbuzzjs' harfbuzz-subset.wasm used here: HarfBuzz's C functions. */
type Exports = { readonly memory: WebAssembly.Memory } & Readonly<
  Record<string, (...args: number[]) => number>
>;

export interface SubsetRequest {
  readonly codePoints: Iterable<number>;
  /** Glyphs to keep besides those the characters lead to. */
  readonly glyphs?: Iterable<number>;
  /** Glyph ids stay as they are; what is cut away becomes empty. */
  readonly keepIds?: boolean;
}

const WRITABLE = 2;
const LAYOUT_FEATURES = 6;
const NO_HINTING = 1;
const RETAIN_GIDS = 2;

let started: Exports | undefined;

function start(): Exports {
  const file = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)));
  started = instance.exports as unknown as Exports;
  started._initialize!();
  return started;
}

/** Cuts an OpenType font with every layout feature kept and hinting dropped. Throws a RangeError on bad fonts. */
export function cut(font: Uint8Array, { codePoints, glyphs = [], keepIds }: SubsetRequest): Uint8Array {
  const hb = started ?? start();
  const pointer = hb.malloc!(font.length);
  new Uint8Array(hb.memory.buffer, pointer, font.length).set(font);
  const blob = hb.hb_blob_create!(pointer, font.length, WRITABLE, 0, 0);
  const face = hb.hb_face_create!(blob, 0);
  const input = hb.hb_subset_input_create_or_fail!();
  try {
    const features = hb.hb_subset_input_set!(input, LAYOUT_FEATURES);
    hb.hb_set_clear!(features);
    hb.hb_set_invert!(features);
    hb.hb_subset_input_set_flags!(input, NO_HINTING | (keepIds ? RETAIN_GIDS : 0));
    const unicodes = hb.hb_subset_input_unicode_set!(input);
    for (const code of codePoints) hb.hb_set_add!(unicodes, code);
    const ids = hb.hb_subset_input_glyph_set!(input);
    for (const glyph of glyphs) hb.hb_set_add!(ids, glyph);
    return result(hb, hb.hb_subset_or_fail!(face, input));
  } finally {
    hb.hb_subset_input_destroy!(input);
    hb.hb_face_destroy!(face);
    hb.hb_blob_destroy!(blob);
    hb.free!(pointer);
  }
}

function result(hb: Exports, face: number): Uint8Array {
  if (face === 0) throw new RangeError('the font cannot be cut: not an OpenType file, or a broken one');
  const blob = hb.hb_face_reference_blob!(face);
  const at = hb.hb_blob_get_data!(blob, 0);
  const bytes = new Uint8Array(hb.memory.buffer).slice(at, at + hb.hb_blob_get_length!(blob));
  hb.hb_blob_destroy!(blob);
  hb.hb_face_destroy!(face);
  if (bytes.length === 0) throw new RangeError('the font cannot be cut');
  return bytes;
}
