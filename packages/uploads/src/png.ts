import { crc32, deflateSync } from 'node:zlib';
import { join } from './jpeg.ts';
import { refuse } from './refusal.ts';

/** The PNG with an iCCP chunk after its header, so that a decoder knows the colours of raw pixels. */
export function pngWithIcc(png: Uint8Array, icc: Uint8Array): Uint8Array {
  const afterHeader = 8 + 25;
  const body = join([new TextEncoder().encode('iCCPicc\0\0'), deflateSync(icc)]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length - 4);
  const crc = new Uint8Array(4);
  new DataView(crc.buffer).setUint32(0, crc32(body));
  return join([png.subarray(0, afterHeader), length, body, crc, png.subarray(afterHeader)]);
}

/** Refuses what the decoder lets pass: damaged pixels (by checksum), a lost end, animation (APNG). */
export function checkPng(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) refuse('raster_damaged', { detail: 'cut off' });
    const end = at + 8 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'acTL') refuse('animated');
    if (end + 4 > bytes.length) refuse('raster_damaged', { detail: 'cut off' });
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end))
      refuse('raster_damaged', { detail: `checksum of ${type}` });
    if (type === 'IEND') return;
    at = end + 4;
  }
}
