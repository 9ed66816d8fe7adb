import type { TextLayout } from '@luneo/layout';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caretAt, offsetAt, offsetOnLine, selectionBoxes, textEdit } from './caret.ts';

const cluster = (start: number, end: number, line: number, x: number, rtl = false) => ({
  start,
  end,
  line,
  x,
  y: 15 + 20 * line,
  width: 10,
  rtl,
  angleMdeg: 0,
});
const line = (start: number, end: number, top: number) => ({
  start,
  end,
  top,
  bottom: top + 20,
  baseline: top + 15,
  width: 20,
});

/** "ab" + break + "שב" drawn right to left. */
const layout: TextLayout = {
  ink: [],
  lines: [line(0, 2, 0), line(2, 4, 20)],
  clusters: [
    cluster(0, 1, 0, 0),
    cluster(1, 2, 0, 10),
    cluster(2, 3, 1, 10, true),
    cluster(3, 4, 1, 0, true),
  ],
  scalePm: 1000,
  smallestSizeUm: 1,
  overflow: false,
  missing: [],
  fonts: [],
};

describe('caret', () => {
  it('stands at the leading edge, which is the right one in right-to-left text', () => {
    expect([0, 1].map((offset) => caretAt(layout, offset)!.foot.x)).toEqual([0, 10]);
    expect([2, 3, 4].map((offset) => caretAt(layout, offset)!.foot.x)).toEqual([20, 10, 0]);
  });
  it('goes where the finger points', () => {
    expect(offsetAt(layout, { x: 1, y: 5 })).toBe(0);
    expect(offsetAt(layout, { x: 9, y: 5 })).toBe(1);
    expect(offsetAt(layout, { x: 19, y: 25 })).toBe(2);
    expect(offsetAt(layout, { x: -50, y: 500 })).toBe(4);
  });
  it('moves up and down by lines, and stops at the ends', () => {
    expect(offsetOnLine(layout, 0, 1)).toBe(4);
    expect(offsetOnLine(layout, 4, -1)).toBe(0);
    expect(offsetOnLine(layout, 0, -1)).toBeUndefined();
  });
  it('leans with bent text', () => {
    const bent = {
      ...layout,
      lines: [line(0, 2, 0)],
      clusters: [{ ...cluster(0, 2, 0, 50), y: 50, angleMdeg: 90_000 }],
    };
    expect(caretAt(bent, 2)!.foot).toEqual({ x: 50, y: 60 });
    expect(offsetAt(bent, { x: 50, y: 59 })).toBe(2);
    expect(offsetAt(bent, { x: 50, y: 51 })).toBe(0);
  });
  it('marks the selected clusters, whichever end moved', () => {
    expect(selectionBoxes(layout, 3, 1)).toMatchObject([
      { x: 10, y: 0, width: 10, height: 20 },
      { x: 10, y: 20, width: 10, height: 20 },
    ]);
    expect(selectionBoxes(layout, 2, 2)).toEqual([]);
  });
});

describe('textEdit', () => {
  it('turns one text into the other', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, end, text: put } = textEdit(before, after);
        expect(before.slice(0, start) + put + before.slice(end)).toBe(after);
      }),
    );
  });
  it('replaces whole emoji', () => {
    expect(textEdit('a😀', 'a😁')).toEqual({ start: 1, end: 3, text: '😁' });
  });
});
