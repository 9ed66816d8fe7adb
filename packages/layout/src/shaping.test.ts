import type { TextLayer } from '@luneo/design';
import { unwrap } from '@luneo/kernel';
import { describe, expect, it } from 'vitest';
import { layoutText } from './index.ts';
import { faces, fontRef, hashOf, run, type TestFont, textLayer, worldBook } from './test-kit.ts';
import type { TextLayout } from './types.ts';

const set = (text: string, font: TestFont = 'lato', over: Partial<TextLayer> = {}): TextLayout =>
  unwrap(layoutText(textLayer(text, { runs: [run(text, { font: fontRef(font) })], ...over }), worldBook));
const widthOf = (text: string, font: TestFont = 'lato'): number => set(text, font).lines[0]!.width;
/** Starts of the clusters as they stand from left to right. */
const visual = (layout: TextLayout): number[] =>
  [...layout.clusters].sort((a, b) => a.x - b.x).map((cluster) => cluster.start);
const glyphCount = (text: string, font: Exclude<TestFont, 'emoji'>, script: string, rtl = false): number =>
  faces[font].shape({ text, start: 0, end: text.length, script, rtl, off: [] }).length / 5;

describe('Latin', () => {
  it('kerns', () => {
    expect(widthOf('AV')).toBeLessThan(widthOf('A') + widthOf('V'));
  });

  it('draws ligatures and still lets a caret stand inside them', () => {
    expect(glyphCount('ffi', 'playfair', 'Latn')).toBe(1);
    const { clusters } = set('ffi', 'playfair');
    expect(clusters.map((cluster) => cluster.start)).toEqual([0, 1, 2]);
    expect(new Set(clusters.map((cluster) => cluster.width)).size).toBeLessThanOrEqual(2);
  });

  it('sets no ligature in spaced text, and spaces between clusters only', () => {
    const spaced = set('office', 'playfair', {
      runs: [run('office', { font: fontRef('playfair'), letterSpacingPm: 100 })],
    });
    const plain = set('office', 'playfair');
    const gaps = 5 * 100_000 * 0.1;
    expect(spaced.lines[0]!.width - plain.lines[0]!.width).toBeGreaterThanOrEqual(gaps - 5_000);
    expect(spaced.clusters.every((cluster) => cluster.width > 0)).toBe(true);
  });

  it('keeps shaping over a change of colour', () => {
    const red = { type: 'solid', color: { rgb: '#ff0000' } } as const;
    const two = set('AV', 'lato', { runs: [run('A'), run('V', { fill: red })] });
    expect(two.lines[0]!.width).toBe(widthOf('AV'));
    expect(two.ink.map((ink) => ink.fill)).toEqual([
      { type: 'run', run: 0 },
      { type: 'run', run: 1 },
    ]);
  });
});

describe('Arabic and Hebrew', () => {
  it('joins letters: a word is narrower than its letters apart', () => {
    const apart = [...'سلام'].reduce((sum, letter) => sum + widthOf(letter, 'amiri'), 0);
    expect(widthOf('سلام', 'amiri')).toBeLessThan(apart);
    expect(glyphCount('لا', 'amiri', 'Arab', true)).toBeLessThanOrEqual(2);
  });

  it('joins across a change of size', () => {
    const amiri = { font: fontRef('amiri') };
    const layout = set('', 'amiri', { runs: [run('بي', amiri), run('ت', { ...amiri, sizeUm: 10_001 })] });
    const apart = widthOf('بي', 'amiri') + widthOf('ت', 'amiri');
    expect(layout.lines[0]!.width).toBeLessThan(apart - 10_000);
  });

  it('reads from the right, digits from the left', () => {
    const layout = set('رقم 123', 'amiri');
    expect(visual(layout)).toEqual([4, 5, 6, 3, 2, 1, 0]);
    expect(layout.clusters.map((cluster) => cluster.rtl)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(layout.lines[0]!.width).toBeLessThan(1_000_000);
    expect(Math.max(...layout.clusters.map((cluster) => cluster.x + cluster.width))).toBe(1_000_000);
  });

  it('mirrors brackets and embeds Latin', () => {
    const layout = set('שלום (abc)', 'heebo');
    const at = (start: number): number => layout.clusters.find((cluster) => cluster.start === start)!.x;
    expect(at(6)).toBeLessThan(at(7));
    expect(at(7)).toBeLessThan(at(8));
    expect(at(5)).toBeGreaterThan(at(8));
  });

  it('does not tear joined letters apart by spacing, but spaces words', () => {
    const runs = [run('سلام سلام', { font: fontRef('amiri'), letterSpacingPm: 200 })];
    const spaced = set('', 'amiri', { runs });
    const added = spaced.lines[0]!.width - widthOf('سلام سلام', 'amiri');
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThanOrEqual(2 * 20_000 + 2);
  });

  it('points sit on their letters, one cluster each', () => {
    expect(set('שָׁלוֹם', 'heebo').clusters).toHaveLength(4);
    expect(widthOf('שָׁלוֹם', 'heebo')).toBeLessThanOrEqual(widthOf('שלום', 'heebo') * 1.05);
  });
});

describe('Indic, Thai, East Asian', () => {
  it('forms Devanagari conjuncts', () => {
    expect(glyphCount('क्ष', 'hind', 'Deva')).toBe(1);
    expect(set('क्षत्रिय', 'hind').clusters.length).toBeLessThanOrEqual(4);
  });

  it('stacks Thai marks without width', () => {
    expect(widthOf('ที่', 'sarabun')).toBe(widthOf('ท', 'sarabun'));
    expect(set('น้ำ', 'sarabun').clusters).toHaveLength(1);
  });

  it('sets Japanese on a grid of ems from the fallback', () => {
    const layout = set('日本語');
    expect(layout.fonts).toEqual([hashOf('kosugi')]);
    expect(layout.lines[0]!.width).toBe(300_000);
  });

  it('lists what no font draws, and draws nothing for it', () => {
    const layout = set('a\u{12000}b');
    expect(layout.missing).toEqual([0x12000]);
    expect(layout.clusters).toHaveLength(3);
    expect(layout.fonts).toEqual([hashOf('lato')]);
  });
});
