import { createHash } from 'node:crypto';
import { compareRasters } from '@luneo/print';
import { expect } from 'vitest';
import type { Files } from './dashboard.ts';
import { boxMm, contentsOf, imagesOf, readPdf, wholeText } from './pdf.ts';
import { type Picture, scansOf } from './pictures.ts';
import { byPdfium, byPoppler, cut, hasPoppler, pixelsOf } from './rasters.ts';

export interface Expected {
  readonly trimMm: readonly [width: number, height: number];
  readonly bleedMm: number;
  /** Pictures in the order they lie on the side, with the sharpness the customizer showed. */
  readonly pictures: readonly { readonly picture: Picture; readonly dpi: number }[];
  /** Text is on the side. */
  readonly text: boolean;
  /** The side as it was shown for approval, trimmed. */
  readonly shown: Buffer;
}

/** One pixel a millimetre: pictures of other engines and of screens are compared so, details of filters vanish. */
const coarse = (mm: number): number => Math.round(mm);
const PROOF_DPI = 300;
/** Another engine may differ in its filters; a screen draws smaller copies of the photos besides. */
const POPPLER_PPM = 1_000;
const SCREEN_PPM = 5_000;

/** A print file is what the shopper approved, and what a press can use. */
export async function expectPrintFile(files: Files, expected: Expected): Promise<void> {
  const { pdf, certificate, text } = files;
  const digest = createHash('sha256').update(pdf).digest('hex');
  expect(certificate.pdfSha256).toBe(digest);
  expect(text).toContain(digest.slice(0, 12));
  expectBoxes(pdf, expected);
  expectOutlines(pdf, expected);
  expectPictures(pdf, expected);
  await expectSamePicture(files, expected);
}

function expectBoxes(pdf: Buffer, { trimMm: [width, height], bleedMm }: Expected): void {
  const { pages } = readPdf(pdf);
  expect(pages).toHaveLength(1);
  const outer = [0, 0, width + 2 * bleedMm, height + 2 * bleedMm];
  const wanted = {
    MediaBox: outer,
    BleedBox: outer,
    TrimBox: [bleedMm, bleedMm, width + bleedMm, height + bleedMm],
  };
  for (const [name, box] of Object.entries(wanted))
    boxMm(pages[0]!, name as keyof typeof wanted).forEach((mm, edge) => {
      expect(Math.abs(mm - box[edge]!), `${name} ${edge}`).toBeLessThan(0.01);
    });
}

/** Text is paths: no font, no text operator. */
function expectOutlines(pdf: Buffer, { text }: Expected): void {
  const parsed = readPdf(pdf);
  for (const { dict } of parsed.objects.values()) expect(dict).not.toMatch(/\/Font/);
  const contents = contentsOf(parsed);
  expect(contents.length).toBeGreaterThan(0);
  for (const content of contents) expect(content).not.toMatch(/\b(BT|ET|Tf|Tj|TJ)\b/);
  const curves = contents.join('').match(/ c$/gm)?.length ?? 0;
  expect(curves > 50, `${curves} curves`).toBe(text);
}

/** Photos are the uploaded scans, byte by byte, as sharp as was said, and say nothing of their camera. */
function expectPictures(pdf: Buffer, { pictures }: Expected): void {
  const parsed = readPdf(pdf);
  const images = imagesOf(parsed);
  expect(images).toHaveLength(pictures.length);
  const everything = wholeText(parsed);
  images.forEach(({ object, dpi }, index) => {
    const { picture, dpi: shown } = pictures[index]!;
    expect(object.dict).toContain('/DCTDecode');
    expect(scansOf(object.stream!).equals(scansOf(picture.bytes)), `${picture.name}: same scans`).toBe(true);
    expect(Math.abs(dpi - shown), `${picture.name}: ${dpi} dpi, ${shown} shown`).toBeLessThanOrEqual(1);
    for (const secret of picture.secrets) expect(everything.includes(secret), secret).toBe(false);
  });
}

async function expectSamePicture(
  { pdf, proof, certificate }: Files,
  { trimMm: [width, height], bleedMm, shown }: Expected,
): Promise<void> {
  const approved = await pixelsOf(proof);
  const again = compareRasters(approved, await byPdfium(pdf, approved));
  expect(again).toMatchObject({ hold: false, wholeBlocks: 0 });
  expect(certificate.parity.differingPpm).toBeLessThanOrEqual(100);

  const small = { widthPx: coarse(width + 2 * bleedMm), heightPx: coarse(height + 2 * bleedMm) };
  if (hasPoppler) {
    const poppler = compareRasters(await pixelsOf(proof, small), await byPoppler(pdf, small));
    expect(poppler, 'read by Poppler').toMatchObject({ wholeBlocks: 0 });
    expect(poppler.differingPpm, 'read by Poppler').toBeLessThanOrEqual(POPPLER_PPM);
  }
  const trimmed = await cut(proof, Math.round((bleedMm / 25.4) * PROOF_DPI));
  const trim = { widthPx: coarse(width), heightPx: coarse(height) };
  const screen = compareRasters(await pixelsOf(trimmed, trim), await pixelsOf(shown, trim));
  expect(screen, 'as shown for approval').toMatchObject({ wholeBlocks: 0 });
  expect(screen.differingPpm, 'as shown for approval').toBeLessThanOrEqual(SCREEN_PPM);
}
