import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIVEN_UP_MS, HEALTHY, healthAfter, MOST_TRIES, nextStep, outcomeOf } from './webhooks.machine.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const waits = (spread: number): number[] =>
  Array.from({ length: MOST_TRIES }, (_, i) => nextStep('failed', { number: i + 1, spread })).flatMap(
    (step) => (step.status === 'pending' ? [step.waitMs] : []),
  );

describe('retries', () => {
  it('take longer and longer, for more than three days and less than four', () => {
    for (const spread of [0, 0.5, 1]) {
      const all = waits(spread);
      expect(all).toHaveLength(MOST_TRIES - 1);
      expect(all).toEqual([...all].sort((a, b) => a - b));
      const sum = all.reduce((total, wait) => total + wait, 0);
      expect(sum).toBeGreaterThan(3 * DAY_MS);
      expect(sum).toBeLessThan(4 * DAY_MS);
    }
  });

  it('end with success, with the last try, and at once when the receiver is gone', () => {
    expect(nextStep('delivered', { number: 1, spread: 0 })).toEqual({ status: 'delivered' });
    expect(nextStep('gone', { number: 1, spread: 0 })).toEqual({ status: 'failed' });
    expect(nextStep('failed', { number: MOST_TRIES, spread: 0 })).toEqual({ status: 'failed' });
  });

  it('wait as long as the receiver asks, within a day', () => {
    expect(nextStep('failed', { number: 1, spread: 0, askedS: 120 })).toMatchObject({ waitMs: 120_000 });
    expect(nextStep('failed', { number: 3, spread: 0, askedS: 120 })).toMatchObject({ waitMs: 1_800_000 });
    expect(nextStep('failed', { number: 1, spread: 0, askedS: 1e9 })).toMatchObject({ waitMs: DAY_MS });
  });
});

it.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [301, 'failed'],
  [308, 'failed'],
  [400, 'failed'],
  [410, 'gone'],
  [429, 'failed'],
  [500, 'failed'],
  [undefined, 'failed'],
] as const)('%s means %s', (status, outcome) => expect(outcomeOf(status)).toBe(outcome));

describe('an endpoint', () => {
  it('is left alone after five failures in a row, for 15 minutes at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (failures) => {
        let health = HEALTHY;
        for (let n = 0; n < failures; n++)
          health = healthAfter(health, { outcome: 'failed', exhausted: false, at: n });
        expect(health.failures).toBe(failures);
        expect(health.failingSince).toBe(0);
        const pause = (health.pausedUntil ?? failures - 1) - (failures - 1);
        expect(pause > 0).toBe(failures >= 5);
        expect(pause).toBeLessThanOrEqual(900_000);
      }),
    );
  });

  it('is well again after one success, whatever came before', () => {
    const ill = { failures: 40, failingSince: 1, pausedUntil: 9 };
    expect(healthAfter(ill, { outcome: 'delivered', exhausted: false, at: 5 })).toEqual(HEALTHY);
  });

  it('is switched off only when a delivery is given up after three days without any success', () => {
    const since = (ms: number, exhausted: boolean) =>
      healthAfter(
        { failures: 9, failingSince: 0, pausedUntil: undefined },
        { outcome: 'failed', exhausted, at: ms },
      ).disable;
    expect(since(GIVEN_UP_MS, true)).toBe('failing');
    expect(since(GIVEN_UP_MS - 1, true)).toBeUndefined();
    expect(since(GIVEN_UP_MS * 2, false)).toBeUndefined();
    expect(healthAfter(HEALTHY, { outcome: 'gone', exhausted: true, at: 0 }).disable).toBe('gone');
  });
});
