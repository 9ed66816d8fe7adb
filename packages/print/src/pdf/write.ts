import { type Box, bottom, type Matrix, right, suToPt } from '@luneo/geometry';
import { CodedError } from '@luneo/kernel';
import type { SceneSide } from '@luneo/scene';
import { type MarkSpec, sheetOf } from '../marks.ts';
import { imagesOf } from '../raster/pictures.ts';
import type { ImageSource } from '../sources.ts';
import { Content } from './content.ts';
import { array, date, dict, PdfFile, type Ref, text } from './file.ts';
import { addImage } from './image.ts';
import { boxPt } from './numbers.ts';

export interface PdfOptions {
  /** Milliseconds since the epoch, of the order: never the time of writing, or bytes would differ. */
  readonly createdAtMs: number;
  readonly title: string;
  readonly marks?: MarkSpec | undefined;
}

/** Longest edge that PDF allows without a user unit (200 inches). */
const MAX_PT = 14_400;

/**
 * Sides as pages of one PDF. MediaBox = BleedBox, or larger where there are marks. Equal input, equal
 * bytes. Rejects with `sheet_too_large`, `picture_unreadable` or what `source` rejects with.
 */
export async function writePdf(
  sides: readonly SceneSide[],
  options: PdfOptions,
  source: ImageSource,
): Promise<Buffer> {
  const file = new PdfFile();
  const root = file.reserve();
  const pages = file.reserve();
  const images = await addImages(file, sides, source);
  const kids = sides.map((side) => addPage(file, pages, side, images, options));
  file.set(root, dict({ Type: '/Catalog', Pages: pages }));
  file.set(pages, dict({ Type: '/Pages', Kids: array(kids), Count: kids.length }));
  const info = file.add(
    dict({
      Title: text(options.title),
      Producer: text('Luneo'),
      CreationDate: date(options.createdAtMs),
      ModDate: date(options.createdAtMs),
      Trapped: '/False',
    }),
  );
  return file.finish(root, info);
}

async function addImages(
  file: PdfFile,
  sides: readonly SceneSide[],
  source: ImageSource,
): Promise<Map<string, Ref>> {
  const images = new Map<string, Ref>();
  for (const node of sides.flatMap((side) => imagesOf(side.nodes))) {
    if (images.has(node.asset)) continue;
    images.set(node.asset, await addImage(file, node, await source.bytes(node.asset)));
  }
  return images;
}

function addPage(
  file: PdfFile,
  parent: Ref,
  side: SceneSide,
  images: ReadonlyMap<string, Ref>,
  { marks }: PdfOptions,
): Ref {
  const sheet = sheetOf(side, { bleed: true, marks });
  const media = pageBox(sheet.box, sheet.box);
  if (suToPt(Math.max(sheet.box.width, sheet.box.height)) > MAX_PT)
    throw new CodedError({
      code: 'sheet_too_large',
      message: `side "${side.id}" is longer than a PDF page may be (5.08 m)`,
      params: { side: side.id },
    });
  const content = new Content({ file, images, toPage: pageMatrix(sheet.box), boxText: media });
  for (const node of sheet.nodes) content.node(node);
  if (sheet.marks) content.registration(sheet.marks);
  return file.add(
    dict({
      Type: '/Page',
      Parent: parent,
      MediaBox: media,
      BleedBox: pageBox(side.bleed, sheet.box),
      TrimBox: pageBox(side.trim, sheet.box),
      Group: content.translucent ? dict({ S: '/Transparency', CS: '/DeviceRGB' }) : undefined,
      Resources: content.resources(),
      Contents: file.deflated({}, content.text),
    }),
  );
}

/** Side space -> points with the origin at the sheet's lower left. */
export function pageMatrix(sheet: Box): Matrix {
  const k = suToPt(1);
  return [k, 0, 0, -k, -sheet.x * k, bottom(sheet) * k];
}

const pageBox = (box: Box, sheet: Box): string =>
  array(
    [box.x - sheet.x, bottom(sheet) - bottom(box), right(box) - sheet.x, bottom(sheet) - box.y].map((value) =>
      boxPt(suToPt(value)),
    ),
  );
