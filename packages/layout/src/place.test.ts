import type { TextLayer } from '@luneo/design';
import { unwrap } from '@luneo/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, layoutText } from './index.ts';
import { run, textLayer, worldBook } from './test-kit.ts';
import type { TextLayout } from './types.ts';

const set = (text: string, over: Partial<TextLayer> = {}): TextLayout =>
  unwrap(layoutText(textLayer(text, over), worldBook));
const wrapped = (text: string, over: Partial<TextLayer> = {}): TextLayer => {
  const layer = textLayer(text, over);
  return { ...layer, breaks: breakLines(layer, worldBook) };
};
const linesOf = (text: string, over: Partial<TextLayer> = {}): string[] =>
  unwrap(layoutText(wrapped(text, over), worldBook)).lines.map(({ start, end }) => text.slice(start, end));

describe('alignment', () => {
  it('start and end follow the direction of each paragraph', () => {
    const left = (text: string, align: TextLayer['align']): number =>
      Math.min(...set(text, { align }).clusters.map((cluster) => cluster.x));
    expect(left('abc', 'start')).toBe(0);
    expect(left('abc', 'end')).toBeGreaterThan(0);
    expect(left('אבג', 'start')).toBeGreaterThan(0);
    expect(left('אבג', 'end')).toBe(0);
  });

  it('lets trailing spaces hang, so a centred word does not move while one types on', () => {
    const x = (text: string): number => set(text, { align: 'center' }).clusters[0]!.x;
    expect(x('word ')).toBe(x('word'));
  });

  it('justifies wrapped lines to the very edge, and never a last one', () => {
    const layer = wrapped('The quick brown fox jumps over the dog', { align: 'justify' });
    const { lines } = unwrap(layoutText(layer, worldBook));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(0, -1)) expect(line.width).toBe(1_000_000);
    expect(lines.at(-1)!.width).toBeLessThan(1_000_000);
  });

  it('stacks lines from top, middle or bottom, by the line height asked', () => {
    const top = (verticalAlign: TextLayer['verticalAlign'], lineHeightPm = 1000): TextLayout =>
      set('a\nb', { verticalAlign, lineHeightPm });
    expect(top('top').lines[0]!.top).toBe(0);
    expect(top('bottom').lines[1]!.bottom).toBe(500_000);
    const { lines } = top('middle');
    expect(lines[0]!.top + lines[1]!.bottom).toBe(500_000);
    const step = (pm: number): number => {
      const [first, second] = top('top', pm).lines;
      return second!.baseline - first!.baseline;
    };
    expect(step(2000)).toBe(2 * step(1000));
  });
});

describe('fitting', () => {
  it('shrinks to the largest scale that fits, not below the minimum', () => {
    const fit = { mode: 'shrink', minSizeUm: 2_000 } as const;
    const fitted = set('a text that is longer than its box', { fit });
    expect(fitted.scalePm).toBeLessThan(1000);
    expect(fitted.overflow).toBe(false);
    expect(fitted.lines[0]!.width).toBeLessThanOrEqual(1_000_000);
    expect(fitted.lines[0]!.width).toBeGreaterThan(995_000);
    const stuck = set('a text that is longer than its box'.repeat(9), { fit });
    expect(stuck).toMatchObject({ scalePm: 200, smallestSizeUm: 2_000, overflow: true });
  });

  it('says when a text of fixed size does not fit', () => {
    expect(set('short').overflow).toBe(false);
    expect(set('not short enough for a hundred millimetres').overflow).toBe(true);
    expect(set('a\nb\nc\nd\ne').overflow).toBe(true);
  });
});

describe('curves', () => {
  it('bend as arch and bowl, symmetric about the middle', () => {
    const arch = set('ooooo', { curve: { angleMdeg: 90_000 }, align: 'center' });
    const angles = arch.clusters.map((cluster) => cluster.angleMdeg);
    expect(angles[2]).toBe(0);
    expect(angles[4]).toBe(-angles[0]!);
    expect(angles[4]).toBeCloseTo(36_000, -1);
    expect(arch.clusters[0]!.y).toBeGreaterThan(arch.clusters[2]!.y);
    const bowl = set('ooooo', { curve: { angleMdeg: -90_000 }, align: 'center' });
    expect(bowl.clusters[0]!.y).toBeLessThan(bowl.clusters[2]!.y);
  });

  it('stay within the box when shrunk, and take no breaks', () => {
    const over = { fit: { mode: 'shrink', minSizeUm: 500 }, curve: { angleMdeg: 180_000 } } as const;
    const layout = set('around the world in eighty days', over);
    for (const { box } of layout.ink) {
      expect(box.x).toBeGreaterThan(-20_000);
      expect(box.x + box.width).toBeLessThan(1_020_000);
      expect(box.y).toBeGreaterThan(-20_000);
      expect(box.y + box.height).toBeLessThan(520_000);
    }
    const layer = textLayer('a b', { curve: { angleMdeg: 1_000 }, breaks: [2] });
    expect(layoutText(layer, worldBook)).toMatchObject({ ok: false, error: { code: 'breaks_invalid' } });
  });

  it('an arc of no angle is a straight line', () => {
    expect(set('flat', { curve: { angleMdeg: 0 } }).ink).toEqual(set('flat').ink);
  });
});

