import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from '../../../scripts/lib/run.ts';

export interface Picture {
  readonly name: string;
  readonly bytes: Buffer;
  /** Words of its metadata that nobody else may read. */
  readonly secrets: readonly string[];
}

const REAL = join(ROOT, '../shared/data/photos/phone-photo.jpg');

/** 12 megapixels of soft coloured clouds, with a camera's metadata. */
export async function generatedPhoto(seed = 'clouds'): Promise<Picture> {
  const noise = { type: 'gaussian', mean: 150, sigma: 45 } as const;
  const small = await sharp({ create: { width: 36, height: 27, channels: 3, background: '#888', noise } })
    .modulate({ saturation: 0.5 })
    .png()
    .toBuffer();
  const bytes = await sharp(small)
    .resize(4032, 3024, { kernel: 'cubic', fit: 'fill' })
    .withExif({
      IFD0: { Make: 'Secretcam', Model: 'Hidden 12', Artist: 'Photographer unnamed' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 45/1 0/1', GPSMapDatum: 'WGS-84-SECRET' },
    })
    .jpeg({ quality: 88 })
    .toBuffer();
  return {
    name: `${seed}.jpg`,
    bytes,
    secrets: ['Exif', 'Secretcam', 'Hidden 12', 'Photographer', 'WGS-84'],
  };
}

/** A photo as a phone wrote it, where the test data is at hand; else a generated one, and the reason is printed. */
export async function phonePhoto(): Promise<Picture> {
  if (existsSync(REAL))
    return {
      name: 'phone-photo.jpg',
      bytes: readFileSync(REAL),
      secrets: ['Exif', 'Nokia', 'HMD Global', '00WW_3_380', '2022:08:14'],
    };
  console.log(`unavailable: ${REAL} is not there; a generated photo stands in for the real one`);
  return generatedPhoto('stand-in');
}

/** From the first scan to the end: the picture itself, without any header. */
export function scansOf(jpeg: Buffer): Buffer {
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) at += 2 + jpeg.readUInt16BE(at + 2);
  return jpeg.subarray(at, jpeg.lastIndexOf(Buffer.from([0xff, 0xd9])) + 2);
}
