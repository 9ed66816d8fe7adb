/**
 * Figures of the render engine, each beside its baseline in the same run. The design: bench/engine/design.ts.
 * Run alone: node --conditions=@luneo/source bench/engine.bench.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodePng,
  type ImageSource,
  PLAIN_PDF,
  producePrintFile,
  type Raster,
  renderPng,
  renderRaster,
  renderWebp,
  writePdf,
} from '@luneo/print';
import sharp from 'sharp';
import { sideBySide } from './engine/clock.ts';
import { phonePhoto, photoOf, type TestDesign, testDesign } from './engine/design.ts';
import { pdfkitPdf } from './engine/pdfkit.ts';
import { screen } from './engine/screen.ts';
import { workers } from './engine/workers.ts';
import { type Row, row, times } from './row.ts';
import textBench, { KEYSTROKE } from './text.bench.ts';

const PRINT = { size: { dpi: 300 }, bleed: true, ground: '#ffffff' } as const;
const PREVIEW = { size: { widthPx: 1000 }, bleed: true, ground: '#ffffff' } as const;
const PDF = { createdAtMs: 0, title: 'Bench' };
const ROUNDS = 5;

export default async function engineBench(): Promise<Row[]> {
  const design = await testDesign();
  const phone = phonePhoto();
  const folder = mkdtempSync(join(tmpdir(), 'luneo-bench-'));
  try {
    const files = writeFiles(design, folder);
    return [
      ...(await printPng(design, files)),
      // eight megapixels enlarged to the sheet, as most photos are
      ...(await photoPng('generated photo', await photoOf(2400, 3200))),
      ...(phone ? await photoPng('phone photo', phone) : []),
      await preview(design),
      memory(files),
      await pdfTime(design),
      await pdfSize('generated photo', design),
      ...(phone ? [await pdfSize('phone photo', await testDesign(phone))] : []),
      await parity(design),
      ...(await screen(design)),
      ...(await textBench()).filter(({ name }) => name === KEYSTROKE),
      ...(await workers(design, files.photo, folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly scene: string;
  readonly photo: string;
}

function writeFiles(design: TestDesign, folder: string): Files {
  const scene = join(folder, 'scene.json');
  const photo = join(folder, 'photo.jpg');
  writeFileSync(scene, JSON.stringify(design.scene));
  writeFileSync(photo, [...design.files.values()][0]!);
  return { scene, photo };
}

const stored = ({ files }: TestDesign): ImageSource => ({ bytes: async (hash) => files.get(hash)! });

/** A helper of its own process: the number it prints. */
function child(script: string, { scene, photo }: Files): number {
  const path = join(import.meta.dirname, 'engine', script);
  const args = ['--conditions=@luneo/source', path, scene, photo];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

const sharpPng = ({ pixels, widthPx, heightPx }: Raster): Promise<Buffer> =>
  sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .png()
    .toBuffer();

async function printPng(design: TestDesign, files: Files): Promise<Row[]> {
  const side = design.scene.sides[0]!;
  const source = stored(design);
  const raster = await renderRaster(side, PRINT, source);
  const [ours, encode] = await sideBySide(
    ROUNDS,
    () => renderPng(side, PRINT, source),
    () => sharpPng(raster),
  );
  const fabric = child('fabric-child.ts', files);
  return [
    row('print PNG / sharp default encode of the same raster', ours, encode, 'ratio <= 1.25'),
    times('print PNG, times faster than fabric-node + sharp 1', ours, fabric, 'ratio >= 4'),
  ];
}

async function photoPng(what: string, jpeg: Buffer): Promise<Row[]> {
  const pixels = await sharp(jpeg).resize(3600, 4800).ensureAlpha().raw().toBuffer();
  const raster = { pixels, widthPx: 3600, heightPx: 4800, dpi: 300 };
  let [own, theirs]: Buffer[] = [];
  const [ours, baseline] = await sideBySide(
    ROUNDS,
    async () => {
      own = await encodePng(pixels, { width: 3600, height: 4800, dpi: 300 });
    },
    async () => {
      theirs = await sharpPng(raster);
    },
  );
  return [
    row(`own PNG of a ${what} / sharp default, time`, ours, baseline, 'ratio <= 0.35'),
    row(`own PNG of a ${what} / sharp default, bytes`, own!.length, theirs!.length, 'ratio <= 0.69'),
  ];
}

async function preview(design: TestDesign): Promise<Row> {
  const side = design.scene.sides[0]!;
  const proxied: ImageSource = { bytes: async (hash) => design.proxies.get(hash)! };
  const [ours, full] = await sideBySide(
    ROUNDS,
    () => renderWebp(side, PREVIEW, proxied),
    () => renderWebp(side, PREVIEW, stored(design)),
  );
  return row('preview 1000 px WebP, proxy / full source', ours, full, 'ratio <= 0.3');
}

function memory(files: Files): Row {
  const rasterBytes = 3600 * 4800 * 4;
  return row(
    'peak memory of a print render above idle, rasters (bytes)',
    child('memory-child.ts', files),
    rasterBytes,
    'ratio <= 2',
  );
}

async function pdfTime(design: TestDesign): Promise<Row> {
  const side = design.scene.sides[0]!;
  const source = stored(design);
  const [ours, baseline] = await sideBySide(
    4 * ROUNDS,
    () => writePdf([side], PDF, source),
    () => pdfkitPdf(side, design.files),
  );
  return row('PDF write / pdfkit RGB', ours, baseline, 'ratio <= 1');
}

async function pdfSize(what: string, design: TestDesign): Promise<Row> {
  const { length } = await writePdf(design.scene.sides, PDF, stored(design));
  const jpegs = [...design.files.values()].reduce((sum, file) => sum + file.length, 0);
  return row(`PDF size / JPEGs inside, ${what} (bytes)`, length, jpegs, 'ratio <= 1.06');
}

async function parity(design: TestDesign): Promise<Row> {
  const input = { scene: design.scene, side: 'front', recipe: PLAIN_PDF, ...PDF, findings: [] };
  const { parity: found } = await producePrintFile(input, stored(design));
  return row('proof against PDF by PDFium, differing ppm', found.differingPpm, 100, 'ours <= 100');
}

if (import.meta.main) console.table(await engineBench());