describe('breaking', () => {
  it('fills lines greedily with whole words', () => {
    const lines = linesOf('The quick brown fox jumps over the lazy dog', { heightUm: 60_000 });
    expect(lines).toEqual(['The quick brown fox ', 'jumps over the lazy ', 'dog']);
  });

  it('keeps paragraphs, breaks overlong words between clusters', () => {
    expect(linesOf('a\nb')).toEqual(['a', 'b']);
    const lines = linesOf('Donaudampfschifffahrtsgesellschaft');
    expect(lines.length).toBe(2);
    expect(lines[0]!.length).toBeGreaterThan(10);
  });

  it('breaks Thai at words and Japanese between characters', () => {
    const thai = linesOf('ภาษาไทยเป็นภาษาที่ไม่มีการเว้นวรรค', { widthUm: 50_000, heightUm: 90_000 });
    expect(thai.length).toBeGreaterThan(2);
    expect(thai[0]).toBe('ภาษาไทย');
    const japanese = linesOf('日本語のテキストです。', { widthUm: 50_500 });
    expect(japanese).toEqual(['日本語のテ', 'キストで', 'す。']);
  });

  it('with shrinking, wraps at the largest size at which all lines fit', () => {
    const fit = { mode: 'shrink', minSizeUm: 1_000 } as const;
    const layer = wrapped('The quick brown fox jumps over the lazy dog and more', { fit, heightUm: 25_000 });
    const layout = unwrap(layoutText(layer, worldBook));
    expect(layout.overflow).toBe(false);
    expect(layout.lines.length).toBeGreaterThan(1);
    expect(layout.scalePm).toBeGreaterThan(500);
  });

  it('answers breaks that layout accepts and that keep every line inside, for any text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const parts = fc.array(fc.oneof(text, fc.constantFrom('سلام ', 'नमस्ते ', 'ภาษาไทย', '漢字', '\n', ' ')), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(parts, fc.integer({ min: 5_000, max: 120_000 }), (words, widthUm) => {
        const layer = wrapped('', { runs: [run(words.join(''))], widthUm });
        const breaks = breakLines(layer, worldBook);
        const layout = unwrap(layoutText({ ...layer, breaks }, worldBook));
        for (const line of layout.lines)
          if (layout.clusters.filter((one) => one.start >= line.start && one.end <= line.end).length > 1)
            expect(line.width).toBeLessThanOrEqual(widthUm * 10 + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('سلام', 'क्ष', 'ที่', '👨‍👩‍👧', '\u202e', '\ud800', '\n', 'ffi', 'שָׁ', '\u0301'),
  );
  const over = fc.record({
    align: fc.constantFrom('start', 'center', 'end', 'justify'),
    verticalAlign: fc.constantFrom('top', 'middle', 'bottom'),
    direction: fc.constantFrom('auto', 'ltr', 'rtl'),
    curve: fc.option(fc.record({ angleMdeg: fc.integer({ min: -359_000, max: 359_000 }) }), {
      nil: undefined,
    }),
  });

  it('is set without fault, its clusters tile it, and its paths are integers', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), over, (pieces, { curve, ...rest }) => {
        const text = pieces.join('') || 'x';
        const spacing = { letterSpacingPm: text.length % 2 === 0 ? 0 : 50 };
        const layer = textLayer('', { runs: [run(text, spacing)], ...rest, ...(curve ? { curve } : {}) });
        const layout = unwrap(layoutText(layer, worldBook));
        let at = 0;
        for (const cluster of layout.clusters) {
          expect(cluster.start).toBe(at);
          at = cluster.end;
        }
        expect(at).toBe(text.length);
        for (const { d } of layout.ink) expect(d).toMatch(/^(?:[MLC](?:-?\d+ ?)+|Z)+$/);
        for (const line of layout.lines) {
          const own = layout.clusters.filter((one) => one.start >= line.start && one.end <= line.end);
          const sum = own.reduce((total, one) => total + one.width, 0);
          expect(sum).toBeGreaterThanOrEqual(line.width - own.length - 1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is set the same when asked twice', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        const layer = textLayer('', { runs: [run(pieces.join('') || 'x')] });
        expect(layoutText(layer, { ...worldBook })).toEqual(layoutText(layer, { ...worldBook }));
      }),
      { numRuns: 40 },
    );
  });
});
