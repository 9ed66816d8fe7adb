import { isEmojiPresentation } from 'unicode-segmenter/emoji';

const TEXT_STYLE = 0xfe0e;
const EMOJI_STYLE = 0xfe0f;
const KEYCAP = 0x20e3;

export const codePointsOf = (cluster: string): number[] => Array.from(cluster, (c) => c.codePointAt(0)!);

/** Invisible characters that steer shaping and need no glyph: joiners, selectors, marks of direction. */
export const isIgnorable = (c: number): boolean =>
  c === 0xad ||
  c === 0x34f ||
  c === 0x61c ||
  (c >= 0x115f && c <= 0x1160) ||
  (c >= 0x17b4 && c <= 0x17b5) ||
  (c >= 0x180b && c <= 0x180f) ||
  (c >= 0x200b && c <= 0x200f) ||
  (c >= 0x202a && c <= 0x202e) ||
  (c >= 0x2060 && c <= 0x206f) ||
  (c >= 0xfe00 && c <= 0xfe0f) ||
  c === 0xfeff ||
  c === 0x3164 ||
  (c >= 0xe0000 && c <= 0xe0fff);

/** Spaces HarfBuzz draws with the plain space when a font lacks them. */
const isSpaceLike = (c: number): boolean =>
  c === 0xa0 || (c >= 0x2000 && c <= 0x200a) || c === 0x202f || c === 0x205f || c === 0x3000;

/** What to ask a font for instead of a character that HarfBuzz itself replaces. */
export const standIn = (c: number): number => (isSpaceLike(c) ? 0x20 : c === 0x2011 ? 0x2010 : c);

export const isSpace = (cluster: string): boolean =>
  cluster === ' ' || (cluster.length === 1 && isSpaceLike(cluster.charCodeAt(0)));

/** UTS #51: is this cluster meant as a picture? Flags, keycaps, skin tones and ZWJ sequences included. */
export function isEmojiCluster(codePoints: readonly number[]): boolean {
  const [first, second] = codePoints;
  if (second === TEXT_STYLE) return false;
  if (codePoints.includes(EMOJI_STYLE) || codePoints.includes(KEYCAP)) return true;
  if (isEmojiPresentation(first!)) return true;
  return second !== undefined && second >= 0x1f3fb && second <= 0x1f3ff;
}
