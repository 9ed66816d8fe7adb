import { describe, expect, it } from 'vitest';
import { formatCoverage, parseCoverage } from './coverage.ts';
import { scriptOf } from './script.ts';

describe('script table', () => {
  it('agrees with the Unicode data of the pinned Node', () => {
    const patterns = new Map<string, RegExp>();
    for (let code = 0; code < 0x30000; code += 13) {
      const char = String.fromCodePoint(code);
      if (/[\p{Cn}\p{Cs}\p{Co}]/u.test(char)) continue;
      const script = scriptOf(code);
      const name = script ?? 'common';
      const pattern =
        patterns.get(name) ??
        new RegExp(script ? `\\p{Script=${script}}` : '[\\p{Script=Common}\\p{Script=Inherited}]', 'u');
      patterns.set(name, pattern);
      if (!pattern.test(char)) throw new Error(`U+${code.toString(16)} is not ${name}`);
    }
    expect(patterns.size).toBeGreaterThan(100);
  });
});

describe('coverage', () => {
  it('reads back what it wrote', () => {
    const codes = [0x20, 0x21, 0x22, 0x41, 0x10ffff];
    const coverage = parseCoverage(formatCoverage(codes));
    expect(coverage.codePoints()).toEqual(codes);
    expect([0x1f, 0x20, 0x22, 0x23, 0x41, 0x10ffff].map((code) => coverage.has(code))).toEqual([
      false,
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(parseCoverage('').has(0)).toBe(false);
  });
});
