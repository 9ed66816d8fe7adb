import { type Charge, PriceBook, type PriceFacts, Quote } from '@luneo/contracts';
import { mulDiv } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPriceBook, diffPriceBooks, priceTerms, quote, Replay, replayQuotes } from './index.ts';
import { anyBook, anyFacts } from './testing.ts';

const book = (charges: Charge[], more: Partial<PriceBook> = {}): PriceBook =>
  PriceBook.parse({
    id: 'shirt',
    version: 2,
    currency: 'EUR',
    taxCategory: 'standard',
    baseMinor: 1_000,
    extraSideMinor: 0,
    tiers: [{ id: 'from-10', from: 10, unitPm: 900 }],
    surcharges: [],
    charges,
    ...more,
  });
const facts: PriceFacts = {
  quantity: 3,
  printedSides: 2,
  options: { colour: 'black' },
  process: 'screen',
  sides: [
    { id: 'front', characters: 14, colours: 3, photos: 1, areaMm2: 62_550 },
    { id: 'back', characters: 5, colours: 2, photos: 0, areaMm2: 900 },
  ],
};
const linesOf = (charge: Charge, more: Partial<PriceFacts> = {}) =>
  quote(book([charge]), { ...facts, ...more })
    .lines.filter(({ rule }) => rule === charge.id)
    .map(({ unitMinor, quantity, totalMinor, counted }) => [unitMinor, quantity, totalMinor, counted?.count]);

describe('a charge', () => {
  it.each<[string, Charge, unknown[]]>([
    [
      'letters beyond the free ones',
      { id: 'c', per: 'character', amountMinor: 25, free: 10 },
      [225, 3, 675, 19],
    ],
    [
      'screens of all sides, once',
      { id: 'c', per: 'colour', amountMinor: 1_900, once: true },
      [9_500, 1, 9_500, 5],
    ],
    ['sides that are printed', { id: 'c', per: 'side', amountMinor: 300 }, [600, 3, 1_800, 2]],
    ['photos', { id: 'c', per: 'photo', amountMinor: 150 }, [150, 3, 450, 1]],
    [
      'area exactly, rounded once',
      { id: 'c', per: 'cm2', amountMinor: 35, each: 100 },
      [222, 3, 666, 63_450],
    ],
    [
      'every started 100 cm²',
      { id: 'c', per: 'cm2', amountMinor: 35, each: 100, started: true },
      [245, 3, 735, 63_450],
    ],
    [
      'one side alone',
      { id: 'c', per: 'character', amountMinor: 10, when: { sides: ['back'] } },
      [50, 3, 150, 5],
    ],
    ['a setup fee', { id: 'c', per: 'piece', amountMinor: 2_500, once: true }, [2_500, 1, 2_500, undefined]],
    [
      'a process and an option',
      {
        id: 'c',
        per: 'piece',
        amountMinor: 90,
        when: { processes: ['screen'], options: { colour: ['black'] } },
      },
      [90, 3, 270, undefined],
    ],
  ])('counts %s', (_, charge, line) => {
    expect(linesOf(charge)).toEqual([line]);
  });

  it('is no line where it does not apply', () => {
    expect(linesOf({ id: 'c', per: 'piece', amountMinor: 9, when: { processes: ['dtg'] } })).toEqual([]);
    expect(
      linesOf({ id: 'c', per: 'piece', amountMinor: 9, when: { options: { toString: ['x'] } } }),
    ).toEqual([]);
    expect(linesOf({ id: 'c', per: 'character', amountMinor: 9, free: 19 })).toEqual([]);
    expect(linesOf({ id: 'c', per: 'cm2', amountMinor: 9 }, { sides: undefined })).toEqual([]);
  });

  it('that is made once has no quantity discount', () => {
    const setup: Charge = { id: 'setup', per: 'piece', amountMinor: 5_000, once: true };
    const { lines, totalMinor } = quote(book([setup]), { ...facts, quantity: 10 });
    expect(lines.map(({ rule, totalMinor: total }) => [rule, total])).toEqual([
      ['base', 10_000],
      ['from-10', -1_000],
      ['setup', 5_000],
    ]);
    expect(totalMinor).toBe(14_000);
  });
});

