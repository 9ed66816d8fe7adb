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
  RenderPool,
  renderPng,
  renderRaster,
  renderWebp,
  writePdf,
} from '@luneo/print';
import sharp from 'sharp';
import { sideBySide } from './engine/clock.ts';
import { photoOf, type TestDesign, testDesign } from './engine/design.ts';
import { pdfkitPdf } from './engine/pdfkit.ts';

interface Row {
  readonly name: string;
  /** Milliseconds, unless the name says otherwise. */
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  readonly aim: string;
}

const row = (name: string, ours: number, baseline: number, aim: string): Row => ({
  name,
  ours,
  baseline,
  ratio: ours / baseline,
  aim,
});

const PRINT = { size: { dpi: 300 }, bleed: true, ground: '#ffffff' } as const;
const PREVIEW = { size: { widthPx: 1000 }, bleed: true, ground: '#ffffff' } as const;
const PDF = { createdAtMs: 0, title: 'Bench' };
const ROUNDS = 5;

export default async function engineBench(): Promise<Row[]> {
  const design = await testDesign();
  const folder = mkdtempSync(join(tmpdir(), 'luneo-bench-'));
  try {
    const files = writeFiles(design, folder);
    return [
      ...(await printPng(design, files)),
      ...(await photoPng()),
      await preview(design),
      memory(files),
      ...(await pdf(design)),
      await parity(design),
      await twoWorkers(design, files, folder),
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
    {
      name: 'print PNG, times faster than fabric-node + sharp 1',
      ours,
      baseline: fabric,
      ratio: fabric / ours,
      aim: 'ratio >= 4',
    },
  ];
}

async function photoPng(): Promise<Row[]> {
  // eight megapixels enlarged to the sheet, as most photos are
  const jpeg = await photoOf(2400, 3200);
  const pixels = await sharp(jpeg).resize(3600, 4800).ensureAlpha().raw().toBuffer();
  const raster = { pixels, widthPx: 3600, heightPx: 4800, dpi: 300 };
  let [own, theirs] = [Buffer.alloc(0), Buffer.alloc(0)];
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
    row('own PNG of a photo / sharp default, time', ours, baseline, 'ratio <= 0.35'),
    row('own PNG of a photo / sharp default, bytes', own.length, theirs.length, 'ratio <= 0.69'),
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

async function pdf(design: TestDesign): Promise<Row[]> {
  const side = design.scene.sides[0]!;
  const source = stored(design);
  const [ours, baseline] = await sideBySide(
    4 * ROUNDS,
    () => writePdf([side], PDF, source),
    () => pdfkitPdf(side, design.files),
  );
  const bytes = (await writePdf([side], PDF, source)).length;
  const jpegs = [...design.files.values()].reduce((sum, file) => sum + file.length, 0);
  return [
    row('PDF write / pdfkit RGB', ours, baseline, 'ratio <= 1'),
    row('PDF size / JPEGs inside (bytes)', bytes, jpegs, 'ratio <= 1.06'),
  ];
}

async function parity(design: TestDesign): Promise<Row> {
  const input = { scene: design.scene, side: 'front', recipe: PLAIN_PDF, ...PDF, findings: [] };
  const { parity: found } = await producePrintFile(input, stored(design));
  return row('proof against PDF by PDFium, differing ppm', found.differingPpm, 100, 'ours <= 100');
}

/** Eight proofs by one worker and by two; both warm. */
async function twoWorkers(design: TestDesign, { photo }: Files, folder: string): Promise<Row> {
  const assets = Object.fromEntries(Array.from(design.files.keys(), (hash) => [hash, { path: photo }]));
  const pools = [1, 2].map((size) => new RenderPool({ size }));
  const eight = async (pool: RenderPool): Promise<void> => {
    const proof = {
      kind: 'proof',
      scene: design.scene,
      side: 'front',
      recipe: PLAIN_PDF.id,
      assets,
    } as const;
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        pool.run({ ...proof, out: join(folder, `${pool.pids().length}-${i}.png`) }),
      ),
    );
  };
  const [two, one] = await sideBySide(
    1,
    () => eight(pools[1]!),
    () => eight(pools[0]!),
  );
  await Promise.all(pools.map((pool) => pool.close()));
  return {
    name: 'two workers against one, throughput',
    ours: two,
    baseline: one,
    ratio: one / two,
    aim: 'ratio >= 1.9',
  };
}

if (import.meta.main) console.table(await engineBench());
