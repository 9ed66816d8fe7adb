import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertAt,
  entitlements,
  LIMITS,
  monthOf,
  overageMinor,
  overrideOf,
  PLAN_NAMES,
  PLANS,
  type Plan,
  priceRun,
} from './index.ts';

const at = new Date('2026-11-23T12:00:00Z');
const SOLD = ['starter', 'pro', 'business', 'enterprise'] as const;

describe('plans', () => {
  it('give more for more', () => {
    for (const [i, name] of SOLD.entries()) {
      const next = SOLD[i + 1];
      if (next === undefined) continue;
      const [less, more]: [Plan, Plan] = [PLANS[name], PLANS[next]];
      for (const limit of LIMITS) expect(more.limits[limit]).toBeGreaterThan(less.limits[limit]);
      expect(more.features).toEqual(expect.arrayContaining([...less.features]));
      expect(more.price!.monthMinor).toBeGreaterThan(less.price!.monthMinor);
      expect(more.overagePrintFileMinor).toBeLessThan(less.overagePrintFileMinor);
    }
  });

  it('cost a fifth less by the year, in whole cents', () => {
    for (const name of SOLD) {
      const { monthMinor, yearMinor } = PLANS[name].price;
      expect(Number.isInteger(yearMinor)).toBe(true);
      expect(yearMinor * 5).toBe(monthMinor * 12 * 4);
    }
  });
});

describe('entitlements', () => {
  it('are the plan’s, but for what was set for the brand and has not ended', () => {
    const found = entitlements(
      'starter',
      [
        { limit: 'seats', value: 3, until: null },
        { limit: 'printFiles', value: 99, until: new Date('2026-11-23T12:00:00Z') },
        { feature: 'webhooks', open: true, until: new Date('2026-12-01T00:00:00Z') },
      ],
      at,
    );
    expect(found.limits).toMatchObject({ seats: 3, printFiles: 10 });
    expect([...found.features]).toEqual(['webhooks']);
    expect(entitlements('pro', [{ feature: 'api', open: false, until: null }], at).features.has('api')).toBe(
      false,
    );
  });

  it('are those of the plan that was set for the brand, while it holds', () => {
    const trial = overrideOf('plan', 'pro', new Date('2026-12-07T00:00:00Z'))!;
    const seats = overrideOf('seats', null, null)!;
    const during = entitlements('starter', [trial, seats], at);
    expect(during).toMatchObject({ plan: 'pro', limits: { printFiles: 100, seats: Infinity } });
    expect(entitlements('starter', [trial], new Date('2026-12-08')).plan).toBe('starter');
    for (const [name, value] of [
      ['plan', 'gold'],
      ['seats', '5'],
      ['sso', 1],
      ['speed', 1],
      ['plan', true],
    ] as const)
      expect(overrideOf(name, value, null)).toBeUndefined();
  });

  it('price files beyond the plan and none within it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLAN_NAMES), fc.nat(20_000), (plan, files) => {
        const own = entitlements(plan, [], at);
        const cost = overageMinor(own, files);
        expect(cost > 0).toBe(files > own.limits.printFiles);
        expect(overageMinor(own, files + 1)).toBeGreaterThanOrEqual(cost);
      }),
    );
    expect(overageMinor(entitlements('pro', [], at), 103)).toBe(120);
  });

  it('warn at 75, 90 and 100 percent, never without a limit', () => {
    expect([7, 8, 9, 10, 11].map((use) => alertAt(use, 10))).toEqual([undefined, 75, 90, 100, 100]);
    expect(alertAt(1e9, Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(alertAt(0, 0)).toBeUndefined();
  });
});

it('a month is the calendar’s, in UTC', () => {
  expect(monthOf(new Date('2026-12-31T23:59:59Z'))).toEqual({
    from: new Date('2026-12-01T00:00:00Z'),
    to: new Date('2027-01-01T00:00:00Z'),
  });
});

describe('a run of another price book', () => {
  const none = { printFiles: 0, seats: 0, storageBytes: 0, apiCalls: 0 };

  it('says what the month would cost, and which limits would be passed', () => {
    const own = entitlements('pro', [], at);
    const use = { ...none, printFiles: 110, seats: 4 };
    const draft = { pro: { monthMinor: 3_500, limits: { printFiles: 105, seats: 3 } } };
    expect(priceRun(own, use, draft)).toEqual({
      nowMinor: 2_900 + 10 * 40,
      thenMinor: 3_500 + 5 * 40,
      over: ['seats'],
    });
    expect(priceRun(own, use, { business: { monthMinor: 1 } })).toEqual({
      nowMinor: 3_300,
      thenMinor: 3_300,
      over: [],
    });
  });

  it('leaves alone what was set for the brand', () => {
    const own = entitlements('pro', [{ limit: 'printFiles', value: 1_000, until: null }], at);
    const run = priceRun(own, { ...none, printFiles: 900 }, { pro: { limits: { printFiles: 50 } } });
    expect(run).toEqual({ nowMinor: 2_900, thenMinor: 2_900, over: [] });
  });

  it('of an empty draft changes nothing', () => {
    const uses = fc.record({
      printFiles: fc.nat(30_000),
      seats: fc.nat(50),
      storageBytes: fc.nat(),
      apiCalls: fc.nat(),
    });
    fc.assert(
      fc.property(fc.constantFrom(...PLAN_NAMES), uses, (plan, use) => {
        const { nowMinor, thenMinor, over } = priceRun(entitlements(plan, [], at), use, { [plan]: {} });
        expect([thenMinor, over]).toEqual([nowMinor, []]);
      }),
    );
  });
});
