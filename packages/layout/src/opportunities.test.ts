/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs';
import { collectGraphemes } from 'unicode-segmenter/grapheme';
import { describe, expect, it } from 'vitest';
import { opportunities } from './opportunities.ts';

/** Unicode's own cases, kept beside the repository: too large a file to commit. */
const FILE = new URL('../../../../shared/data/unicode/LineBreakTest.txt', import.meta.url);
const LEAST_AGREEMENT = 0.992;

interface Case {
  readonly text: string;
  /** Offsets with a break, inner ones only. */
  readonly breaks: readonly number[];
}

function casesOf(file: string): Case[] {
  const lines = file.split('\n').map((line) => line.split('#')[0]!.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      let text = '';
      const breaks: number[] = [];
      for (const token of line.split(/\s+/)) {
        if (token === '÷') breaks.push(text.length);
        else if (token !== '×') text += String.fromCodePoint(Number.parseInt(token, 16));
      }
      return { text, breaks: breaks.filter((offset) => offset > 0 && offset < text.length) };
    });
}

/** The same breaks, less those inside a grapheme cluster, where we never break. */
function betweenClusters({ text, breaks }: Case): number[] {
  const starts = new Set<number>();
  let at = 0;
  for (const cluster of collectGraphemes(text)) {
    starts.add(at);
    at += cluster.length;
  }
  return breaks.filter((offset) => starts.has(offset));
}

describe('line break opportunities', () => {
  const present = existsSync(FILE);
  it(
    present ? 'agree with LineBreakTest.txt' : 'unavailable: LineBreakTest.txt is not beside the repository',
    () => {
      if (!present) return;
      const cases = casesOf(readFileSync(FILE, 'utf8'));
      const agreeing = cases.filter(
        (one) => opportunities(one.text).join() === betweenClusters(one).join(),
      ).length;
      console.info(
        `LineBreakTest: ${agreeing} of ${cases.length} cases (${((agreeing / cases.length) * 100).toFixed(2)} %)`,
      );
      expect(agreeing / cases.length).toBeGreaterThanOrEqual(LEAST_AGREEMENT);
    },
  );

  it('never split a cluster', () => {
    expect(opportunities('👩‍👩‍👧 🏳️‍🌈')).toEqual([9]);
    expect(opportunities('a \u0301b')).toEqual([]);
  });

  it('know where Thai words start, and lines must end', () => {
    expect(opportunities('ภาษาไทย')).toEqual([4]);
    expect(opportunities('ab\ncd e')).toEqual([3, 6]);
  });
});
