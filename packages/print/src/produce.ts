import { createHash } from 'node:crypto';
import { mapBox, suToPt } from '@luneo/geometry';
import { CodedError } from '@luneo/kernel';
import {
  type Finding,
  type Scene,
  type SceneSide,
  type Severity,
  sceneHash,
  withPasses,
  worst,
} from '@luneo/scene';
import sharp from 'sharp';
import { sheetOf } from './marks.ts';
import { compareRasters, type Parity } from './parity/compare.ts';
import { writePdf } from './pdf/write.ts';
import { rasterisePdf } from './pdfium/rasterise.ts';
import { frameOf, viewOf } from './raster/frame.ts';
import { imagesOf } from './raster/pictures.ts';
import { isAxisParallel, placementOf } from './raster/placement.ts';
import { type Raster, renderPng, renderRaster } from './raster/render.ts';
import { ENGINE_VERSION, type OutputRecipe } from './recipe.ts';
import { type ImageSource, rememberSources } from './sources.ts';

export interface PrintFileInput {
  readonly scene: Scene;
  readonly side: string;
  readonly recipe: OutputRecipe;
  readonly title: string;
  /** Of the order, milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** What preflight found in the whole design. */
  readonly findings: readonly Finding[];
  /** The proof that was approved (PNG by {@link renderProof}); absent: it is rendered now. */
  readonly proof?: Uint8Array | undefined;
}

/** What lies beside a print file: who made it how, what was checked, how near it is to the proof. */
export interface Certificate {
  readonly certificateVersion: 1;
  readonly sceneHash: string;
  readonly side: string;
  readonly recipe: OutputRecipe;
  readonly engine: string;
  readonly pdfSha256: string;
  readonly verdict: Severity;
  readonly findings: readonly Finding[];
  readonly parity: Parity;
}

export interface PrintFile {
  readonly pdf: Buffer;
  readonly sha256: string;
  readonly certificate: Certificate;
  readonly parity: Parity;
}

const PAPER = '#ffffff';

/** The picture a shopper approves: the bleed box on white paper at the recipe's resolution, PNG. */
export function renderProof(
  scene: Scene,
  side: string,
  recipe: OutputRecipe,
  source: ImageSource,
): Promise<Buffer> {
  return renderPng(sideOf(scene, side), proofOptions(recipe), source);
}

/**
 * One side as a file for the press, read back and compared with the approved proof. Equal input, equal
 * bytes. Throws `side_unknown`, `sheet_too_large`, `raster_too_large`, `picture_unreadable`, `pdf_unreadable`.
 */
export async function producePrintFile(input: PrintFileInput, source: ImageSource): Promise<PrintFile> {
  const { scene, recipe, title, createdAtMs } = input;
  const side = sideOf(scene, input.side);
  const sources = rememberSources(source);
  const marks = recipe.marks ?? undefined;
  const pdf = await writePdf([side], { title, createdAtMs, marks }, sources);
  const proof = input.proof
    ? await readProof(input.proof)
    : await renderRaster(side, proofOptions(recipe), sources);
  const parity = compareRasters(proof, await readBack(pdf, side, recipe));
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const findings = withPasses(input.findings).filter((one) => one.side === undefined || one.side === side.id);
  const certificate: Certificate = {
    certificateVersion: 1,
    sceneHash: sceneHash(scene),
    side: side.id,
    recipe,
    engine: ENGINE_VERSION,
    pdfSha256: sha256,
    verdict: worst(findings),
    findings,
    parity,
  };
  return { pdf, sha256, certificate, parity };
}

/** The bleed box of a finished print file as pixels, at the recipe's resolution. */
export function readBack(pdf: Uint8Array, side: SceneSide, recipe: OutputRecipe): Promise<Raster> {
  const sheet = sheetOf(side, { bleed: true, marks: recipe.marks ?? undefined });
  const frame = frameOf(side.bleed, { dpi: recipe.dpi });
  const view = viewOf(frame);
  const turned = imagesOf(side.nodes)
    .filter((node) => !isAxisParallel(placementOf(node, view, 'print').matrix))
    .map((node) => mapBox(view, node.box));
  const window = {
    page: 0,
    dpi: recipe.dpi,
    leftPt: suToPt(side.bleed.x - sheet.box.x),
    topPt: suToPt(side.bleed.y - sheet.box.y),
    widthPx: frame.widthPx,
    heightPx: frame.heightPx,
  };
  return rasterisePdf(pdf, window, turned);
}

const proofOptions = ({ dpi, bands }: OutputRecipe) =>
  ({ size: { dpi }, bleed: true, ground: PAPER, bands }) as const;

async function readProof(png: Uint8Array): Promise<Pick<Raster, 'pixels' | 'widthPx' | 'heightPx'>> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, widthPx: info.width, heightPx: info.height };
}

function sideOf(scene: Scene, id: string): SceneSide {
  const side = scene.sides.find((candidate) => candidate.id === id);
  if (side) return side;
  throw new CodedError({
    code: 'side_unknown',
    message: `the scene has no side "${id}"`,
    params: { side: id },
  });
}
