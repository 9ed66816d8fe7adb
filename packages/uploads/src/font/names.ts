import { type FontTables, viewOf } from './tables.ts';

const RECORD = 12;
const WINDOWS = 3;
const ENGLISH = 0x409;
/** Ids of the `name` table. */
export const NAME = { family: 1, licence: 13, licenceUrl: 14, typographicFamily: 16 } as const;

/** Names of a font by id, English first; empty where the table is broken. Control characters are dropped. */
export function namesOf(tables: FontTables): (id: number, most: number) => string {
  const table = tables.get('name') ?? new Uint8Array();
  const found = new Map<number, { text: string; rank: number }>();
  const count = table.length < 6 ? 0 : viewOf(table).getUint16(2);
  for (let i = 0; i < count && 6 + (i + 1) * RECORD <= table.length; i++) {
    const [platform, , language, id, length, offset] = Array.from({ length: 6 }, (_, field) =>
      viewOf(table).getUint16(6 + i * RECORD + field * 2),
    ) as [number, number, number, number, number, number];
    const start = viewOf(table).getUint16(4) + offset;
    if (start + length > table.length) continue;
    const text = decode(table.subarray(start, start + length), platform);
    const rank = platform === WINDOWS ? (language === ENGLISH ? 2 : 1) : 0;
    if (text !== '' && rank >= (found.get(id)?.rank ?? -1)) found.set(id, { text, rank });
  }
  return (id, most) =>
    Array.from(found.get(id)?.text ?? '')
      .slice(0, most)
      .join('');
}

/** UTF-16 on Windows and Unicode platforms; the Macintosh one is read as far as it is ASCII. */
function decode(bytes: Uint8Array, platform: number): string {
  const text =
    platform === 1
      ? String.fromCharCode(...bytes.subarray(0, 4_096).filter((byte) => byte < 0x80))
      : new TextDecoder('utf-16be').decode(bytes);
  return text.replace(/\p{C}+/gu, ' ').trim();
}
