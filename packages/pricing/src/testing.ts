import type { Charge, PriceBook, PriceFacts } from '@luneo/contracts';
import fc from 'fast-check';

const amount = fc.integer({ min: 0, max: 50_000 });
const colour = fc.constantFrom('white', 'black', 'red');

const charge: fc.Arbitrary<Omit<Charge, 'id'>> = fc.record(
  {
    per: fc.constantFrom('piece', 'side', 'character', 'colour', 'photo', 'cm2'),
    amountMinor: amount,
    each: fc.integer({ min: 1, max: 100 }),
    started: fc.boolean(),
    free: fc.integer({ min: 0, max: 20 }),
    once: fc.boolean(),
    when: fc.record(
      {
        options: fc.record({ colour: fc.uniqueArray(colour, { minLength: 1 }) }),
        processes: fc.constant(['dtg' as const]),
        sides: fc.constant(['front']),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['per', 'amountMinor'] },
);

/** Books without faults: tiers ascend and fall, nothing costs less the more there is. */
export const anyBook: fc.Arbitrary<PriceBook> = fc
  .record({
    baseMinor: amount,
    extraSideMinor: amount,
    tiers: fc.uniqueArray(fc.tuple(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 1, max: 999 })), {
      maxLength: 4,
      selector: ([from]) => from,
    }),
    surcharge: amount,
    charges: fc.array(charge, { maxLength: 5 }),
    roundToMinor: fc.constantFrom(undefined, 1, 5),
  })
  .map(({ tiers, surcharge, charges, roundToMinor = 1, ...book }) => {
    const round = (minor: number): number => minor - (minor % roundToMinor);
    const froms = tiers.map(([from]) => from).sort((a, b) => a - b);
    const factors = tiers.map(([, pm]) => pm).sort((a, b) => b - a);
    return {
      id: 'any',
      version: 7,
      currency: 'CHF',
      taxCategory: 'standard',
      baseMinor: round(book.baseMinor),
      extraSideMinor: round(book.extraSideMinor),
      roundToMinor,
      tiers: froms.map((from, i) => ({ id: `from-${from}`, from, unitPm: factors[i]! })),
      surcharges: [{ id: 'red', option: 'colour', value: 'red', amountMinor: round(surcharge) }],
      charges: charges.map((one, i) => ({ ...one, id: `c${i}`, amountMinor: round(one.amountMinor) })),
    };
  });

const count = (max: number) => fc.integer({ min: 0, max });
const side = (id: string) =>
  fc.record({
    id: fc.constant(id),
    characters: count(500),
    colours: count(30),
    photos: count(5),
    areaMm2: count(200_000),
  });

export const anyFacts: fc.Arbitrary<PriceFacts> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 2_000 }),
    options: fc.record({ colour }),
    process: fc.constantFrom('dtg' as const, 'screen' as const),
    sides: fc.tuple(side('front'), side('back')),
    printed: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ printed, sides, ...facts }) => ({
    ...facts,
    printedSides: printed,
    sides: sides.slice(0, printed),
  }));
