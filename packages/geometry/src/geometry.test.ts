import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apply,
  atan2Mdeg,
  compose,
  cosMdeg,
  ellipsePath,
  formatNumber,
  invert,
  mapBox,
  multiply,
  pathBox,
  readPath,
  rectPath,
  rotateMdeg,
  scale,
  sinMdeg,
  translate,
  writePath,
} from './index.ts';

const coordinate = fc.integer({ min: -1_000_000, max: 1_000_000 });

describe('trigonometry', () => {
  it('agrees with Math within 1e-12 and is exact on the axes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -720_000, max: 720_000 }), (mdeg) => {
        const rad = (mdeg * Math.PI) / 180_000;
        expect(sinMdeg(mdeg)).toBeCloseTo(Math.sin(rad), 12);
        expect(cosMdeg(mdeg)).toBeCloseTo(Math.cos(rad), 12);
      }),
    );
    expect([0, 90_000, 180_000, 270_000, 360_000].map(sinMdeg).map(Math.abs)).toEqual([0, 1, 0, 1, 0]);
  });

  it('finds angles in all quadrants', () => {
    for (const mdeg of [-179_000, -91_000, -45_000, 0, 30_000, 90_000, 135_000, 180_000])
      expect(atan2Mdeg(sinMdeg(mdeg) * 7, cosMdeg(mdeg) * 7)).toBeCloseTo(mdeg, 5);
  });
});

describe('matrices', () => {
  it('inverts what it composes', () => {
    const m = compose(translate(5, -7), rotateMdeg(33_000), scale(2, 3));
    const p = apply(multiply(invert(m)!, m), { x: 11, y: 13 });
    expect(p.x).toBeCloseTo(11);
    expect(p.y).toBeCloseTo(13);
    expect(invert([1, 1, 1, 1, 0, 0])).toBeUndefined();
  });
  it('maps boxes to the box around them', () => {
    const box = mapBox(rotateMdeg(90_000), { x: 0, y: 0, width: 10, height: 4 });
    expect([box.x, box.y, box.width, box.height].map(Math.round)).toEqual([-4, 0, 4, 10]);
  });
});

describe('paths', () => {
  it('read back what was written', () => {
    const segment = fc.oneof(
      fc.record({ op: fc.constantFrom('M' as const, 'L' as const), x: coordinate, y: coordinate }),
      fc.record({
        op: fc.constant('C' as const),
        x1: coordinate,
        y1: coordinate,
        x2: coordinate,
        y2: coordinate,
        x: coordinate,
        y: coordinate,
      }),
      fc.constant({ op: 'Z' as const }),
    );
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        expect(readPath(writePath(segments))).toEqual(segments);
      }),
    );
    expect(() => readPath('M0 0Q1 1 2 2')).toThrow(SyntaxError);
    expect(() => writePath([{ op: 'M', x: Number.NaN, y: 0 }])).toThrow(RangeError);
  });
  it('have the box of the curve, not of its control points', () => {
    const box = { x: 10, y: 20, width: 300, height: 100 };
    const round = pathBox(ellipsePath(box))!;
    expect(round.width).toBeCloseTo(300, 0);
    expect(round.height).toBeCloseTo(100, 0);
    expect(pathBox(rectPath(box, 30))).toEqual(box);
  });
});

it('writes numbers one way', () => {
  expect([1, -0, 0.1 + 0.2, -1e-9, 1234.5].map((n) => formatNumber(n))).toEqual([
    '1',
    '0',
    '0.3',
    '0',
    '1234.5',
  ]);
  expect(() => formatNumber(Number.NaN)).toThrow(RangeError);
});
