import { drawCallbacks, type OutlineSink } from './callbacks.ts';

/** The exports of harfbuzzjs' harfbuzz.wasm that are used here: HarfBuzz's C functions, pointers as numbers. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  readonly [name: string]: unknown;
}
type Call = (...args: number[]) => number;

/** Five numbers a glyph: id, cluster (UTF-16 offset), x advance, x offset, y offset; font units, visual order. */
export type RawGlyphs = readonly number[];

export interface ShapeRequest {
  readonly text: string;
  /** Part of `text` to shape; the rest is context. UTF-16. */
  readonly start: number;
  readonly end: number;
  /** ISO 15924, "Arab". */
  readonly script: string;
  readonly rtl: boolean;
  /** Four-letter feature tags to switch off. */
  readonly off: readonly string[];
}

export interface ColorLayer {
  readonly glyph: number;
  /** Undefined = the text's own fill. */
  readonly color: { readonly rgb: string; readonly alpha: number } | undefined;
}

/** One font in HarfBuzz's memory. Never freed: faces live as long as the engine. */
export interface HarfBuzzFont {
  readonly unitsPerEm: number;
  readonly extents: { readonly ascender: number; readonly descender: number; readonly lineGap: number };
  glyphFor(codePoint: number): number;
  shape(request: ShapeRequest): RawGlyphs;
  outline(glyph: number, sink: OutlineSink): void;
  colorLayers(glyph: number): readonly ColorLayer[];
  codePoints(): Uint32Array;
}
export interface HarfBuzz {
  /** `bytes`: an OpenType or TrueType file. Throws a RangeError when it is none. */
  font(bytes: Uint8Array): HarfBuzzFont;
}

const tag = (name: string): number =>
  (name.charCodeAt(0) << 24) | (name.charCodeAt(1) << 16) | (name.charCodeAt(2) << 8) | name.charCodeAt(3);

const DIRECTION = { ltr: 4, rtl: 5 } as const;
const MODE_WRITABLE = 2;
const DO_NOT_INSERT_DOTTED_CIRCLE = 16;
const RECORD = 5;
const FOREGROUND = 0xffff;

export type HarfBuzzModule = WebAssembly.Module;

/** Compiles the bytes of harfbuzz.wasm; a browser may use `WebAssembly.compileStreaming` instead. */
export const compileHarfBuzz = (bytes: Uint8Array<ArrayBuffer>): Promise<HarfBuzzModule> =>
  WebAssembly.compile(bytes);

