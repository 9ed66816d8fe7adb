import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import {
  app,
  chunk,
  exif,
  jpegWith,
  photo,
  png,
  pngOf,
  webp,
  zeros,
} from '../../packages/uploads/src/testing.ts';

/** A file meant to do harm. Its harm, where it is text, holds the word {@link EVIL}. */
export interface Hostile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `taken`: stored without its harm. */
  readonly fate: 'refused' | 'taken';
}

export const EVIL = 'EVIL-a81f';
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const script = latin1(`<script>${EVIL}</script>`);
const file = (name: string, bytes: Uint8Array | string, fate: Hostile['fate'] = 'refused'): Hostile => ({
  name,
  bytes: typeof bytes === 'string' ? latin1(bytes) : bytes,
  fate,
});

/** The image data of a real JPEG, its header's size overwritten. */
function withSize(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const copy = Uint8Array.from(jpeg);
  const at = copy.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc1, 0xc2].includes(copy[i + 1]!));
  copy.set([height >> 8, height & 255, width >> 8, width & 255], at + 5);
  return copy;
}

/** A frame header of another kind, or sample depth, than the data. */
function withFrame(jpeg: Uint8Array, marker: number, precision = 8): Uint8Array {
  const copy = Uint8Array.from(jpeg);
  const at = copy.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc1, 0xc2].includes(copy[i + 1]!));
  copy[at + 1] = marker;
  copy[at + 4] = precision;
  return copy;
}

/** The last scan of a progressive JPEG over and over: little to send, minutes to decode. */
async function scanBomb(): Promise<Uint8Array> {
  const jpeg = await photo({ progressive: true }, 2000, 1500);
  const at = jpeg.lastIndexOf(0xda) - 1;
  const scan = jpeg.subarray(at, jpeg.length - 2);
  return join(jpeg.subarray(0, at), ...Array.from({ length: 4_000 }, () => scan), jpeg.subarray(-2));
}

const bytesOf = (length: number, fill = 0): Uint8Array => new Uint8Array(length).fill(fill);
const gray = (width: number, height: number): Uint8Array => zeros((width + 1) * height);
const packedText = (type: string, keyword: string): Uint8Array =>
  chunk(type, join(latin1(`${keyword}\0\0`), deflateSync(bytesOf(60_000_000, 65), { level: 9 })));

export async function hostilePngs(): Promise<Hostile[]> {
  const good = await png();
  const doubled = join(good.subarray(0, 33), good.subarray(8, 33), good.subarray(33));
  return [
    file('png of ten gigapixels', pngOf(100_000, 100_000, zeros(100_000))),
    file('png just above 100 megapixels, honest data', pngOf(10_001, 10_000, gray(10_001, 10_000))),
    file('png of width 2^31 - 1', pngOf(2 ** 31 - 1, 1, zeros(100))),
    file('png one pixel high, 90 million wide', pngOf(90_000_000, 1, gray(90_000_000, 1))),
    file('png of no width', pngOf(0, 10, zeros(10))),
    file('png that promises more than it has', pngOf(5_000, 5_000, zeros(1_000))),
    file('png whose data is no deflate', pngOf(10, 10, latin1('not deflate at all'))),
    file(
      'png with a wrong checksum',
      Uint8Array.from(good, (byte, at) => (at === 50 ? byte ^ 255 : byte)),
    ),
    file('png cut in its header', good.subarray(0, 20)),
    file('png cut in its data', good.subarray(0, 80)),
    file('png with two headers', doubled),
    file('png of a palette without palette', pngOf(10, 10, gray(10, 10), [], 3)),
    file('png of colour type 9', pngOf(10, 10, gray(10, 10), [], 9)),
    file(
      'png with 2,000 frames',
      pngOf(1, 1, zeros(2), [chunk('acTL', Uint8Array.of(0, 0, 7, 208, 0, 0, 0, 0))]),
    ),
    file(
      'png with a text bomb (zTXt)',
      pngOf(10, 10, gray(10, 10), [packedText('zTXt', 'Comment')]),
      'taken',
    ),
    file('png with a profile bomb (iCCP)', pngOf(10, 10, gray(10, 10), [packedText('iCCP', 'p')]), 'taken'),
    file(
      'png with a chunk of 4 gigabytes',
      join(good.subarray(0, 33), Uint8Array.of(255, 255, 255, 255), latin1('tEXt')),
    ),
    file('png and web page in one', join(good, script), 'taken'),
    file('png and zip in one', join(good, latin1(`PK\x03\x04${EVIL}PK\x05\x06`)), 'taken'),
    file(
      'png with a script in its text',
      pngOf(10, 10, gray(10, 10), [chunk('tEXt', join(latin1('Title\0'), script))]),
      'taken',
    ),
    file(
      'png with its place in eXIf',
      pngOf(10, 10, gray(10, 10), [chunk('eXIf', latin1(`II*\0${EVIL}`))]),
      'taken',
    ),
  ];
}

