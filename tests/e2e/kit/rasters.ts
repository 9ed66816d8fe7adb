import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParityRaster, rasterisePdf } from '@luneo/print';
import sharp from 'sharp';
import { run } from '../../../scripts/lib/run.ts';

const PDFTOPPM = '/usr/bin/pdftoppm';
export const hasPoppler = existsSync(PDFTOPPM);
if (!hasPoppler)
  console.log(`unavailable: ${PDFTOPPM} is not installed; print files are read by PDFium alone`);

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A picture file as pixels on white, scaled to a size where one is given. */
export async function pixelsOf(file: Buffer, size?: Size): Promise<ParityRaster> {
  const picture = sharp(file).flatten({ background: '#ffffff' }).toColourspace('srgb').ensureAlpha();
  const scaled = size ? picture.resize(size.widthPx, size.heightPx, { fit: 'fill' }) : picture;
  const { data, info } = await scaled.raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, pixels: data };
}

/** A part of a picture file, for comparing what lies within the trim. */
export const cut = (file: Buffer, insetPx: number): Promise<Buffer> =>
  sharp(file)
    .metadata()
    .then(({ width, height }) => {
      const box = { left: insetPx, top: insetPx, width: width - 2 * insetPx, height: height - 2 * insetPx };
      return sharp(file).extract(box).png().toBuffer();
    });

/** The first page by PDFium at 300 DPI, in the size of a proof. */
export async function byPdfium(pdf: Buffer, { widthPx, heightPx }: ParityRaster): Promise<ParityRaster> {
  const whole = { x: 0, y: 0, width: widthPx, height: heightPx };
  return rasterisePdf(pdf, { page: 0, dpi: 300, leftPt: 0, topPt: 0, widthPx, heightPx }, [whole]);
}

/** The first page by Poppler, an engine of other people, scaled down. */
export async function byPoppler(pdf: Buffer, size: Size): Promise<ParityRaster> {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-e2e-pdf-'));
  try {
    await writeFile(join(folder, 'in.pdf'), pdf);
    // at 100 DPI, since Poppler takes seconds for more, and millimetres are compared
    const args = [
      '-r',
      '100',
      '-f',
      '1',
      '-l',
      '1',
      '-singlefile',
      '-png',
      join(folder, 'in.pdf'),
      join(folder, 'out'),
    ];
    const { code, output } = await run(PDFTOPPM, args);
    if (code !== 0 || output !== '') throw new Error(`pdftoppm: ${output}`);
    return await pixelsOf(await readFile(join(folder, 'out.png')), size);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
