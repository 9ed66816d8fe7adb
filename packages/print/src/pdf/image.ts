import { CodedError, type Fault } from '@luneo/kernel';
import type { ImageNode } from '@luneo/scene';
import sharp from 'sharp';
import { type JpegFacts, readJpeg } from '../image/jpeg.ts';
import { BandDeflater } from '../png/deflate-bands.ts';
import { bandsOf, isOpaque } from '../png/encode.ts';
import { filterUp } from '../png/filter-up.ts';
import { array, type Dict, dict, type PdfFile, type Ref } from './file.ts';

const BANDS = 8;

/** Puts a picture into the file; JPEGs keep every byte of theirs. */
export function addImage(file: PdfFile, node: ImageNode, bytes: Uint8Array): Promise<Ref> | Ref {
  return node.mime === 'image/jpeg' ? addJpeg(file, node, bytes) : addPixels(file, node, bytes);
}

function addJpeg(file: PdfFile, { asset }: ImageNode, bytes: Uint8Array): Ref {
  const read = readJpeg(bytes);
  if (!read.ok) throw unreadable(asset, read.error);
  const facts = read.value;
  // Adobe's programs store CMYK upside down, and say so by their marker
  const inverted = facts.components === 4 && facts.adobeTransform !== undefined;
  const plain = facts.components === 3 && facts.plainRgb && facts.adobeTransform === undefined;
  return file.stream(
    {
      ...imageEntries(facts.widthPx, facts.heightPx),
      ColorSpace: colorSpace(file, facts),
      Decode: inverted ? '[1 0 1 0 1 0 1 0]' : undefined,
      DecodeParms: plain ? dict({ ColorTransform: 0 }) : undefined,
      Filter: '/DCTDecode',
    },
    [bytes],
  );
}

const DEVICE = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK' } as const;
const PROFILE_SPACE = { 1: 'GRAY', 3: 'RGB ', 4: 'CMYK' } as const;

/** The embedded profile where it fits the components; without one, the device space (RGB is sRGB). */
function colorSpace(file: PdfFile, { icc, components }: JpegFacts): string {
  const device = DEVICE[components];
  const space = icc && Buffer.from(icc).toString('latin1', 16, 20);
  if (!icc || space !== PROFILE_SPACE[components]) return device;
  return array(['/ICCBased', file.stream({ N: components, Alternate: device }, [icc])]);
}

/** PNG and WebP: pixels with PNG's own filter and zlib bands, transparency as a soft mask. */
async function addPixels(file: PdfFile, { asset }: ImageNode, bytes: Uint8Array): Promise<Ref> {
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw unreadable(asset, { code: '', message: String(cause) });
    });
  const { width, height } = info;
  const mask = isOpaque(data, width * height) ? undefined : await addMask(file, data, width, height);
  const deflater = new BandDeflater();
  let above: Uint8Array | undefined;
  for (const { top, rows } of bandsOf(height, BANDS)) {
    const pixels = data.subarray(top * width * 4, (top + rows) * width * 4);
    deflater.add(filterUp({ pixels, width, rows }, above, 3));
    above = pixels.subarray((rows - 1) * width * 4);
  }
  const entries: Dict = {
    ...imageEntries(width, height),
    ColorSpace: '/DeviceRGB',
    SMask: mask,
    Filter: '/FlateDecode',
    DecodeParms: dict({ Predictor: 15, Colors: 3, BitsPerComponent: 8, Columns: width }),
  };
  return file.stream(entries, await deflater.finish());
}

async function addMask(file: PdfFile, data: Uint8Array, width: number, height: number): Promise<Ref> {
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = data[i * 4 + 3]!;
  const deflater = new BandDeflater();
  for (const { top, rows } of bandsOf(height, BANDS))
    deflater.add(alpha.subarray(top * width, (top + rows) * width));
  const entries = { ...imageEntries(width, height), ColorSpace: '/DeviceGray', Filter: '/FlateDecode' };
  return file.stream(entries, await deflater.finish());
}

const imageEntries = (width: number, height: number): Dict => ({
  Type: '/XObject',
  Subtype: '/Image',
  Width: width,
  Height: height,
  BitsPerComponent: 8,
  Interpolate: 'true',
});

const unreadable = (asset: string, { message }: Fault): CodedError =>
  new CodedError({ code: 'picture_unreadable', message: `picture ${asset}: ${message}`, params: { asset } });
