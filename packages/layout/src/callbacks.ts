/** Receives one glyph's outline: font units, y upwards, quadratics as the file has them. */
export interface OutlineSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadTo(x1: number, y1: number, x: number, y: number): void;
  cubicTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  close(): void;
}

const I32 = 0x7f;
const F32 = 0x7d;

/**
 * A JavaScript function as a function of WebAssembly's table, which is what HarfBuzz calls back into: a
 * module of one import that is exported again with its type.
 */
function toWasm(callback: (...args: number[]) => void, coordinates: number): unknown {
  const parameters = [I32, I32, I32, ...new Array<number>(coordinates).fill(F32), I32];
  const type = [1, 0x60, parameters.length, ...parameters, 0];
  const bytes = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, type.length, ...type],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ]);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { e: { f: callback } }).exports.f;
}

/** Sets HarfBuzz's draw functions up once; the answer draws one glyph into a sink. */
export function drawCallbacks(
  table: WebAssembly.Table,
  call: (name: string, ...args: number[]) => number,
): (font: number, glyph: number, sink: OutlineSink) => void {
  let sink: OutlineSink;
  const functions = call('hb_draw_funcs_create');
  const set = (name: string, coordinates: number, callback: (...at: number[]) => void): void => {
    const index = table.grow(1);
    table.set(
      index,
      toWasm((...args) => callback(...args.slice(3, 3 + coordinates)), coordinates),
    );
    call(`hb_draw_funcs_set_${name}_func`, functions, index, 0, 0);
  };
  set('move_to', 2, (x, y) => sink.moveTo(x!, y!));
  set('line_to', 2, (x, y) => sink.lineTo(x!, y!));
  set('quadratic_to', 4, (x1, y1, x, y) => sink.quadTo(x1!, y1!, x!, y!));
  set('cubic_to', 6, (x1, y1, x2, y2, x, y) => sink.cubicTo(x1!, y1!, x2!, y2!, x!, y!));
  set('close_path', 0, () => sink.close());
  return (font, glyph, into) => {
    sink = into;
    call('hb_font_draw_glyph', font, glyph, functions, 0);
  };
}
