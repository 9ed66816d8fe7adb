import { harfbuzzModule, unpackWoff2, writeTables } from '@luneo/fonts';
import { sha256Hex } from '@luneo/kernel';
import { formatCoverage, surveyFont } from '@luneo/layout';
import { refuse } from '../refusal.ts';
import type { FontFacts, Ingested } from '../types.ts';
import { NAME, namesOf } from './names.ts';
import { type FontTables, tablesOf, viewOf } from './tables.ts';

/** Of the font catalogue, the largest face has 1.4 million points, the most intricate glyph 786. */
const MOST_POINTS_OF_A_GLYPH = 20_000;
const MOST_POINTS = 20_000_000;
const MOST_UNPACKED = 50_000_000;
/** Offset of the size after unpacking in a WOFF2 header. */
const TOTAL_SFNT_SIZE = 16;

/** Bits of `fsType` in OS/2. */
const EMBEDDING = { restricted: 0x2, preview: 0x4, editable: 0x8, noSubsetting: 0x100, bitmapOnly: 0x200 };

/** Font bytes of unknown origin -> an OpenType file of the tables that draw, and what is known of it. */
export async function readFont(source: Uint8Array): Promise<Ingested<FontFacts>> {
  const tables = tablesOf(await openTypeOf(source));
  const embedding = embeddingOf(viewOf(tables.get('OS/2')!).getUint16(8));
  const stored = writeTables(tables);
  const glyphs = viewOf(tables.get('maxp')!).getUint16(4);
  const { mostPoints, points, codePoints, ...metrics } = await survey(stored, glyphs);
  if (mostPoints > MOST_POINTS_OF_A_GLYPH || points > MOST_POINTS) refuse('font_too_complex');
  if (metrics.unitsPerEm < 16 || metrics.unitsPerEm > 16_384 || codePoints.size === 0 || points === 0)
    refuse('font_broken', { detail: 'it draws no character' });
  const facts: FontFacts = {
    kind: 'font',
    hash: sha256Hex(stored),
    ...described(tables),
    outlines: tables.has('CFF ') ? 'cff' : 'truetype',
    embedding,
    ...metrics,
    coverage: formatCoverage(codePoints),
  };
  return { facts, stored, thumbnails: [] };
}

async function openTypeOf(source: Uint8Array): Promise<Uint8Array> {
  const signature = String.fromCharCode(...source.subarray(0, 4));
  if (signature === 'ttcf') refuse('font_collection');
  if (signature === '\0\x01\0\0' || signature === 'true' || signature === 'OTTO') return source;
  if (signature !== 'wOF2') refuse('font_type');
  if (source.length < TOTAL_SFNT_SIZE + 4) refuse('font_broken');
  const unpacked = viewOf(source).getUint32(TOTAL_SFNT_SIZE);
  if (unpacked > MOST_UNPACKED) refuse('too_large', { bytes: unpacked, limit: MOST_UNPACKED });
  // The header may lie: what unpacking may cost is bounded by the process it runs in.
  return unpackWoff2(source).catch(() => refuse('font_broken'));
}

const survey = async (stored: Uint8Array, glyphs: number) => {
  const module = await harfbuzzModule();
  try {
    return await surveyFont(module, stored, glyphs);
  } catch (error) {
    if (error instanceof RangeError) return refuse('font_broken');
    throw error;
  }
};

/**
 * A shopper edits with the font and gets it cut down: the file has to allow both. Where several levels are
 * named (before version 3 of OS/2), the freest counts.
 */
function embeddingOf(fsType: number): FontFacts['embedding'] {
  if ((fsType & (EMBEDDING.noSubsetting | EMBEDDING.bitmapOnly)) !== 0) refuse('font_restricted');
  if ((fsType & EMBEDDING.editable) !== 0) return 'editable';
  if ((fsType & (EMBEDDING.restricted | EMBEDDING.preview)) !== 0) refuse('font_restricted');
  return 'installable';
}

const ITALIC_OR_OBLIQUE = 0x201;

function described(tables: FontTables): Pick<FontFacts, 'family' | 'weight' | 'style' | 'licence'> {
  const os2 = viewOf(tables.get('OS/2')!);
  const name = namesOf(tables);
  const family = name(NAME.typographicFamily, 80) || name(NAME.family, 80) || 'Unnamed';
  const weight = Math.round(os2.getUint16(4) / 100) * 100;
  return {
    family,
    weight: Math.min(900, Math.max(100, weight)),
    style: (os2.getUint16(62) & ITALIC_OR_OBLIQUE) === 0 ? 'normal' : 'italic',
    licence: [name(NAME.licence, 2_000), name(NAME.licenceUrl, 500)].filter(Boolean).join(' '),
  };
}
