import { fault, ok, type Result } from '@luneo/kernel';

/** What a PDF must say of a JPEG that it carries unchanged. */
export interface JpegFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: 1 | 3 | 4;
  /** Of the Adobe marker (0 = plain RGB or CMYK, 1 = YCbCr, 2 = YCCK); absent without that marker. */
  readonly adobeTransform?: number;
  /** Component ids spell "RGB": stored without colour transform although no marker says so. */
  readonly plainRgb: boolean;
  /** Embedded ICC profile, its segments joined. */
  readonly icc?: Uint8Array;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP2 = 0xe2;
const APP14 = 0xee;
/** Twelve-bit JPEGs exist; neither PDF nor our decoder reads them. */
const BITS = 8;
const ICC_MARK = 'ICC_PROFILE\0';

/** Reads headers up to the first scan; `jpeg_unreadable` when they are broken. */
export function readJpeg(bytes: Uint8Array): Result<JpegFacts> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const broken = fault('jpeg_unreadable', 'this is not a JPEG that can be printed');
  if (bytes.length < 4 || view.getUint16(0) !== 0xff00 + SOI) return broken;
  let frame: Frame | undefined;
  let adobeTransform: number | undefined;
  const profile: { order: number; part: Uint8Array }[] = [];
  for (const { marker, body } of segments(bytes, view)) {
    if (isFrame(marker) && body.length >= 6 && body[0] === BITS) frame = readFrame(body);
    if (marker === APP14 && ascii(body, 5) === 'Adobe' && body.length >= 12) adobeTransform = body[11]!;
    if (marker === APP2 && ascii(body, 12) === ICC_MARK && body.length > 14)
      profile.push({ order: body[12]!, part: body.subarray(14) });
  }
  if (!frame || ![1, 3, 4].includes(frame.components)) return broken;
  profile.sort((a, b) => a.order - b.order);
  return ok({
    ...frame,
    ...(adobeTransform !== undefined && { adobeTransform }),
    ...(profile.length > 0 && { icc: Buffer.concat(profile.map(({ part }) => part)) }),
  });
}

type Frame = Pick<JpegFacts, 'widthPx' | 'heightPx' | 'components' | 'plainRgb'>;

function readFrame(body: Uint8Array): Frame {
  return {
    heightPx: body[1]! * 256 + body[2]!,
    widthPx: body[3]! * 256 + body[4]!,
    components: body[5] as JpegFacts['components'],
    plainRgb: [body[6], body[9], body[12]].every((id, index) => id === 'RGB'.charCodeAt(index)),
  };
}

/** Start-of-frame markers C0-CF but for DHT, JPG and DAC. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function* segments(bytes: Uint8Array, view: DataView): Generator<{ marker: number; body: Uint8Array }> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === SOS || marker === EOI) return;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return;
    yield { marker, body: bytes.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
}

const ascii = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length)).toString('latin1');

/**
 * The same JPEG without its Exif: decoders would turn the pixels, but orientation is in the scene's
 * matrix already. Stored pictures have none; this guards against those that came another way.
 */
export function withoutExif(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { marker, body } of segments(bytes, view)) {
    if (marker !== 0xe1 || ascii(body, 4) !== 'Exif') continue;
    const start = body.byteOffset - bytes.byteOffset - 4;
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 4 + body.length)]);
  }
  return bytes;
}
