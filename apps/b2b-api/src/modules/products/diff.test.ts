import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes } from './diff.ts';

const all = (before: unknown, after: unknown) => [...changes(before, after)];

/** Numbers in our documents are whole. */
const whole = (_: string, value: unknown) => (typeof value === 'number' ? Math.trunc(value % 1_000) : value);
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value, whole)));

describe('changes', () => {
  it('names entries of lists by their ids, and escapes pointers', () => {
    const before = { sides: [{ id: 'front', widthUm: 1 }], variants: [{ sku: 'A/1', name: 'x' }] };
    const after = {
      sides: [
        { id: 'front', widthUm: 2 },
        { id: 'back', widthUm: 1 },
      ],
      variants: [{ sku: 'A/1', name: 'y' }],
    };
    expect(all(before, after)).toEqual([
      { pointer: '/sides/front/widthUm', kind: 'changed', before: 1, after: 2 },
      { pointer: '/sides/back', kind: 'added', after: { id: 'back', widthUm: 1 } },
      { pointer: '/variants/A~11/name', kind: 'changed', before: 'x', after: 'y' },
    ]);
  });

  it('tells an order from a content', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }));
    expect(all({ l: [a, b, c] }, { l: [c, a] })).toEqual([
      { pointer: '/l/b', kind: 'removed', before: b },
      { pointer: '/l', kind: 'changed', before: ['a', 'c'], after: ['c', 'a'] },
    ]);
  });

  it('finds nothing between equals, and the same both ways between others', () => {
    fc.assert(
      fc.property(json, json, (one, two) => {
        expect(all(one, structuredClone(one))).toEqual([]);
        const there = all(one, two);
        const back = all(two, one);
        expect(back.map(({ pointer }) => pointer).sort()).toEqual(there.map(({ pointer }) => pointer).sort());
      }),
    );
  });
});
