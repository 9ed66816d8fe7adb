import { pathBox, readPath, writePath } from '@luneo/geometry';
import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutText } from './index.ts';
import { drawOutline } from './outline.ts';
import { PathWriter } from './path-writer.ts';
import { run, textLayer, worldBook } from './test-kit.ts';

describe('path writing', () => {
  it('writes what geometry writes', () => {
    const number = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), (points) => {
        const path = new PathWriter();
        const ops = `M${'L'.repeat(points.length - 1)}Z`;
        drawOutline({ ops, points: points.flat() }, [1, 0, 0, 1, 0, 0], path);
        const lines = points.map(([x, y], i) => ({ op: i === 0 ? 'M' : 'L', x, y }) as const);
        expect(path.toString()).toBe(writePath([...lines, { op: 'Z' }]));
      }),
    );
  });

  it('refuses what is no number', () => {
    expect(() => new PathWriter().int(Number.NaN)).toThrow(RangeError);
  });

  it('gives the exact box of the rounded ink, turned or not', () => {
    for (const curve of [undefined, { angleMdeg: 123_456 }]) {
      const text = 'Sphinx & Øre ありがとう';
      const layer = textLayer('', { runs: [run(text)], ...(curve ? { curve } : {}) });
      for (const { d, box } of unwrap(layoutText(layer, worldBook)).ink) {
        const exact = pathBox(readPath(d))!;
        expect(box.x).toBe(Math.floor(exact.x));
        expect(box.y).toBe(Math.floor(exact.y));
        expect(box.x + box.width).toBe(Math.ceil(exact.x + exact.width));
        expect(box.y + box.height).toBe(Math.ceil(exact.y + exact.height));
      }
    }
  });
});
