import { refuse } from './refusal.ts';

/** What a JPEG says of itself, and the file with nothing in it but pixels and how to read them. */
export interface CleanJpeg {
  readonly bytes: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: number;
  /** Exif's 1-8. */
  readonly orientation: number;
  /** Colours are told by the removed JFIF segment alone: such a file must be re-encoded. */
  readonly needsJfif: boolean;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
/** Baseline, extended, progressive: what browsers and PDF readers decode. */
const PROCESSES = [0xc0, 0xc1, 0xc2];
const OTHER_FRAMES = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];

/**
 * Copies a JPEG segment by segment: tables and scans byte by byte; of the application segments only
 * ICC (APP2) and Adobe (APP14); no comments; nothing after the end. Throws coded refusals.
 */
export function cleanJpeg(source: Uint8Array): CleanJpeg {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const kept: Uint8Array[] = [source.subarray(0, 2)];
  const seen = { orientation: 1, jfif: false, adobe: false };
  let frame: Frame | undefined;
  let scans = 0;
  let at = 2;
  for (;;) {
    if (source[at] !== 0xff) refuse('jpeg_structure', { detail: 'no marker where one must be' });
    while (source[at + 1] === 0xff) at++;
    const marker = source[at + 1];
    if (marker === undefined) refuse('jpeg_structure', { detail: 'no end' });
    if (marker === EOI) break;
    if (marker === SOI || marker < 0xc0) refuse('jpeg_structure', { detail: `marker ${marker}` });
    const length = at + 4 <= source.length ? view.getUint16(at + 2) : 0;
    const end = at + 2 + length;
    if (length < 2 || end > source.length) refuse('jpeg_structure', { detail: 'cut off' });
    const segment = source.subarray(at, end);
    if (OTHER_FRAMES.includes(marker)) refuse('jpeg_process');
    if (PROCESSES.includes(marker)) {
      if (frame) refuse('jpeg_structure', { detail: 'two frames' });
      frame = readFrame(segment);
    }
    note(marker, segment, seen);
    if (keeps(marker, segment)) kept.push(segment);
    at = end;
    if (marker !== SOS) continue;
    if (!frame) refuse('jpeg_structure', { detail: 'a scan before its frame' });
    scans++;
    const next = endOfScan(source, at);
    kept.push(source.subarray(at, next));
    at = next;
  }
  if (!frame || scans === 0) refuse('jpeg_structure', { detail: 'no picture' });
  kept.push(Uint8Array.of(0xff, EOI));
  const needsJfif = seen.jfif && !seen.adobe && frame.ids === 'RGB';
  return { ...frame.size, orientation: seen.orientation, needsJfif, bytes: join(kept) };
}

function keeps(marker: number, segment: Uint8Array): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > 0xef) return true;
  return isIcc(marker, segment) || isAdobe(marker, segment);
}

const startsWith = (segment: Uint8Array, text: string): boolean =>
  segment.length >= 4 + text.length && [...text].every((char, i) => segment[4 + i] === char.charCodeAt(0));
const isIcc = (marker: number, segment: Uint8Array): boolean =>
  marker === 0xe2 && startsWith(segment, 'ICC_PROFILE\0');
const isAdobe = (marker: number, segment: Uint8Array): boolean =>
  marker === 0xee && startsWith(segment, 'Adobe');

function note(
  marker: number,
  segment: Uint8Array,
  seen: { orientation: number; jfif: boolean; adobe: boolean },
): void {
  if (marker === APP0 && startsWith(segment, 'JFIF\0')) seen.jfif = true;
  if (isAdobe(marker, segment)) seen.adobe = true;
  if (marker === 0xe1 && startsWith(segment, 'Exif\0\0'))
    seen.orientation = exifOrientation(segment.subarray(10)) ?? seen.orientation;
}

interface Frame {
  readonly size: { readonly widthPx: number; readonly heightPx: number; readonly components: number };
  readonly ids: string;
}

function readFrame(segment: Uint8Array): Frame {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  const components = segment[9] ?? 0;
  if (segment.length !== 10 + 3 * components) refuse('jpeg_structure', { detail: 'frame length' });
  if (segment[4] !== 8) refuse('jpeg_process', { detail: `${segment[4]} bits` });
  const size = { heightPx: view.getUint16(5), widthPx: view.getUint16(7), components };
  if (size.widthPx === 0 || size.heightPx === 0 || ![1, 3, 4].includes(components))
    refuse('jpeg_process', { detail: `${size.widthPx} x ${size.heightPx} x ${components}` });
  const ids = Array.from({ length: components }, (_, i) => String.fromCharCode(segment[10 + 3 * i]!)).join(
    '',
  );
  return { size, ids };
}

/** Entropy-coded data ends at the first marker that is neither a stuffed byte nor a restart. */
function endOfScan(source: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = source.indexOf(0xff, at);
    if (at < 0 || at + 1 >= source.length) refuse('jpeg_structure', { detail: 'the scan has no end' });
    const next = source[at + 1]!;
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else if (next === 0xff) at += 1;
    else return at;
  }
}

/** Tag 0x0112 of the first directory of a TIFF block; undefined when absent or nonsense. */
export function exifOrientation(tiff: Uint8Array): number | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 14) return undefined;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return undefined;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > tiff.length) return undefined;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
