import type { TextLayer } from '@luneo/design';
import { unwrap } from '@luneo/kernel';
import { layoutText, type TextLayout } from '@luneo/layout';
import { describe, expect, it } from 'vitest';
import { createTextEngine, EMOJI_HASH, findFace, fontRef } from './index.ts';

const engine = await createTextEngine();
const lato = findFace('Lato')!;
const book = await engine.book({ hashes: [lato.hash] });

const set = (text: string): TextLayout => {
  const run = {
    text,
    font: fontRef(lato),
    sizeUm: 10_000,
    letterSpacingPm: 0,
    fill: { type: 'solid', color: { rgb: '#123456' } },
  } as const;
  const layer: Omit<TextLayer, 'id' | 'type' | 'name'> & { runs: (typeof run)[] } = {
    xUm: 0,
    yUm: 0,
    widthUm: 200_000,
    heightUm: 30_000,
    rotationMdeg: 0,
    flipX: false,
    flipY: false,
    opacityPm: 1000,
    visible: true,
    locks: {},
    runs: [run],
    align: 'start',
    verticalAlign: 'top',
    direction: 'auto',
    lineHeightPm: 1000,
    fit: { mode: 'none' },
    breaks: [],
  };
  return unwrap(layoutText(layer, book));
};

describe('emoji', () => {
  it.each([
    ['family', '👨‍👩‍👧‍👦'],
    ['flag of a country', '🇫🇷'],
    ['flag by ZWJ', '🏳️‍🌈'],
    ['keycap', '1️⃣'],
    ['skin tone', '👍🏽'],
    ['skin tone and ZWJ', '👩🏾‍🚀'],
    ['presentation selector', '❤️'],
  ])('one cluster, one em, drawn from the emoji font: %s', (_, text) => {
    const layout = set(text);
    expect(layout.clusters).toHaveLength(1);
    expect(layout.lines[0]!.width).toBe(100_000);
    expect(layout.fonts).toEqual([EMOJI_HASH]);
    expect(layout.missing).toEqual([]);
    expect(layout.ink.every((ink) => ink.fill.type === 'rgb')).toBe(true);
  });

  it('leaves digits and text signs to the text font', () => {
    expect(set('12 # © *').fonts).toEqual([lato.hash]);
    expect(set('©\ufe0f').fonts).toEqual([EMOJI_HASH]);
  });

  it('does not move the lines', () => {
    expect(set('a😀').lines[0]).toMatchObject({ top: 0, bottom: set('a').lines[0]!.bottom });
  });

  it('merges the same colour of emoji that do not overlap', () => {
    const one = set('😀').ink.length;
    expect(set('😀😀😀').ink.length).toBe(one);
  });

  it('merges them even where an emoji uses a colour twice', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(set(family.repeat(4)).ink.length).toBe(set(family).ink.length);
  });

  it('keeps painting order within an emoji', () => {
    const fills = set('🇩🇪').ink.map((ink) => (ink.fill.type === 'rgb' ? ink.fill.rgb : ''));
    expect(fills.length).toBeGreaterThanOrEqual(3);
    expect(new Set(fills).size).toBe(fills.length);
  });
});
