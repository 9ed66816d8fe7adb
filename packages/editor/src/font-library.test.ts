import { describe, expect, it } from 'vitest';
import { formatRanges } from './font-library.ts';

describe('formatRanges', () => {
  it('writes runs as ranges, in hexadecimal', () => {
    expect(formatRanges([0x20, 0x21, 0x22, 0xe9, 0x1f600])).toBe('20-22,e9,1f600');
    expect(formatRanges([])).toBe('');
  });
});
