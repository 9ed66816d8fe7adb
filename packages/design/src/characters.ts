import { fault, ok, type Result } from '@luneo/kernel';

/** General categories a set may name: letters, marks, numbers, punctuation, spaces. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  L: /^\p{L}$/u,
  M: /^\p{M}$/u,
  N: /^\p{N}$/u,
  P: /^\p{P}$/u,
  Z: /^\p{Z}$/u,
};

/** A set of characters: asked one character at a time, so that no text takes longer than its length. */
export type CharacterSet = (character: string) => boolean;

/**
 * Reads a set such as `A-Za-z0-9 .'`: characters, ranges, `\p{L}` for a category (L, M, N, P, Z), and `\\` before
 * `\` or `-` meant as itself. Fault: `characters_invalid`.
 */
export function readCharacters(pattern: string): Result<CharacterSet> {
  const ranges: [number, number][] = [];
  const classes: RegExp[] = [];
  const left = Array.from(pattern);
  const wrong = (message: string) => fault('characters_invalid', message, { params: { pattern } });
  while (left.length > 0) {
    const from = left.shift()!;
    if (from === '\\' && left[0] === 'p') {
      const name = /^p\{(\w)\}$/.exec(left.splice(0, 4).join(''))?.[1];
      if (name === undefined || !Object.hasOwn(CLASSES, name))
        return wrong('expected \\p{L}, \\p{M}, \\p{N}, \\p{P} or \\p{Z}');
      classes.push(CLASSES[name]!);
      continue;
    }
    const first = from === '\\' ? left.shift() : from;
    if (first === undefined) return wrong('expected a character after \\');
    const [dash, low] = left;
    if (dash !== '-' || low === undefined) {
      ranges.push([first.codePointAt(0)!, first.codePointAt(0)!]);
      continue;
    }
    const end = left.splice(0, low === '\\' ? 3 : 2).at(-1);
    if (end === undefined || end.codePointAt(0)! < first.codePointAt(0)!)
      return wrong(`expected an ascending range after "${first}-"`);
    ranges.push([first.codePointAt(0)!, end.codePointAt(0)!]);
  }
  return ok((character) => {
    const code = character.codePointAt(0) ?? 0;
    return (
      ranges.some(([low, high]) => code >= low && code <= high) || classes.some((one) => one.test(character))
    );
  });
}
