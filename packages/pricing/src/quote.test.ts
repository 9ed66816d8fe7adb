import type { PriceBook } from '@luneo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTier, quote, tierOf } from './index.ts';

const book: PriceBook = {
  id: 'mug',
  version: 3,
  currency: 'EUR',
  taxCategory: 'standard',
  baseMinor: 1_290,
  extraSideMinor: 350,
  tiers: [
    { id: 'from-12', from: 12, unitPm: 900 },
    { id: 'from-48', from: 48, unitPm: 785 },
  ],
  surcharges: [{ id: 'inside-red', option: 'inside', value: 'red', amountMinor: 120 }],
};
const plain = { quantity: 1, printedSides: 1, options: {} };

describe('a quote', () => {
  it('names the rule of every cent', () => {
    const result = quote(book, { quantity: 13, printedSides: 2, options: { inside: 'red' } });
    expect(result.lines.map(({ rule, unitMinor, totalMinor }) => [rule, unitMinor, totalMinor])).toEqual([
      ['base', 1_290, 16_770],
      ['extra-side', 350, 4_550],
      ['inside-red', 120, 1_560],
      ['from-12', -176, -2_288],
    ]);
    expect(result).toMatchObject({
      totalMinor: 20_592,
      priceBook: 'mug',
      priceBookVersion: 3,
      currency: 'EUR',
    });
  });

  it('rounds a line once: 3 x 48 pieces at 78.5 % of 13.31', () => {
    const odd = { ...book, baseMinor: 1_331 };
    expect(quote(odd, { ...plain, quantity: 48 }).totalMinor).toBe(63_888 - 13_736);
  });

  it('takes the best tier reached, whatever order they stand in', () => {
    const shuffled = { ...book, tiers: [...book.tiers].reverse() };
    expect(tierOf(shuffled, 100)?.id).toBe('from-48');
    expect(tierOf(shuffled, 11)).toBeUndefined();
    expect(nextTier(shuffled, 1)?.id).toBe('from-12');
    expect(nextTier(shuffled, 48)).toBeUndefined();
  });

  it('is the sum of its lines, never negative, and never dearer a piece for more pieces', () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 1000 }),
        (baseMinor, extraSideMinor, quantity, printedSides, unitPm) => {
          const any = { ...book, baseMinor, extraSideMinor, tiers: [{ id: 't', from: 10, unitPm }] };
          const result = quote(any, { quantity, printedSides, options: { inside: 'red' } });
          expect(result.totalMinor).toBe(result.lines.reduce((sum, l) => sum + l.totalMinor, 0));
          expect(result.totalMinor).toBeGreaterThanOrEqual(0);
          const one = quote(any, { quantity: 1, printedSides, options: { inside: 'red' } });
          expect(result.totalMinor).toBeLessThanOrEqual(one.totalMinor * quantity);
        },
      ),
    );
  });
});
