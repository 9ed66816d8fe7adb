import { existsSync, readFileSync } from 'node:fs';
import { CodedError } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanJpeg, join } from './jpeg.ts';
import { app, exif, jpegWith, photo } from './testing.ts';

const markers = (bytes: Uint8Array): string[] => {
  const found: string[] = [];
  for (let at = 2; bytes[at + 1] !== 0xda; at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!)
    found.push(bytes[at + 1]!.toString(16));
  return found;
};
const scan = (bytes: Uint8Array): Uint8Array => bytes.subarray(Buffer.from(bytes).indexOf('ffda', 'hex'));
const reasonOf = (bytes: Uint8Array): unknown => {
  try {
    cleanJpeg(bytes);
    return 'accepted';
  } catch (error) {
    return error instanceof CodedError ? error.fault.params?.reason : error;
  }
};

describe('cleanJpeg', () => {
  test('keeps ICC and Adobe, drops every other application segment, comments and what follows the end', async () => {
    const icc = app(0xe2, 'ICC_PROFILE\0\x01\x01profile');
    const dirty = jpegWith(await photo(), [
      app(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
      exif(6, 'GPS 48.8584 N 2.2945 E'),
      app(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>'),
      icc,
      app(0xe2, 'MPF\0'),
      app(0xed, 'Photoshop 3.0\0'),
      app(0xfe, 'made by somebody'),
    ]);
    const clean = cleanJpeg(join([dirty, Buffer.from('PK\x03\x04 a zip at the end')]));
    expect(markers(clean.bytes).filter((marker) => /^(e|fe)/.test(marker))).toEqual(['e2']);
    expect(Buffer.from(clean.bytes).includes(Buffer.from(icc))).toBe(true);
    for (const secret of ['GPS', 'xmpmeta', 'somebody', 'PK\x03\x04', 'Photoshop', 'MPF'])
      expect(Buffer.from(clean.bytes).includes(secret)).toBe(false);
    expect(clean.orientation).toBe(6);
    expect(Buffer.compare(scan(clean.bytes), scan(await photo()))).toBe(0);
  });

  test('cleaning a clean file changes nothing', async () => {
    const once = cleanJpeg(await photo({ progressive: true })).bytes;
    expect(Buffer.compare(cleanJpeg(once).bytes, once)).toBe(0);
  });

  test('finds the orientation in either byte order, and ignores nonsense', async () => {
    const orientation = async (...args: Parameters<typeof exif>) =>
      cleanJpeg(jpegWith(await photo(), [exif(...args)])).orientation;
    expect(await orientation(8)).toBe(8);
    expect(await orientation(3, '', true)).toBe(3);
    expect(await orientation(77)).toBe(1);
  });

  test('what is cut off, empty or of a kind nobody can show', async () => {
    const whole = await photo();
    const frameAt = Buffer.from(whole).indexOf('ffc0', 'hex');
    const patched = (at: number, ...values: number[]) => {
      const copy = Uint8Array.from(whole);
      copy.set(values, at);
      return copy;
    };
    expect(reasonOf(whole.subarray(0, whole.length / 2))).toBe('jpeg_structure');
    expect(reasonOf(whole.subarray(0, 2))).toBe('jpeg_structure');
    expect(reasonOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))).toBe('jpeg_structure');
    expect(reasonOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1))).toBe('jpeg_structure');
    expect(reasonOf(patched(frameAt + 1, 0xc9))).toBe('jpeg_process');
    expect(reasonOf(patched(frameAt + 4, 12))).toBe('jpeg_process');
    expect(reasonOf(patched(frameAt + 5, 0, 0))).toBe('jpeg_process');
    expect(reasonOf(patched(frameAt + 9, 9))).toBe('jpeg_structure');
  });

  test('never throws anything but a coded refusal', async () => {
    const whole = await photo();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        (edits, end) => {
          const copy = Uint8Array.from(whole);
          for (const [at, value] of edits) copy[at] = value;
          expect(reasonOf(copy.subarray(0, end))).toMatch(/^(accepted|jpeg_)/);
        },
      ),
    );
  });

  test('a photo loses its place, and not a byte of its pixels', async () => {
    // a phone's own photo where one lies beside the repository
    const real = new URL('../../../../shared/data/photos/phone-photo.jpg', import.meta.url);
    const made = jpegWith(await photo(), [exif(1, 'GPS 48.8584 N')]);
    const source = existsSync(real) ? readFileSync(real) : made;
    const clean = cleanJpeg(source);
    expect(clean.bytes.length).toBeLessThan(source.length);
    expect(Buffer.from(clean.bytes).includes('Exif')).toBe(false);
    expect(Buffer.compare(lastScan(clean.bytes), lastScan(source))).toBe(0);
  });
});

/** From the last start of scan to the first end after it (an embedded thumbnail has its own, earlier). */
function lastScan(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes);
  const from = buffer.lastIndexOf('ffda', undefined, 'hex');
  return buffer.subarray(from, buffer.indexOf('ffd9', from, 'hex') + 2);
}
