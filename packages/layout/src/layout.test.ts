import { unwrap } from '@luneo/kernel';
import { describe, expect, it } from 'vitest';
import { layoutText } from './index.ts';
import { worldBook as book, hashOf, textLayer as layer } from './test-kit.ts';

describe('layoutText', () => {
  it('merges a run into one path and gives a caret place for every cluster', () => {
    const layout = unwrap(layoutText(layer('Hello\nyou'), book));
    expect(layout.ink).toHaveLength(1);
    expect(layout.lines.map(({ start, end }) => [start, end])).toEqual([
      [0, 5],
      [6, 9],
    ]);
    expect(layout.clusters.map((cluster) => cluster.start)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(layout.fonts).toEqual([hashOf('lato')]);
  });

  it('answers from memory when only the position changed', () => {
    const first = layoutText(layer('drag me'), book);
    expect(layoutText(layer('drag me', { xUm: 500, rotationMdeg: 1000 }), book)).toBe(first);
  });

  it('refuses breaks that do not ascend within a paragraph', () => {
    expect(layoutText(layer('one two', { breaks: [4, 4] }), book)).toMatchObject({
      ok: false,
      error: { code: 'breaks_invalid', pointer: '/breaks/1' },
    });
  });
});
