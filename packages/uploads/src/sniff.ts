import type { RefusalReason } from './refusal.ts';

export type UploadType = 'jpeg' | 'png' | 'webp' | 'heic' | 'svg';

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

const HEIC_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

/** The kind of file by its first bytes; names and declared types are never asked. */
export function sniff(bytes: Uint8Array): UploadType | RefusalReason {
  if (bytes.length === 0) return 'empty';
  const head = ascii(bytes, 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp') return ftyp(bytes);
  if (head.startsWith('GIF8')) return 'type_gif';
  if (head.startsWith('%PDF') || head.startsWith('%!PS')) return 'type_pdf';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'type_tiff';
  if (head.startsWith('8BPS')) return 'type_psd';
  if (head.startsWith('\x1f\x8b')) return 'type_svgz';
  if (head.startsWith('\xff\x0a') || head.startsWith('\0\0\0\x0cJXL ')) return 'type_jxl';
  if (head.startsWith('BM') && bytes.length > 26 && bytes[14]! >= 12 && bytes[15] === 0) return 'type_bmp';
  return text(bytes);
}

function ftyp(bytes: Uint8Array): UploadType | RefusalReason {
  const size = Math.min(256, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0));
  const brands: string[] = [];
  for (let at = 8; at + 4 <= size; at += 4) if (at !== 12) brands.push(ascii(bytes, at, at + 4));
  if (brands[0] === 'avif' || brands[0] === 'avis') return 'type_avif';
  if (brands.includes('avif') && !brands.some((brand) => /^hei|^hev/.test(brand))) return 'type_avif';
  return brands.some((brand) => HEIC_BRANDS.test(brand)) ? 'heic' : 'type_unknown';
}

/** SVG when the first element is `svg`, after declaration, doctype, comments. */
function text(bytes: Uint8Array): UploadType | RefusalReason {
  let rest = new TextDecoder(textEncoding(bytes)).decode(bytes.subarray(0, 64 * 1024)).trimStart();
  if (/^<(!doctype html|html|head|body)\b/i.test(rest)) return 'type_html';
  // one prologue item after the other: a single expression over all of them could be made to backtrack
  for (let ends = prologueEnd(rest); ends > 0; ends = prologueEnd(rest)) rest = rest.slice(ends).trimStart();
  return /^<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]/.test(rest) ? 'svg' : 'type_unknown';
}

/** UTF-8 unless a byte order mark says otherwise. */
export function textEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function prologueEnd(text: string): number {
  const after = (end: string): number => text.indexOf(end) + 1 && text.indexOf(end) + end.length;
  if (text.startsWith('<?')) return after('?>');
  if (text.startsWith('<!--')) return after('-->');
  if (!/^<!doctype\s/i.test(text)) return 0;
  const subset = text.indexOf('[');
  return subset >= 0 && subset < text.indexOf('>') ? after(']>') || after('] >') : after('>');
}
