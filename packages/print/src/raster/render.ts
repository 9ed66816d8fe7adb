import type { SceneSide } from '@luneo/scene';
import sharp, { type Sharp } from 'sharp';
import { type MarkSpec, type Sheet, sheetOf } from '../marks.ts';
import { napiKit, napiSheet, release } from '../paint/napi-kit.ts';
import { type PlacePicture, paintNodes } from '../paint/paint-nodes.ts';
import { bandsOf, encodePng, PngEncoder } from '../png/encode.ts';
import type { ImageSource } from '../sources.ts';
import { checkSize, type Frame, frameOf, MOST, MOST_WEBP, type RasterSize, viewOf } from './frame.ts';
import { decodePictures } from './pictures.ts';

export interface RasterOptions {
  /** Resolution of a print or proof (stored pictures), or width of a preview (proxies will do). */
  readonly size: RasterSize;
  /** True: the bleed box, false: the trim box. */
  readonly bleed: boolean;
  /** What lies under everything: "#rrggbb", or `transparent`. */
  readonly ground: string;
  /** Crop and registration marks around; the picture grows by their margin. */
  readonly marks?: MarkSpec;
  /** Painted and compressed in this many horizontal bands, else as the size asks; it shows in the bytes. */
  readonly bands?: number;
}

export interface Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Straight RGBA. */
  readonly pixels: Uint8Array;
}

interface Job {
  readonly frame: Frame;
  readonly sheet: Sheet;
  readonly picture: PlacePicture;
  readonly options: RasterOptions;
}

/** Pixels worth a band of its own, and the most bands. */
const BAND_PX = 2_000_000;
const BANDS = 8;

const bandCount = ({ bands }: RasterOptions, { widthPx, heightPx }: Frame): number =>
  bands ?? Math.min(BANDS, Math.ceil((widthPx * heightPx) / BAND_PX));

/** A side as a PNG for storage or print. Equal input, equal bytes. Memory: a few bands, not the sheet. */
export async function renderPng(
  side: SceneSide,
  options: RasterOptions,
  source: ImageSource,
): Promise<Buffer> {
  const job = await prepare(side, options, source);
  const { widthPx: width, heightPx: height, dpi } = job.frame;
  if (options.ground === 'transparent') {
    const pixels = join(job.frame, paintBands(job));
    return encodePng(pixels, { width, height, dpi, bands: bandCount(options, job.frame) });
  }
  const encoder = new PngEncoder({ width, height, dpi, channels: 3 });
  for (const { pixels, rows } of paintBands(job)) await encoder.add({ pixels, width, rows });
  return encoder.finish();
}

/** A side as a WebP for screens: quality 80, the fastest effort (more costs 3x for a quarter fewer bytes). */
export async function renderWebp(
  side: SceneSide,
  options: RasterOptions,
  source: ImageSource,
): Promise<Buffer> {
  const raster = pixelsOf(await prepare(side, options, source, MOST_WEBP));
  return sharpOf(raster).webp({ quality: 80, effort: 0 }).toBuffer();
}

/** A short-lived PNG: quickest to write, larger than {@link renderPng}'s. */
export const transientPng = (raster: Raster): Promise<Buffer> =>
  sharpOf(raster).png({ compressionLevel: 1 }).toBuffer();

const sharpOf = ({ pixels, widthPx, heightPx }: Raster): Sharp =>
  sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } });

/**
 * A side as pixels in memory. Rejects with `raster_too_large`, `picture_unreadable` or what `source`
 * rejects with.
 */
export const renderRaster = async (
  side: SceneSide,
  options: RasterOptions,
  source: ImageSource,
): Promise<Raster> => pixelsOf(await prepare(side, options, source));

function pixelsOf(job: Job): Raster {
  const { widthPx, heightPx, dpi } = job.frame;
  return { widthPx, heightPx, dpi, pixels: join(job.frame, paintBands(job)) };
}

async function prepare(
  side: SceneSide,
  options: RasterOptions,
  source: ImageSource,
  most = MOST,
): Promise<Job> {
  const sheet = sheetOf(side, options);
  const frame = checkSize(frameOf(sheet.box, options.size), most);
  const use = 'widthPx' in options.size ? 'screen' : 'print';
  const picture = await decodePictures(side.nodes, source, { view: viewOf(frame), use });
  return { frame, sheet, picture, options };
}

/** Rows from the top down, in one sheet used over and over: a band's pixels are gone when the next is asked for. */
function* paintBands(job: Job): Generator<{ pixels: Uint8Array; rows: number }> {
  const { frame, options, sheet, picture } = job;
  const { widthPx } = frame;
  const kit = napiKit();
  const opaque = options.ground !== 'transparent';
  const nodes = sheet.marks ? [...sheet.nodes, sheet.marks] : sheet.nodes;
  const bands = bandsOf(frame.heightPx, bandCount(options, frame));
  const paper = napiSheet(widthPx, Math.max(...bands.map((band) => band.rows)));
  const { context } = paper;
  for (const { top, rows } of bands) {
    context.clearRect(0, 0, widthPx, rows);
    if (opaque) {
      context.fillStyle = options.ground;
      context.fillRect(0, 0, widthPx, rows);
    }
    paintNodes(nodes, { context, kit, view: viewOf(frame, top), widthPx, heightPx: rows, picture });
    const pixels = opaque ? paper.pixels() : paper.straightPixels();
    yield { pixels: pixels.subarray(0, rows * widthPx * 4), rows };
    release(pixels);
  }
}

function join(frame: Frame, bands: Iterable<{ pixels: Uint8Array }>): Uint8Array {
  const all = new Uint8Array(frame.widthPx * frame.heightPx * 4);
  let at = 0;
  for (const { pixels } of bands) {
    all.set(pixels, at);
    at += pixels.length;
  }
  return all;
}
