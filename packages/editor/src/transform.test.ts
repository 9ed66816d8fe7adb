import { apply, type Matrix } from '@luneo/geometry';
import { describe, expect, it } from 'vitest';
import { rotation, scaling, snapBox } from './transform.ts';

const input = (x: number, y: number, keys = {}) => ({
  point: { x, y },
  suPerPx: 1,
  shift: false,
  alt: false,
  ctrl: false,
  ...keys,
});
const held = { width: 200, height: 100, matrix: [1, 0, 0, 1, 0, 0] as Matrix };

describe('rotation', () => {
  it('turns about the centre and catches right angles', () => {
    const { mdeg, matrix } = rotation(held, { x: 100, y: -30 }, input(180, 51));
    expect(mdeg).toBe(90_000);
    expect(apply(matrix, { x: 100, y: 50 })).toEqual({ x: 100, y: 50 });
  });
  it('goes in steps of 15° with Shift', () => {
    expect(rotation(held, { x: 100, y: -30 }, input(140, -20, { shift: true })).mdeg % 15_000).toBe(0);
  });
});

describe('scaling', () => {
  it('keeps the opposite corner, and the proportions', () => {
    const { sx, sy, matrix } = scaling(held, 'se', { x: 200, y: 100 }, input(400, 120), true);
    expect([sx, sy]).toEqual([2, 2]);
    expect(apply(matrix, { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  });
  it('with Alt keeps the centre, and never turns a layer inside out', () => {
    const { matrix } = scaling(held, 'e', { x: 200, y: 50 }, input(300, 50, { alt: true }), true);
    expect(apply(matrix, { x: 100, y: 50 })).toEqual({ x: 100, y: 50 });
    expect(scaling(held, 'e', { x: 200, y: 50 }, input(-500, 50), true).sx).toBeGreaterThan(0);
  });
});

it('snaps edges and centres to lines within reach, and shows them', () => {
  const side = { x: 0, y: 0, width: 1000, height: 600 };
  expect(snapBox({ x: 402, y: 50, width: 200, height: 100 }, [side], 6)).toEqual({
    dx: -2,
    dy: 0,
    guides: [{ axis: 'x', at: 500 }],
  });
  expect(snapBox({ x: 420, y: 50, width: 200, height: 100 }, [side], 6).guides).toEqual([]);
});
