import { SCRIPT_CODES, SCRIPT_RUNS } from './generated/scripts.ts';

/** Scripts whose letters join: spacing between their letters would tear words apart. */
const CURSIVE = new Set(['Arab', 'Syrc', 'Mong', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Mani', 'Phag', 'Sogd']);

let starts: Uint32Array | undefined;
let values: Uint8Array;

function load(): Uint32Array {
  const numbers = SCRIPT_RUNS.split(' ').map((digits) => Number.parseInt(digits, 36));
  starts = new Uint32Array(numbers.length / 2);
  values = new Uint8Array(numbers.length / 2);
  let at = 0;
  for (let i = 0; i < starts.length; i++) {
    at += i === 0 ? 0 : numbers[2 * i - 2]!;
    starts[i] = at;
    values[i] = numbers[2 * i + 1]!;
  }
  return starts;
}

/** Four-letter script code (ISO 15924) of a code point; undefined = common or inherited. */
export function scriptOf(codePoint: number): string | undefined {
  const table = starts ?? load();
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (table[mid]! <= codePoint) low = mid;
    else high = mid - 1;
  }
  const value = values[low]!;
  return value < 2 ? undefined : SCRIPT_CODES.slice((value - 2) * 4, (value - 1) * 4);
}

export const isCursive = (script: string): boolean => CURSIVE.has(script);
