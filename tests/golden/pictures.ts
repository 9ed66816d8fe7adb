import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  heatmap,
  type ImageSource,
  type ParityRaster,
  PLAIN_PDF,
  renderRaster,
  writePdf,
} from '@luneo/print';
import type { Scene, SceneSide } from '@luneo/scene';
import { Resvg } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';
import { type AssetEntry, assetBytes } from './corpus.ts';

/** Committed pictures: wide enough to see the feature, small enough to keep a hundred of them. */
export const KEPT_PX = 300;
/** For other renderers, which smooth edges in their own way: less of the picture is edge. */
export const WIDTH_PX = 900;

export const sourceOf = (assets: ReadonlyMap<string, AssetEntry>): ImageSource => ({
  bytes: async (hash) => assetBytes(assets.get(hash)!.file),
});

/** Over the bleed, on white, in bands as proofs are. */
export const printed = (side: SceneSide, source: ImageSource, widthPx: number): Promise<ParityRaster> =>
  renderRaster(side, { size: { widthPx }, bleed: true, ground: '#ffffff', bands: PLAIN_PDF.bands }, source);

/** The date is fixed: it is part of the bytes. */
export const pdfOf = (scene: Scene, title: string, source: ImageSource): Promise<Buffer> =>
  writePdf(scene.sides, { createdAtMs: 0, title }, source);

/** The SVG with its pictures inside, for renderers that fetch nothing. */
export const inlined = (svg: string): string =>
  svg.replace(/\.\.\/\.\.\/assets\/([\w.-]+)/g, (_, file: string) => {
    const type = file.endsWith('.jpeg') ? 'image/jpeg' : 'image/png';
    return `data:${type};base64,${assetBytes(file).toString('base64')}`;
  });

/** A second opinion from another renderer. */
export function byResvg(svg: string): ParityRaster {
  const picture = new Resvg(inlined(svg), {
    fitTo: { mode: 'width', value: WIDTH_PX },
    background: '#ffffff',
    font: { loadSystemFonts: false },
  }).render();
  return { widthPx: picture.width, heightPx: picture.height, pixels: picture.pixels };
}

export async function readPng(png: Uint8Array): Promise<ParityRaster> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, pixels: data };
}

export const writePng = (raster: ParityRaster): Promise<Buffer> =>
  rawSharp(raster).removeAlpha().png({ compressionLevel: 9, palette: false }).toBuffer();

const rawSharp = ({ pixels, widthPx, heightPx }: ParityRaster): Sharp =>
  sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } });

/** Expected, actual, and what differs in red, side by side. */
export async function threePanels(path: string, expected: ParityRaster, actual: ParityRaster): Promise<void> {
  const { widthPx: width, heightPx: height } = expected;
  const panels = [await writePng(expected), await writePng(actual)];
  if (actual.widthPx === width && actual.heightPx === height)
    panels.push(await writePng({ ...expected, pixels: heatmap(expected, actual) }));
  await mkdir(dirname(path), { recursive: true });
  const gap = 4;
  const canvas = {
    width: 3 * width + 2 * gap,
    height: Math.max(height, actual.heightPx),
    channels: 3 as const,
  };
  await sharp({ create: { ...canvas, background: '#888888' } })
    .composite(panels.map((input, index) => ({ input, left: index * (width + gap), top: 0 })))
    .png()
    .toFile(path);
}
