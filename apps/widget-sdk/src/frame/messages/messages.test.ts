import { createTranslator } from '@luneo/editor-react/i18n';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';

const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('French', () => {
  it('has every message of the English catalogue, and no other', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
  });
  it.each(Object.keys(en) as (keyof typeof en)[])('%s: same places to fill, not empty', (key) => {
    expect(fr[key].trim()).not.toBe('');
    expect(holes(fr[key])).toEqual(holes(en[key]));
  });
});

describe('t()', () => {
  it('fills in, chooses plural forms and writes numbers in the language', () => {
    const t = createTranslator('en', en);
    const f = createTranslator('fr', fr as typeof en);
    expect(t('warnings.blocks', { count: 1 })).toBe('1 problem to solve');
    expect(t('warnings.blocks', { count: 2 })).toBe('2 problems to solve');
    expect(f('warnings.blocks', { count: 0 })).toBe('0 problème à résoudre');
    expect(f('text.size.mm', { mm: 3.5 })).toBe('3,5 mm de haut');
  });
  it('knows which codes it has words for', () => {
    const t = createTranslator('en', en);
    expect(t.has('finding.resolution_low')).toBe(true);
    expect(t.has('finding.from_the_future')).toBe(false);
  });
});
