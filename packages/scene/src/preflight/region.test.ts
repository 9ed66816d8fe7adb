import { ellipsePath, type Point, readPath, rectPath } from '@luneo/geometry';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage, type Region, regionOf } from './region.ts';

const shapes: Record<string, Region> = {
  disc: regionOf(ellipsePath({ x: 0, y: 0, width: 1_000, height: 1_000 }))!,
  star: regionOf(
    readPath('M500 0L620 380L1000 380L690 610L810 1000L500 760L190 1000L310 610L0 380L380 380Z'),
  )!,
  ring: regionOf(readPath('M0 0L1000 0L1000 1000L0 1000ZM300 300L300 700L700 700L700 300Z'))!,
  pair: regionOf(readPath('M0 0L400 0L400 1000L0 1000ZM600 0L1000 0L1000 1000L600 1000Z'))!,
};

/** An independent answer: a ray to the right, crossings counted by direction. */
function holds({ contours }: Region, { x, y }: Point): boolean {
  let winding = 0;
  for (const points of contours)
    points.forEach((a, i) => {
      const b = points[(i + 1) % points.length]!;
      if (a.y > y === b.y > y) return;
      if (a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x) > x) winding += b.y > a.y ? 1 : -1;
    });
  return winding !== 0;
}

describe('coverage', () => {
  it.each(Object.entries(shapes))('of a box in a %s agrees with points of the box', (_, area) => {
    const box = fc.record({
      x: fc.integer({ min: -200, max: 1_000 }),
      y: fc.integer({ min: -200, max: 1_000 }),
      width: fc.integer({ min: 5, max: 900 }),
      height: fc.integer({ min: 5, max: 900 }),
    });
    fc.assert(
      fc.property(box, (ink) => {
        const found = coverage(area, regionOf(rectPath(ink))!, 0);
        const sampled: boolean[] = [];
        for (let i = 0.5; i < 16; i += 1)
          for (let j = 0.5; j < 16; j += 1)
            sampled.push(holds(area, { x: ink.x + (ink.width * i) / 16, y: ink.y + (ink.height * j) / 16 }));
        if (found === 'within') expect(sampled).not.toContain(false);
        if (found === 'outside') expect(sampled).not.toContain(true);
        if (sampled.includes(true) && sampled.includes(false)) expect(found).toBe('partly');
      }),
      { numRuns: 400 },
    );
  });

  it('gives the edge the slack it is asked for', () => {
    const ink = regionOf(rectPath({ x: -3, y: 100, width: 100, height: 100 }))!;
    expect(coverage(shapes.ring!, ink, 5)).toBe('within');
    expect(coverage(shapes.ring!, ink, 2)).toBe('partly');
  });
});
