import {
  EMOJI_HASH,
  FALLBACK_FONTS,
  FONT_FACES,
  type FontFace,
  faceByHash,
  fontRef,
  subset,
} from '@luneo/fonts';

/** Faces the dev products offer: regular and bold Latin faces, and what other scripts fall back to. */
const fallback = new Set(FALLBACK_FONTS.map((font) => font.hash));
const offered = (face: FontFace): boolean =>
  face.style === 'normal' &&
  ((face.scripts.includes('Latn') && face.weight <= 700) || fallback.has(face.hash));

export const fonts = FONT_FACES.filter(offered).map((face) => ({
  ref: fontRef(face),
  kind: face.kind,
  coverage: face.coverage,
}));
export const fallbackFonts = FALLBACK_FONTS;
export const emoji = { hash: EMOJI_HASH, coverage: faceByHash(EMOJI_HASH)!.coverage };

/** The subset a browser asks for: `u` is "20-7e,e9" in hexadecimal. */
export async function fontSubset(hash: string, u: string): Promise<Uint8Array | undefined> {
  if (!faceByHash(hash)) return undefined;
  const points = u.split(',').flatMap((range) => {
    const [start = 0, end = start] = range.split('-').map((digits) => Number.parseInt(digits, 16));
    return Array.from({ length: end - start + 1 }, (_, i) => start + i);
  });
  return subset(hash, points);
}
