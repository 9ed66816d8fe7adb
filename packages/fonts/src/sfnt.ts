/** Tables of an OpenType file by tag. */
export type Tables = ReadonlyMap<string, Uint8Array>;

const HEADER = 12;
const RECORD = 16;

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function readTables(font: Uint8Array): Tables {
  const view = viewOf(font);
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, i) => {
      const at = HEADER + i * RECORD;
      const start = view.getUint32(at + 8);
      const tag = String.fromCharCode(...font.subarray(at, at + 4));
      return [tag, font.subarray(start, start + view.getUint32(at + 12))];
    }),
  );
}

const CFF_FLAVOUR = 0x4f54544f;
const TRUETYPE_FLAVOUR = 0x00010000;

/** An OpenType file of these tables, sorted by tag. */
export function writeTables(tables: Tables): Uint8Array {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const padded = (length: number): number => (length + 3) & ~3;
  const start = HEADER + entries.length * RECORD;
  const out = new Uint8Array(entries.reduce((sum, [, table]) => sum + padded(table.length), start));
  const view = viewOf(out);
  const power = Math.floor(Math.log2(entries.length));
  view.setUint32(0, tables.has('CFF ') ? CFF_FLAVOUR : TRUETYPE_FLAVOUR);
  view.setUint16(4, entries.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, entries.length * 16 - 2 ** power * 16);
  let offset = start;
  entries.forEach(([tag, table], i) => {
    const at = HEADER + i * RECORD;
    out.set(table, offset);
    for (let k = 0; k < 4; k++) out[at + k] = tag.charCodeAt(k);
    view.setUint32(at + 4, checksum(view, offset, padded(table.length)));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, table.length);
    offset += padded(table.length);
  });
  return out;
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 4) sum = (sum + view.getUint32(offset + i)) >>> 0;
  return sum;
}
