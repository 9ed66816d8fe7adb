import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  contentHash,
  fixedClock,
  fromPublicId,
  mulDiv,
  roundHalfAway,
  toPublicId,
  unwrap,
  uuidFactory,
} from './index.ts';

const random = (() => {
  let state = 1;
  const step = (): number => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  };
  return { fill: (bytes: Uint8Array) => bytes.map(step) };
})();

describe('canonical JSON', () => {
  it('does not depend on the order keys were set in', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'é'] })).toBe('{"a":[true,null,"é"],"b":1}');
    expect(contentHash({ b: 1, a: 2 })).toBe(contentHash({ a: 2, b: 1 }));
  });

  it('refuses what prints differently elsewhere', () => {
    for (const value of [0.5, Number.NaN, 2 ** 60, () => 1])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('is JSON that reads back equal', () => {
    const json = fc.jsonValue({ maxDepth: 4 }).filter((v) => !JSON.stringify(v).match(/\d\.\d|e[+-]?\d/i));
    fc.assert(
      fc.property(json, (value) => {
        try {
          expect(JSON.parse(canonicalJson(value))).toEqual(
            JSON.parse(JSON.stringify(value).replace(/-0\b/g, '0')),
          );
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      }),
    );
  });
});

describe('ids', () => {
  it('sort by time, and travel as TypeIDs', () => {
    const clock = fixedClock(1_700_000_000_000);
    const next = uuidFactory(clock, random);
    const early = [next(), next()];
    clock.advance(1);
    const ids = [...early, next()];
    expect([...ids].sort()).toEqual(ids);
    const id = toPublicId('order', ids[0]!);
    expect(id).toMatch(/^ord_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(unwrap(fromPublicId('order', id))).toBe(ids[0]);
    expect(fromPublicId('design', id)).toMatchObject({ ok: false, error: { code: 'id_malformed' } });
    expect(fromPublicId('order', 'ord_x')).toMatchObject({ ok: false });
  });
});

describe('money', () => {
  it('rounds half away from zero', () => {
    expect([2.5, -2.5, 2.4, -2.6, 0].map(roundHalfAway)).toEqual([3, -3, 2, -3, 0]);
  });

  it('multiplies exactly', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 10_000 }), (amount, n) => {
        expect(mulDiv(amount, n, n)).toBe(amount);
        expect(mulDiv(-amount, 1, n)).toBe(mulDiv(amount, 1, n) === 0 ? 0 : -mulDiv(amount, 1, n));
      }),
    );
    expect(mulDiv(5, 1, 2)).toBe(3);
    expect(mulDiv(-5, 1, 2)).toBe(-3);
  });
});
