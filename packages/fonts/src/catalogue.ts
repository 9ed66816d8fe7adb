import type { FontRef } from '@luneo/design';
import { type Coverage, parseCoverage } from '@luneo/layout';
import type { FontFace } from './face.ts';
import { FALLBACK_FAMILIES } from './families.ts';
import { MANIFEST } from './generated/manifest.ts';

const byHash = new Map(MANIFEST.map((face) => [face.hash, face]));
const coverages = new Map<string, Coverage>();

/** Every face a brand may offer, emoji apart. */
export const FONT_FACES: readonly FontFace[] = MANIFEST.filter((face) => face.kind !== 'emoji');

/** Hash of the emoji font. */
export const EMOJI_HASH: string = MANIFEST.find((face) => face.kind === 'emoji')!.hash;

export const faceByHash = (hash: string): FontFace | undefined => byHash.get(hash);

/** The face by name; undefined when the catalogue lacks that weight or style. */
export const findFace = (
  family: string,
  weight = 400,
  style: FontRef['style'] = 'normal',
): FontFace | undefined =>
  MANIFEST.find((face) => face.family === family && face.weight === weight && face.style === style);

export const fontRef = ({ family, weight, style, hash }: FontFace): FontRef => ({
  family,
  weight,
  style,
  hash,
});

/** Regular faces that together cover every script of the catalogue; for a product's `fallbackFonts`. */
export const FALLBACK_FONTS: readonly FontRef[] = FALLBACK_FAMILIES.map((family) =>
  fontRef(findFace(family)!),
);

/** Coverage of a catalogue font by hash, for `createFontBook`. */
export function coverageOf(hash: string): Coverage | undefined {
  const known = coverages.get(hash);
  if (known) return known;
  const face = byHash.get(hash);
  if (!face) return undefined;
  const coverage = parseCoverage(face.coverage);
  coverages.set(hash, coverage);
  return coverage;
}
