import { expect, it } from 'vitest';
import { formatDecimal, parseDecimal } from './number-text.ts';

it('reads both decimal signs, units and the minus sign', () => {
  expect(['12', ' 12.5 mm', '12,5', '-3', '\u22123°', '.5', '+7'].map(parseDecimal)).toEqual([
    12, 12.5, 12.5, -3, -3, 0.5, 7,
  ]);
  expect(['', 'abc', '-', '1.2.3', '5 6'].map(parseDecimal)).toEqual(Array(5).fill(undefined));
});

it('writes without grouping, in the sign of the locale', () => {
  expect(formatDecimal(1234.5, 2, 'en')).toBe('1234.5');
  expect(formatDecimal(1234.5, 2, 'fr')).toBe('1234,5');
  expect(formatDecimal(2, 2, 'fr')).toBe('2');
});
