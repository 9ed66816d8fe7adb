import { mirrored } from './bidi.ts';

/** Asked for by shapers whatever the text: spaces, hyphens, joiners, the sign for a missing base. */
const ALWAYS = [0x20, 0x2d, 0xa0, 0x200c, 0x200d, 0x2010, 0x25cc];

/** Decompositions HarfBuzz makes that Unicode's canonical ones do not have. */
const SPLITS: Readonly<Record<number, readonly number[]>> = {
  3635: [0x0e4d, 0x0e32],
  3763: [0x0ecd, 0x0eb2],
  6078: [0x17c1],
  6079: [0x17c1],
  6080: [0x17c1],
  6084: [0x17c1],
  6085: [0x17c1],
};

/**
 * Code points a subset font needs so that any text of `codePoints` is shaped as by the whole font:
 * those themselves, what they decompose to, what pairs of them compose to, their mirror images, and the
 * stand-ins shaping may pick. Ascending.
 */
export function shapingClosure(codePoints: Iterable<number>): number[] {
  const closed = new Set([...ALWAYS, ...codePoints]);
  for (const code of [...closed]) {
    for (const part of decomposed(code)) closed.add(part);
    const image = mirrored(String.fromCodePoint(code));
    if (image !== undefined) closed.add(image.codePointAt(0)!);
  }
  const hebrew = [...closed].some((code) => code >= 0x5d0 && code <= 0x5ea);
  // HarfBuzz composes letters and points to these where a font has them.
  if (hebrew) for (let code = 0xfb1d; code <= 0xfb4e; code++) closed.add(code);
  addCompositions(closed);
  return [...closed].sort((a, b) => a - b);
}

function decomposed(code: number): number[] {
  if (code >= 0xd800 && code <= 0xdfff) return [];
  const parts = Array.from(String.fromCodePoint(code).normalize('NFD'), (c) => c.codePointAt(0)!);
  return [...parts, ...(SPLITS[code] ?? [])];
}

const isMark = (code: number): boolean => /\p{M}/u.test(String.fromCodePoint(code));
const isJamo = (code: number): boolean => code >= 0x1100 && code <= 0x11ff;

/** Every character two of the set compose to, until none is new (ê and ́ give ế). */
function addCompositions(closed: Set<number>): void {
  const seconds = [...closed].filter((code) => isMark(code) || isJamo(code));
  let fresh = [...closed];
  while (fresh.length > 0 && seconds.length > 0) {
    const made: number[] = [];
    for (const first of fresh)
      for (const second of seconds) {
        const pair = String.fromCodePoint(first, second).normalize('NFC');
        const code = pair.codePointAt(0)!;
        if (pair.length === String.fromCodePoint(code).length && !closed.has(code)) {
          closed.add(code);
          made.push(code);
        }
      }
    fresh = made;
  }
}
