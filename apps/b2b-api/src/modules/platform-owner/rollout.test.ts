import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, isOn, type Rollout } from './rollout.ts';

const flag = fc.stringMatching(/^[a-z][a-z0-9-]{1,20}$/);
const percentage = fc.integer({ min: 0, max: 100 });
const rollout = (name: string, of: number): Rollout => ({
  name,
  percentage: of,
  brandsOn: [],
  brandsOff: [],
});

describe('a feature by percentage', () => {
  it('is kept by who has it while the percentage grows', () => {
    fc.assert(
      fc.property(flag, fc.uuid(), percentage, percentage, (name, brand, a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        expect(isOn(rollout(name, few), brand) && !isOn(rollout(name, many), brand)).toBe(false);
      }),
    );
  });

  it('is nobody’s at 0 and everybody’s at 100', () => {
    fc.assert(
      fc.property(flag, fc.uuid(), (name, brand) => {
        expect(isOn(rollout(name, 0), brand)).toBe(false);
        expect(isOn(rollout(name, 100), brand)).toBe(true);
      }),
    );
  });

  it('follows the lists whatever the percentage; off wins', () => {
    fc.assert(
      fc.property(flag, fc.uuid(), percentage, (name, brand, of) => {
        expect(isOn({ ...rollout(name, of), brandsOn: [brand] }, brand)).toBe(true);
        expect(isOn({ ...rollout(name, of), brandsOff: [brand], brandsOn: [brand] }, brand)).toBe(false);
      }),
    );
  });

  it('reaches about as many brands as it says', () => {
    const brands = Array.from(
      { length: 4_000 },
      (_, i) => `0197a000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    );
    const share = brands.filter((brand) => isOn(rollout('gang-sheets', 25), brand)).length / brands.length;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  });

  it('stays where it is: the buckets are part of what was promised', () => {
    expect(bucketOf('gang-sheets', '0197a000-0000-7000-8000-00000000000a')).toBe(8483);
  });
});
