import type { FontRef, ProductSide, TextRun } from '@luneo/design';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPicture, newText, replaceText, textOf } from './document.ts';

const font: FontRef = { family: 'F', weight: 400, style: 'normal', hash: 'a'.repeat(64) };
const side: ProductSide = {
  id: 'front',
  name: 'Front',
  widthUm: 100_000,
  heightUm: 60_000,
  bleedUm: 3_000,
  safeUm: 4_000,
  substrate: { rgb: '#ffffff' },
};
const run = (text: string, sizeUm = 5_000): TextRun => ({
  text,
  font,
  sizeUm,
  fill: { type: 'solid', color: { rgb: '#000000' } },
  letterSpacingPm: 0,
});

describe('replaceText', () => {
  it('edits the joined text like a string, whatever the runs', () => {
    const texts = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.nat(30), fc.nat(30), fc.string({ maxLength: 5 }), (parts, a, b, put) => {
        const layer = {
          ...newText('t', side, 'x', font),
          runs: parts.map((text, i) => run(text, 5_000 + i)),
        };
        const before = textOf(layer);
        const [start, end] = [Math.min(a, b, before.length), Math.min(Math.max(a, b), before.length)];
        const after = replaceText(layer, start, end, put, run('x'));
        expect(textOf(after)).toBe(before.slice(0, start) + put + before.slice(end));
        expect(after.runs.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });
  it('gives what is typed the style of what stands before it', () => {
    const layer = { ...newText('t', side, 'x', font), runs: [run('ab', 1_000), run('cd', 2_000)] };
    expect(replaceText(layer, 2, 2, 'X', run('x')).runs.map(({ text, sizeUm }) => [text, sizeUm])).toEqual([
      ['abX', 1_000],
      ['cd', 2_000],
    ]);
  });
});

it('places a new picture upright, in its proportions, inside the safe zone', () => {
  const facts = {
    kind: 'image',
    hash: 'b'.repeat(64),
    mime: 'image/jpeg',
    widthPx: 400,
    heightPx: 300,
    orientation: 6,
    hasAlpha: false,
  } as const;
  const layer = newPicture('i', side, facts);
  expect(layer).toMatchObject({ type: 'image', crop: { xPx: 0, yPx: 0, widthPx: 300, heightPx: 400 } });
  expect(layer.heightUm / layer.widthUm).toBeCloseTo(4 / 3, 2);
  expect(layer.yUm).toBeGreaterThanOrEqual(side.safeUm);
});

it('places vector artwork as artwork', () => {
  const artwork = { artworkVersion: 1, width: 100, height: 50, paths: [] } as const;
  const layer = newPicture('a', side, {
    kind: 'artwork',
    hash: 'c'.repeat(64),
    artwork: { ...artwork, paths: [] },
  });
  expect(layer.type).toBe('artwork');
  expect(layer.widthUm / layer.heightUm).toBeCloseTo(2, 2);
});