describe('any quote of any book', () => {
  it('is the sum of its lines, each of one rule of the book, each a multiple of the step', () => {
    fc.assert(
      fc.property(anyBook, anyFacts, (any, asked) => {
        const made = Quote.parse(quote(any, asked));
        expect(made.totalMinor).toBe(made.lines.reduce((sum, line) => sum + line.totalMinor, 0));
        expect(made.totalMinor).toBeGreaterThanOrEqual(0);
        const rules = made.lines.map(({ rule }) => rule);
        expect(new Set(rules).size).toBe(rules.length);
        const named = [...any.tiers, ...any.surcharges, ...any.charges!].map(({ id }) => id);
        for (const rule of rules) expect(['base', 'extra-side', ...named]).toContain(rule);
        for (const line of made.lines) expect(Math.abs(line.totalMinor % any.roundToMinor!)).toBe(0);
      }),
    );
  });

  it('costs no more a piece for more pieces, but for the rounding of its lines', () => {
    fc.assert(
      fc.property(anyBook, anyFacts, fc.integer({ min: 1, max: 500 }), (any, asked, more) => {
        expect(checkPriceBook(any)).toEqual([]);
        const few = quote(any, asked);
        const many = quote(any, { ...asked, quantity: asked.quantity + more });
        const slack = (any.roundToMinor! * many.lines.length) / 2;
        const rounded = slack / asked.quantity + slack / (asked.quantity + more);
        expect(many.totalMinor / (asked.quantity + more)).toBeLessThanOrEqual(
          few.totalMinor / asked.quantity + rounded,
        );
      }),
    );
  });

  it('never costs less for more of anything', () => {
    fc.assert(
      fc.property(anyBook, anyFacts, (any, asked) => {
        const more = asked.sides!.map((side) => ({
          ...side,
          characters: side.characters + 7,
          areaMm2: side.areaMm2 + 900,
        }));
        expect(quote(any, { ...asked, sides: more }).totalMinor).toBeGreaterThanOrEqual(
          quote(any, asked).totalMinor,
        );
      }),
    );
  });

  it('comes to the same by the same book, from the facts it keeps', () => {
    fc.assert(
      fc.property(anyBook, fc.array(anyFacts, { maxLength: 20 }), (any, asked) => {
        const past = asked.map((one, i) => {
          const { currency, totalMinor, facts: kept } = quote(any, one);
          return {
            id: String(i),
            currency,
            totalMinor,
            facts: JSON.parse(JSON.stringify(kept)) as PriceFacts,
          };
        });
        const report = replayQuotes(any, past);
        expect(report).toMatchObject({ quotes: asked.length, changed: 0, otherCurrency: 0, biggest: [] });
        expect(report.totalAfterMinor).toBe(report.totalBeforeMinor);
        expect(diffPriceBooks(any, any)).toEqual([]);
      }),
    );
  });

  it('is at least what the proof reckons with', () => {
    fc.assert(
      fc.property(anyBook, anyFacts, (any, asked) => {
        const { unitMinor, onceMinor, terms } = priceTerms(any, asked.process);
        const held = terms.filter(({ when }) =>
          when.every(({ option, is }) => is.includes(asked.options[option]!)),
        );
        const unit = held.reduce((sum, term) => sum + term.unitMinor, unitMinor);
        const once = held.reduce((sum, term) => sum + term.onceMinor, onceMinor);
        const { unitPm = 1000 } = any.tiers.findLast(({ from }) => from <= asked.quantity) ?? {};
        const { lines, totalMinor } = quote(any, asked);
        expect(totalMinor + (any.roundToMinor! * lines.length) / 2).toBeGreaterThanOrEqual(
          Math.floor((unit * asked.quantity * unitPm) / 1000 + once) - 1e-6,
        );
      }),
    );
  });
});

