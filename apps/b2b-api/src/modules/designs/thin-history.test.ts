import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Kept, toForget } from './thin-history.ts';

const MOST = 40;
/** Saves some time after one another, a few of them shared. */
const saves = (maxLength: number) =>
  fc.array(fc.record({ gapMs: fc.integer({ min: 0, max: 1e9 }), held: fc.nat(9).map((n) => n === 0) }), {
    maxLength,
  });

/** A design saved so often, its history thinned at each save. */
function history(made: readonly { gapMs: number; held: boolean }[]): Kept[] {
  let [kept, savedAtMs] = [[] as Kept[], 0];
  for (const [i, { gapMs, held }] of made.entries()) {
    savedAtMs += gapMs;
    kept.push({ revision: i + 1, savedAtMs, held });
    const gone = new Set(toForget(kept, MOST));
    kept = kept.filter(({ revision }) => !gone.has(revision));
  }
  return kept;
}

it('keeps so many, the first, the newest ten and all that is held', () =>
  fc.assert(
    fc.property(saves(200), (made) => {
      const kept = history(made);
      const revisions = kept.map(({ revision }) => revision);
      const free = kept.filter(({ held }) => !held).length;
      expect(free).toBeLessThanOrEqual(MOST);
      expect(free).toBe(Math.min(MOST, made.filter(({ held }) => !held).length));
      if (made.length > 0) expect(revisions[0]).toBe(1);
      const newest = made.map((_, i) => i + 1).slice(-10);
      expect(revisions.slice(-10)).toEqual(newest);
      for (const [i, { held }] of made.entries()) if (held) expect(revisions).toContain(i + 1);
    }),
  ));

it('spreads what is left over the whole time', () => {
  const kept = history(Array.from({ length: 2_000 }, () => ({ gapMs: 1_000, held: false })));
  const old = kept.slice(0, -10).map(({ savedAtMs }) => savedAtMs);
  const gaps = old.slice(1).map((at, i) => at - old[i]!);
  // Even spacing would be 1,990 s / 29; thinning one at a time stays within a few times of it.
  expect(Math.max(...gaps)).toBeLessThan(4 * (1_990_000 / 29));
});
