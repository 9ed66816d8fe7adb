import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, route, type Work } from './routing.ts';

const PROCESSES = ['dtg', 'uv', 'vinyl'] as const;
const PRODUCTS = ['prd_a', 'prd_b'];
const COUNTRIES = ['FR', 'DE', 'PL'];

const offer = fc.record({
  processes: fc.subarray([...PROCESSES], { minLength: 1 }),
  productIds: fc.subarray(PRODUCTS),
  countries: fc.subarray(COUNTRIES),
  setupCostMinor: fc.nat(500),
  unitCostMinor: fc.nat(50),
});
const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom('A', 'B', 'C'),
      active: fc.boolean(),
      offers: fc.array(offer, { maxLength: 3 }),
      dailyCapacity: fc.option(fc.integer({ min: 1, max: 100 })),
      takenToday: fc.nat(100),
    }),
    { maxLength: 6 },
  )
  .map((list) => list.map((one, i) => ({ ...one, id: `sup_${i}` })));
const work: fc.Arbitrary<Work> = fc.record({
  process: fc.constantFrom(...PROCESSES),
  productId: fc.constantFrom(...PRODUCTS),
  country: fc.constantFrom(...COUNTRIES),
  quantity: fc.integer({ min: 1, max: 60 }),
});

/** The rules once more, as plainly as can be. */
function costOf(wanted: Work, { active, offers, dailyCapacity, takenToday }: Candidate): number | undefined {
  if (!active || (dailyCapacity !== null && takenToday + wanted.quantity > dailyCapacity)) return undefined;
  const costs = offers
    .filter((o) => (o.processes as string[]).includes(wanted.process))
    .filter((o) => o.productIds.length === 0 || o.productIds.includes(wanted.productId))
    .filter((o) => o.countries.length === 0 || o.countries.includes(wanted.country))
    .map((o) => o.setupCostMinor + o.unitCostMinor * wanted.quantity);
  return costs.length === 0 ? undefined : Math.min(...costs);
}

describe('routing', () => {
  it('takes the cheapest who can make it, or nobody', () =>
    fc.assert(
      fc.property(work, candidates, (wanted, list) => {
        const { supplierId } = route(wanted, list);
        const able = list.flatMap((one) => {
          const cost = costOf(wanted, one);
          return cost === undefined ? [] : [{ id: one.id, cost }];
        });
        const least = Math.min(...able.map(({ cost }) => cost));
        const chosen = able.find(({ id }) => id === supplierId);
        expect(chosen?.cost).toBe(able.length === 0 ? undefined : least);
      }),
    ));

  it('explains everybody once, one chosen at most', () =>
    fc.assert(
      fc.property(work, candidates, (wanted, list) => {
        const { supplierId, considered } = route(wanted, list);
        expect(considered.map((one) => one.supplierId).sort()).toEqual(list.map(({ id }) => id).sort());
        const chosen = considered.filter(({ verdict }) => verdict === 'chosen');
        expect(chosen.map((one) => one.supplierId)).toEqual(supplierId === null ? [] : [supplierId]);
      }),
    ));

  it('does not hang on the order of the candidates, nor on those it did not take', () =>
    fc.assert(
      fc.property(work, candidates, (wanted, list) => {
        const routing = route(wanted, list);
        expect(route(wanted, list.toReversed())).toEqual(routing);
        const without = list.filter(({ id }, i) => id === routing.supplierId || i % 2 === 0);
        expect(route(wanted, without).supplierId).toBe(routing.supplierId);
      }),
    ));

  it('says why not', () => {
    const base = { name: 'A', active: true, dailyCapacity: null, takenToday: 0 };
    const dtg = { processes: ['dtg' as const], productIds: [], countries: [], setupCostMinor: 0 };
    const { considered } = route({ process: 'dtg', productId: 'prd_a', country: 'FR', quantity: 10 }, [
      { ...base, id: '1', offers: [{ ...dtg, unitCostMinor: 5 }] },
      { ...base, id: '2', offers: [{ ...dtg, unitCostMinor: 6 }] },
      { ...base, id: '3', takenToday: 1, offers: [{ ...dtg, unitCostMinor: 5 }] },
      { ...base, id: '4', name: 'B', offers: [{ ...dtg, unitCostMinor: 5 }] },
      { ...base, id: '5', dailyCapacity: 9, offers: [{ ...dtg, unitCostMinor: 1 }] },
      { ...base, id: '6', offers: [{ ...dtg, countries: ['DE'], unitCostMinor: 1 }] },
      { ...base, id: '7', offers: [{ ...dtg, productIds: ['prd_b'], unitCostMinor: 1 }] },
      { ...base, id: '8', offers: [{ ...dtg, processes: ['uv'], unitCostMinor: 1 }] },
      { ...base, id: '9', active: false, offers: [{ ...dtg, unitCostMinor: 1 }] },
    ]);
    expect(Object.fromEntries(considered.map(({ supplierId, verdict }) => [supplierId, verdict]))).toEqual({
      1: 'chosen',
      2: 'dearer',
      3: 'busier',
      4: 'later_in_name',
      5: 'capacity_full',
      6: 'country_not_served',
      7: 'product_not_offered',
      8: 'process_not_offered',
      9: 'inactive',
    });
  });
});