describe('a replay', () => {
  it('given in parts, in any order, says what it says of the whole', () => {
    const facts = fc.array(anyFacts, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(anyBook, anyBook, facts, fc.integer({ min: 1, max: 9 }), (before, after, asked, size) => {
        const past = asked.map((one, i) => {
          const { currency, totalMinor } = quote(before, one);
          return { id: String(i).padStart(3, '0'), facts: one, currency, totalMinor };
        });
        const replay = new Replay(after);
        const turned = past.toReversed();
        for (let at = 0; at < turned.length; at += size) replay.add(turned.slice(at, at + size));
        expect(replay.report()).toEqual(replayQuotes(after, past));
      }),
    );
  });

  it('says how many quotes change, by how much, and which the most', () => {
    const before = book([]);
    const past = Array.from({ length: 15 }, (_, i) => ({
      id: `q${i}`,
      facts: { quantity: i + 1, printedSides: 1, options: {} },
      currency: i === 14 ? 'USD' : 'EUR',
      totalMinor: quote(before, { quantity: i + 1, printedSides: 1, options: {} }).totalMinor,
    }));
    const after = book([], { tiers: [{ id: 'from-10', from: 10, unitPm: 800 }] });
    const report = replayQuotes(after, past);
    expect(report).toMatchObject({ quotes: 14, changed: 5, otherCurrency: 1 });
    expect(report.difference).toEqual({ minMinor: -1_400, medianMinor: 0, maxMinor: 0 });
    expect(report.biggest[0]).toEqual({
      id: 'q13',
      quantity: 14,
      beforeMinor: 12_600,
      afterMinor: 11_200,
      differenceMinor: -1_400,
    });
    expect(report.totalAfterMinor - report.totalBeforeMinor).toBe(-6_000);
    expect(replayQuotes(after, []).difference).toBeNull();
  });

  it('takes the mean of the middle two, half away from zero', () => {
    const past = [1, 2].map((quantity) => ({
      id: String(quantity),
      facts: { quantity, printedSides: 1, options: {} },
      currency: 'EUR',
      totalMinor: quantity * 1_001,
    }));
    expect(replayQuotes(book([]), past).difference!.medianMinor).toBe(mulDiv(-3, 1, 2));
  });
});

describe('the check of a book', () => {
  it.each<[string, Partial<PriceBook>, string]>([
    ['price_below_zero', { baseMinor: -1 }, '/baseMinor'],
    ['price_below_zero', { charges: [{ id: 'a', per: 'cm2', amountMinor: -1 }] }, '/charges/0/amountMinor'],
    ['rule_twice', { charges: [{ id: 'from-10', per: 'piece', amountMinor: 1 }] }, '/charges/0/id'],
    [
      'tiers_unordered',
      {
        tiers: [
          { id: 'a', from: 10, unitPm: 900 },
          { id: 'b', from: 5, unitPm: 800 },
        ],
      },
      '/tiers/1/from',
    ],
    [
      'tiers_not_monotone',
      {
        tiers: [
          { id: 'a', from: 10, unitPm: 800 },
          { id: 'b', from: 20, unitPm: 900 },
        ],
      },
      '/tiers/1/unitPm',
    ],
    ['price_not_round', { roundToMinor: 5, baseMinor: 1_001 }, '/baseMinor'],
    [
      'price_refers_unknown',
      { surcharges: [{ id: 's', option: 'size', value: 'l', amountMinor: 1 }] },
      '/surcharges/0',
    ],
    [
      'price_refers_unknown',
      { charges: [{ id: 'a', per: 'side', amountMinor: 1, when: { sides: ['sleeve'] } }] },
      '/charges/0/when/sides',
    ],
  ])('finds %s in %o', (code, more, pointer) => {
    const product = { options: [], sides: [{ id: 'front' }] };
    expect(checkPriceBook(book([], more), product)).toMatchObject([{ code, pointer }]);
  });
});

describe('a difference of books', () => {
  it('names each rule once', () => {
    const before = book([{ id: 'setup', per: 'piece', amountMinor: 100, once: true }]);
    const after = book([{ id: 'letters', per: 'character', amountMinor: 5 }], { version: 3, baseMinor: 900 });
    expect(diffPriceBooks(before, after).map(({ rule, kind }) => [rule, kind])).toEqual([
      ['setup', 'removed'],
      ['baseMinor', 'changed'],
      ['letters', 'added'],
    ]);
  });
});
