import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type ImageSource, renderPng, renderWebp, writePdf } from '@luneo/print';
import { type SceneSide, sceneHash, writeSvg } from '@luneo/scene';
import { type EngineOptions, type Resolved, resolve } from './engine.ts';
import { fileStop, usage } from './outcome.ts';

export interface RenderOptions extends EngineOptions {
  readonly to: string;
  readonly format?: string;
  readonly side?: string;
  readonly dpi?: number;
  readonly width?: number;
  readonly trim?: boolean;
  readonly marks?: boolean;
  readonly ground: string;
}

const FORMATS = ['pdf', 'png', 'webp', 'svg'] as const;
type Format = (typeof FORMATS)[number];

/** Marks as most print shops take them: 3 mm off, 5 mm long, a quarter point wide. */
const MARKS = { offsetUm: 3_000, lengthUm: 5_000, strokeUm: 88, registration: true };

export async function render(path: string, options: RenderOptions): Promise<object> {
  const format = formatOf(options);
  if (options.dpi !== undefined && options.width !== undefined)
    throw usage('give --dpi or --width, not both');
  const resolved = await resolve(path, options);
  const bytes = await draw(resolved, format, options);
  await write(options.to, bytes);
  return { to: options.to, format, bytes: bytes.length, scene: sceneHash(resolved.scene) };
}

function formatOf({ to, format }: RenderOptions): Format {
  const asked = format ?? (to === '-' ? '' : (/\.([a-z]+)$/i.exec(to)?.[1]?.toLowerCase() ?? ''));
  const known = FORMATS.find((one) => one === asked);
  if (known) return known;
  throw usage(`--to must end in .${FORMATS.join(', .')}, or --format must be one of ${FORMATS.join(', ')}`);
}

async function draw({ scene, files }: Resolved, format: Format, options: RenderOptions): Promise<Buffer> {
  const source: ImageSource = { bytes: async (hash) => files.get(hash)!.stored };
  const { side: wanted, trim = false, ground } = options;
  if (wanted !== undefined && !scene.sides.some((side) => side.id === wanted))
    throw usage(`--side must be one of ${scene.sides.map((side) => side.id).join(', ')}`);
  const sides = scene.sides.filter((side) => wanted === undefined || side.id === wanted);
  const marks = options.marks ? { marks: MARKS } : {};
  if (format === 'pdf') return writePdf(sides, { createdAtMs: 0, title: 'Luneo', ...marks }, source);
  if (sides.length > 1)
    throw usage(`${format} holds one side: --side ${sides.map((side) => side.id).join(' | ')}`);
  const [side] = sides as [SceneSide];
  if (format === 'svg')
    return Buffer.from(writeSvg(side, { clipTo: trim ? 'trim' : 'bleed', href: embed(files) }));
  const size = options.width === undefined ? { dpi: options.dpi ?? 300 } : { widthPx: options.width };
  const raster = { size, bleed: !trim, ground, ...marks };
  return format === 'png' ? renderPng(side, raster, source) : renderWebp(side, raster, source);
}

/** An SVG file on its own carries its pictures. */
const embed =
  (files: Resolved['files']) =>
  (hash: string): string => {
    const { facts, stored } = files.get(hash)!;
    const type = facts.kind === 'image' ? facts.mime : 'application/json';
    return `data:${type};base64,${Buffer.from(stored).toString('base64')}`;
  };

async function write(to: string, bytes: Buffer): Promise<void> {
  const target = to === '-' ? process.stdout : createWriteStream(to);
  await pipeline([bytes], target, { end: to !== '-' }).catch((error: unknown) =>
    Promise.reject(fileStop(to, error)),
  );
}