/** Starts HarfBuzz. `module`: the compiled harfbuzz.wasm of the pinned harfbuzzjs. */
export async function startHarfBuzz(module: WebAssembly.Module): Promise<HarfBuzz> {
  const exports = await instantiate(module);
  const call = (name: string, ...args: number[]): number => (exports[name] as Call)(...args);
  const words = (): Uint32Array => new Uint32Array(exports.memory.buffer);
  const ints = (): Int32Array => new Int32Array(exports.memory.buffer);
  const draw = drawCallbacks(exports.__indirect_function_table, (name, ...args) => call(name, ...args));
  const scratch = call('malloc', 4096);
  const buffer = call('hb_buffer_create');

  function addText(text: string, start: number, end: number): void {
    const pointer = call('malloc', text.length * 2 + 2);
    const units = new Uint16Array(exports.memory.buffer, pointer, text.length);
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    call('hb_buffer_add_utf16', buffer, pointer, text.length, start, end - start);
    call('free', pointer);
  }

  function writeFeatures(off: readonly string[]): void {
    off.forEach((name, i) => {
      words().set([tag(name), 0, 0, 0xffffffff], scratch / 4 + i * 4);
    });
  }

  function readGlyphs(): number[] {
    const infos = call('hb_buffer_get_glyph_infos', buffer, 0) / 4;
    const positions = call('hb_buffer_get_glyph_positions', buffer, 0) / 4;
    const count = call('hb_buffer_get_length', buffer);
    const memory = ints();
    const out: number[] = [];
    for (let i = 0; i < count; i++) {
      const info = infos + i * RECORD;
      const position = positions + i * RECORD;
      out.push(
        memory[info]!,
        memory[info + 2]!,
        memory[position]!,
        memory[position + 2]!,
        memory[position + 3]!,
      );
    }
    return out;
  }

  function shape(font: number, { text, start, end, script, rtl, off }: ShapeRequest): number[] {
    call('hb_buffer_reset', buffer);
    addText(text, start, end);
    call('hb_buffer_set_direction', buffer, rtl ? DIRECTION.rtl : DIRECTION.ltr);
    call('hb_buffer_set_script', buffer, tag(script));
    call('hb_buffer_set_flags', buffer, DO_NOT_INSERT_DOTTED_CIRCLE);
    writeFeatures(off);
    call('hb_shape', font, buffer, scratch, off.length);
    return readGlyphs();
  }

  function readColors(face: number): number[] {
    const total = call('hb_ot_color_palette_get_colors', face, 0, 0, 0, 0);
    const pointer = call('malloc', total * 4 + 4);
    words()[scratch / 4] = total;
    call('hb_ot_color_palette_get_colors', face, 0, 0, scratch, pointer);
    const colors = Array.from(words().subarray(pointer / 4, pointer / 4 + total));
    call('free', pointer);
    return colors;
  }

  function readLayers(face: number, glyph: number, palette: readonly number[]): ColorLayer[] {
    const total = call('hb_ot_color_glyph_get_layers', face, glyph, 0, 0, 0);
    if (total === 0) return [];
    const pointer = call('malloc', total * 8);
    words()[scratch / 4] = total;
    call('hb_ot_color_glyph_get_layers', face, glyph, 0, scratch, pointer);
    const raw = Array.from(words().subarray(pointer / 4, pointer / 4 + total * 2));
    call('free', pointer);
    return Array.from({ length: total }, (_, i) => {
      const index = raw[2 * i + 1]! & FOREGROUND;
      return {
        glyph: raw[2 * i]!,
        color: index === FOREGROUND ? undefined : unpackColor(palette[index] ?? 0xff),
      };
    });
  }

  function codePoints(face: number): Uint32Array {
    const set = call('hb_set_create');
    call('hb_face_collect_unicodes', face, set);
    const count = call('hb_set_get_population', set);
    const pointer = call('malloc', count * 4 + 4);
    call('hb_set_next_many', set, -1, pointer, count);
    const out = words().slice(pointer / 4, pointer / 4 + count);
    call('free', pointer);
    call('hb_set_destroy', set);
    return out;
  }

  return {
    font(bytes) {
      const pointer = call('malloc', bytes.length);
      new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
      const blob = call('hb_blob_create', pointer, bytes.length, MODE_WRITABLE, 0, 0);
      const face = call('hb_face_create', blob, 0);
      const font = call('hb_font_create', face);
      const unitsPerEm = call('hb_face_get_upem', face);
      if (codePoints(face).length === 0) throw new RangeError('not a font file, or one without characters');
      call('hb_font_get_h_extents', font, scratch);
      const [ascender, descender, lineGap] = ints().slice(scratch / 4, scratch / 4 + 3);
      let palette: number[] | undefined;
      return {
        unitsPerEm,
        extents: { ascender: ascender!, descender: descender!, lineGap: lineGap! },
        glyphFor: (codePoint) =>
          call('hb_font_get_nominal_glyph', font, codePoint, scratch) === 0 ? 0 : words()[scratch / 4]!,
        shape: (request) => shape(font, request),
        outline: (glyph, sink) => draw(font, glyph, sink),
        colorLayers: (glyph) => {
          palette ??= readColors(face);
          return readLayers(face, glyph, palette);
        },
        codePoints: () => codePoints(face),
      };
    },
  };
}

/** hb_color_t is B, G, R, A from the highest byte down. */
function unpackColor(color: number): { rgb: string; alpha: number } {
  const hex = (shift: number): string => ((color >>> shift) & 0xff).toString(16).padStart(2, '0');
  return { rgb: `#${hex(8)}${hex(16)}${hex(24)}`, alpha: color & 0xff };
}

async function instantiate(module: WebAssembly.Module): Promise<Exports> {
  let memory: WebAssembly.Memory | undefined;
  const stop = (): never => {
    throw new RangeError('HarfBuzz stopped');
  };
  /** Asked for when malloc runs out; pages are 64 KiB. */
  const grow = (bytes: number): number => {
    const pages = Math.ceil((bytes - memory!.buffer.byteLength) / 65_536);
    try {
      memory!.grow(Math.max(pages, 64));
      return 1;
    } catch {
      return 0;
    }
  };
  const instance = await WebAssembly.instantiate(module, {
    env: {
      _abort_js: stop,
      _emscripten_runtime_keepalive_clear: () => {},
      _setitimer_js: () => 0,
      emscripten_resize_heap: (bytes: number) => grow(bytes >>> 0),
    },
    wasi_snapshot_preview1: { proc_exit: stop },
  });
  const exports = instance.exports as unknown as Exports;
  memory = exports.memory;
  (exports.__wasm_call_ctors as () => void)();
  return exports;
}