export async function hostileJpegs(): Promise<Hostile[]> {
  const good = await photo();
  const large = await photo({}, 800, 600);
  const damaged = Uint8Array.from(large);
  damaged.fill(0xaa, damaged.length - 3_000, damaged.length - 500);
  return [
    file('jpeg of 65535 x 65535', withSize(good, 65_535, 65_535)),
    file('jpeg that promises more than it has', withSize(good, 9_000, 9_000)),
    file('jpeg of no height', withSize(good, 64, 0)),
    file('jpeg of twelve bits', withFrame(good, 0xc1, 12)),
    file('jpeg with arithmetic coding', withFrame(good, 0xc9)),
    file('lossless jpeg', withFrame(good, 0xc3)),
    file('jpeg of 4,000 scans', await scanBomb()),
    file('jpeg cut in its header', large.subarray(0, 100)),
    file('jpeg cut in its data', large.subarray(0, 4_000)),
    file('jpeg with a damaged scan', damaged),
    file('jpeg that only starts', Uint8Array.of(0xff, 0xd8, 0xff)),
    file(
      'jpeg of segments without end',
      join(good.subarray(0, 2), ...Array.from({ length: 700 }, () => app(0xe5, bytesOf(65_000, 1)))),
      'refused',
    ),
    file(
      'jpeg with a segment of length 0',
      join(good.subarray(0, 2), Uint8Array.of(0xff, 0xe1, 0, 0), good.subarray(2)),
    ),
    file('jpeg with orientation 60,000', jpegWith(good, [exif(60_000, EVIL)]), 'taken'),
    file('jpeg with a script in its comment', jpegWith(good, [app(0xfe, script)]), 'taken'),
    file('jpeg and script in one', jpegWith(good, [app(0xe0, `*/=1;${EVIL}/*`)]), 'taken'),
    file(
      'jpeg with XMP that loads an entity',
      jpegWith(good, [
        app(
          0xe1,
          `http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${EVIL}`,
        ),
      ]),
      'taken',
    ),
    file('jpeg and web page in one', join(good, script), 'taken'),
  ];
}

export async function hostileOthers(): Promise<Hostile[]> {
  const good = await webp();
  const frames = await Promise.all([photo(), photo({ quality: 1 })]);
  const moving = await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer();
  const lying = Uint8Array.from(good);
  lying.set([255, 255, 255, 127], 4);
  return [
    file('webp cut in half', good.subarray(0, good.length / 2)),
    file('webp whose length lies', lying),
    file('webp that moves', moving),
    file('webp with a script behind', join(good, script), 'taken'),
    file('heic without a picture', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    file(
      'heic with a box of 2^63 bytes',
      '\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x01meta\x7f\xff\xff\xff\xff\xff\xff\xff',
    ),
    file('avif', '\0\0\0\x18ftypavif\0\0\0\0mif1'),
    file('gif', 'GIF89a\x01\0\x01\0'),
    file('bmp', 'BM\x36\0\0\0\0\0\0\0'),
    file('tiff', 'II*\0\x08\0\0\0'),
    file('psd', '8BPS\0\x01'),
    file('icon', '\0\0\x01\0\x01\0'),
    file('pdf with a script', `%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(${EVIL})>>>>`),
    file('postscript that deletes', `%!PS\n(${EVIL}) deletefile`),
    file('mvg that reads a file', `push graphic-context\nimage over 0,0 0,0 'label:@/etc/passwd'`),
    file('web page', `<!doctype html>${EVIL}`),
    file('zip', 'PK\x03\x04'),
    file('gzip bomb', gzipSync(bytesOf(200_000_000), { level: 9 })),
    file('program', '\x7fELF\x02\x01\x01'),
    file('video', '\0\0\0\x18ftypmp42\0\0\0\0'),
    file('nothing', ''),
    file('one byte', '\x89'),
    file('forty megabytes of nothing', bytesOf(40_000_000)),
  ];
}
