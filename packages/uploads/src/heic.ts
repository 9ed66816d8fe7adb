import { refuse } from './refusal.ts';

export interface HeicPixels {
  readonly rgba: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly icc: Uint8Array | undefined;
}

interface HeifImage {
  readonly handle: unknown;
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: ImageTarget, done: (result: ImageTarget | null) => void): void;
  free(): void;
}
interface ImageTarget {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
interface LibHeif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

/** The primary picture of a HEIC file, upright, through libheif as a WebAssembly module of its own. */
export async function readHeic(
  source: Uint8Array,
  checkSize: (widthPx: number, heightPx: number) => void,
): Promise<HeicPixels> {
  const { default: heif } = (await import('libheif-js/wasm-bundle.js')) as unknown as { default: LibHeif };
  const images = new heif.HeifDecoder().decode(source);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) return refuse('heic_unreadable');
  const [width, height] = [image.get_width(), image.get_height()];
  checkSize(width, height);
  const target: ImageTarget = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const shown = await new Promise<ImageTarget | null>((resolve) => image.display(target, resolve));
  if (!shown) return refuse('heic_unreadable');
  const rgba = new Uint8Array(shown.data.buffer, shown.data.byteOffset, shown.data.byteLength);
  return { rgba, widthPx: width, heightPx: height, icc: iccOf(source) };
}

/** The first ICC profile of the container: box `colr` of type `prof` or `rICC`. */
function iccOf(source: Uint8Array): Uint8Array | undefined {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const text = Buffer.from(source.buffer, source.byteOffset, Math.min(source.length, 256 * 1024));
  for (const kind of ['colrprof', 'colrrICC']) {
    const at = text.indexOf(kind, 0, 'latin1');
    if (at < 4) continue;
    const length = view.getUint32(at - 4);
    if (length > 12 && at - 4 + length <= source.length) return source.subarray(at + 8, at - 4 + length);
  }
  return undefined;
}
