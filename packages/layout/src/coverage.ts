/** Which code points a whole font file can draw. */
export interface Coverage {
  has(codePoint: number): boolean;
}

/**
 * Ascending code points as text: base-36 pairs "gap length", where gap counts from the end of the range
 * before. "w 2n" = U+0020..U+007E.
 */
export function formatCoverage(codePoints: Iterable<number>): string {
  const sorted = [...new Set(codePoints)].sort((a, b) => a - b);
  const out: string[] = [];
  let end = 0;
  for (let i = 0; i < sorted.length; ) {
    const start = sorted[i]!;
    let length = 1;
    while (sorted[i + length] === start + length) length++;
    out.push(`${(start - end).toString(36)} ${length.toString(36)}`);
    end = start + length;
    i += length;
  }
  return out.join(' ');
}

/** Reads what {@link formatCoverage} writes. */
export function parseCoverage(text: string): Coverage & { codePoints(): number[] } {
  const numbers = text === '' ? [] : text.split(' ').map((digits) => Number.parseInt(digits, 36));
  const starts = new Uint32Array(numbers.length / 2);
  const ends = new Uint32Array(numbers.length / 2);
  let at = 0;
  for (let i = 0; i < starts.length; i++) {
    starts[i] = at + numbers[2 * i]!;
    at = starts[i]! + numbers[2 * i + 1]!;
    ends[i] = at;
  }
  return {
    has(codePoint) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const mid = (low + high + 1) >> 1;
        if (starts[mid]! <= codePoint) low = mid;
        else high = mid - 1;
      }
      return starts.length > 0 && codePoint >= starts[low]! && codePoint < ends[low]!;
    },
    codePoints: () =>
      Array.from(starts, (start, i) => Array.from({ length: ends[i]! - start }, (_, k) => start + k)).flat(),
  };
}
