import type { ImageFacts } from '@luneo/design';
import { sha256Hex } from '@luneo/kernel';
import sharp, { type Sharp } from 'sharp';
import { readHeic } from './heic.ts';
import { cleanJpeg } from './jpeg.ts';
import { PROXY_PX, THUMB_PX, type UploadLimits } from './limits.ts';
import { checkPng, pngWithIcc } from './png.ts';
import { refuse } from './refusal.ts';
import type { Ingested, Thumbnail } from './types.ts';

/** Only these decoders may run, whatever a file says it is. */
const DECODERS = ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'];

export function lockDecoders(): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: DECODERS });
}

type FailOn = 'warning' | 'truncated';
const open = (bytes: Uint8Array, limits: UploadLimits, failOn: FailOn = 'warning'): Sharp =>
  sharp(bytes, { limitInputPixels: limits.pixels, failOn, sequentialRead: true });

/** The pixels stay as they are; a JPEG that screens and presses read differently is re-encoded. */
export async function ingestJpeg(source: Uint8Array, limits: UploadLimits): Promise<Ingested> {
  const clean = cleanJpeg(source);
  const { widthPx, heightPx, orientation } = clean;
  checkPixels(widthPx, heightPx, limits);
  if (clean.components === 4 || clean.needsJfif) {
    const upright = open(source, limits).autoOrient();
    return storePng(upright, limits);
  }
  const thumbnails = await validated(clean.bytes, orientation, limits);
  const image = { mime: 'image/jpeg', widthPx, heightPx, orientation, hasAlpha: false } as const;
  return { facts: factsOf(clean.bytes, image), stored: clean.bytes, thumbnails };
}

/** Some cameras leave bytes before the end marker: the one warning that says nothing about the picture. */
const HARMLESS = /^VipsJpeg: Corrupt JPEG data: \d+ extraneous bytes before marker 0xd9\s*$/;

async function validated(bytes: Uint8Array, orientation: number, limits: UploadLimits): Promise<Thumbnail[]> {
  try {
    return await thumbnailsOf(bytes, orientation, limits, 'warning');
  } catch (error) {
    if (!HARMLESS.test((error as Error).message)) return damaged(error);
    return thumbnailsOf(bytes, orientation, limits, 'truncated').catch(damaged);
  }
}

/** PNG and WebP: every chunk but the pixels goes; colours become sRGB, the picture upright. */
export async function ingestPixels(source: Uint8Array, limits: UploadLimits): Promise<Ingested> {
  const image = open(source, limits);
  const head = await image.metadata().catch(damaged);
  checkPixels(head.width, head.height, limits);
  if ((head.pages ?? 1) > 1) refuse('animated');
  if (head.format === 'png') checkPng(source);
  return storePng(image.autoOrient(), limits);
}

export async function ingestHeic(source: Uint8Array, limits: UploadLimits): Promise<Ingested> {
  const { rgba, widthPx, heightPx, icc } = await readHeic(source, (w, h) => checkPixels(w, h, limits));
  const raw = { width: widthPx, height: heightPx, channels: 4 as const };
  // cameras' pictures are opaque; the fourth channel would only cost time
  const flat = sharp(rgba, { raw, limitInputPixels: limits.pixels }).removeAlpha();
  if (!icc) return storePng(flat, limits, true);
  const tagged = pngWithIcc(await flat.png({ compressionLevel: 0 }).toBuffer(), icc);
  return storePng(open(tagged, limits), limits, true);
}

async function storePng(image: Sharp, limits: UploadLimits, known?: boolean): Promise<Ingested> {
  const opaque = known ?? (await isOpaque(image).catch(damaged));
  const flat = opaque ? image.removeAlpha() : image;
  const { data, info } = await flat
    .toColourspace('srgb')
    .png({ compressionLevel: 3, palette: false })
    .toBuffer({ resolveWithObject: true })
    .catch(damaged);
  const thumbnails = await thumbnailsOf(data, 1, limits, 'warning');
  const size = { widthPx: info.width, heightPx: info.height };
  const facts = factsOf(data, { mime: 'image/png', ...size, orientation: 1, hasAlpha: !opaque });
  return { facts, stored: data, thumbnails };
}

const isOpaque = async (image: Sharp): Promise<boolean> =>
  !(await image.metadata()).hasAlpha || (await image.clone().stats()).isOpaque;

/** Also the full decode that proves the file whole: every row is read for the proxy. */
export async function thumbnailsOf(
  bytes: Uint8Array,
  orientation: number,
  limits: UploadLimits,
  failOn: FailOn,
): Promise<Thumbnail[]> {
  const fit = { fit: 'inside', withoutEnlargement: true } as const;
  const proxy = await open(bytes, limits, failOn)
    .resize(PROXY_PX, PROXY_PX, { ...fit, fastShrinkOnLoad: false })
    .webp({ quality: 80, effort: 0 })
    .toBuffer({ resolveWithObject: true });
  const small = sharp(proxy.data).resize(THUMB_PX, THUMB_PX, fit);
  const thumb = await upright(small, orientation).webp({ quality: 80 }).toBuffer({ resolveWithObject: true });
  return [
    { rendition: 'proxy', width: proxy.info.width, height: proxy.info.height, webp: proxy.data },
    { rendition: 'thumb', width: thumb.info.width, height: thumb.info.height, webp: thumb.data },
  ];
}

/** Exif's eight ways, after the resize: a mirror first, then the turn. */
function upright(image: Sharp, orientation: number): Sharp {
  const mirrored = [2, 4, 5, 7].includes(orientation);
  const turn = [0, 0, 180, 180, 270, 90, 90, 270][orientation - 1]!;
  return (mirrored ? image.flop() : image).rotate(turn);
}

function checkPixels(widthPx: number, heightPx: number, limits: UploadLimits): void {
  if (widthPx * heightPx > limits.pixels)
    refuse('too_many_pixels', { detail: `${widthPx} x ${heightPx}`, limit: limits.pixels });
}

const factsOf = (bytes: Uint8Array, facts: Omit<ImageFacts, 'kind' | 'hash'>): ImageFacts => ({
  kind: 'image',
  hash: sha256Hex(bytes),
  ...facts,
});

function damaged(error: unknown): never {
  const message = String((error as Error).message ?? error);
  if (/pixel limit/i.test(message)) refuse('too_many_pixels');
  return refuse('raster_damaged', { detail: message.split('\n')[0]!.slice(0, 120) });
}
