import { refuse } from '../refusal.ts';

export type FontTables = ReadonlyMap<string, Uint8Array>;

const HEADER = 12;
const RECORD = 16;
const MOST_TABLES = 100;

/** Tables that draw, measure, shape and name; hinting, variations, colours, bitmaps and signatures go. */
const KEPT = new Set([
  ...['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post'],
  ...['glyf', 'loca', 'CFF ', 'GDEF', 'GSUB', 'GPOS', 'kern'],
]);
const NEEDED = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'OS/2'];
/** Bytes the fields that are read here reach to. */
const LEAST: Readonly<Record<string, number>> = { head: 54, hhea: 36, maxp: 6, 'OS/2': 68, cmap: 4 };

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The tables of an OpenType file that are kept. Every offset is checked before it is followed. */
export function tablesOf(font: Uint8Array): FontTables {
  if (font.length < HEADER) refuse('font_broken');
  const view = viewOf(font);
  const count = view.getUint16(4);
  if (count === 0 || count > MOST_TABLES || HEADER + count * RECORD > font.length)
    refuse('font_broken', { detail: `${count} tables` });
  const tables = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  for (let i = 0; i < count; i++) {
    const at = HEADER + i * RECORD;
    const tag = String.fromCharCode(...font.subarray(at, at + 4));
    const start = view.getUint32(at + 8);
    const length = view.getUint32(at + 12);
    if (seen.has(tag) || start + length > font.length) refuse('font_broken', { detail: `table ${i}` });
    seen.add(tag);
    if (KEPT.has(tag)) tables.set(tag, font.subarray(start, start + length));
  }
  if (seen.has('CFF2')) refuse('font_variable');
  for (const tag of NEEDED)
    if ((tables.get(tag)?.length ?? 0) < (LEAST[tag] ?? 1))
      refuse('font_broken', { detail: `no table "${tag}"` });
  if (!tables.has('CFF ') && !(tables.has('glyf') && tables.has('loca')))
    refuse('font_broken', { detail: 'no outlines' });
  return tables;
}
