import { PrintSettings, ProductDraft } from '@luneo/contracts';
import { describe, expect, it } from 'vitest';
import { compile, draftOf } from './compile.ts';

const draft = ProductDraft.parse({
  slug: 'card',
  name: 'Card',
  process: 'digital',
  options: [{ id: 'paper', name: 'Paper', values: [{ id: 'silk', name: 'Silk' }] }],
  profile: { safeUm: 4_000 },
  sides: [
    { id: 'front', name: 'Front', widthUm: 85_000, heightUm: 55_000, profile: { warnDpi: 300 } },
    {
      id: 'back',
      name: 'Back',
      widthUm: 85_000,
      heightUm: 55_000,
      cut: 'M0 0L85000 0L85000 55000Z',
      printArea: { outline: { shape: 'path', d: 'M0 0L9000 0L9000 9000Z' }, profile: { bleedUm: 1_000 } },
    },
  ],
});
const id = '0197a000-0000-7000-8000-000000000001';
const variants = [{ id, sku: 'C-1', name: 'Silk', options: { paper: 'silk' } }];
const priceBook = {
  id: 'b',
  version: 1,
  currency: 'EUR',
  taxCategory: 'standard',
  baseMinor: 1,
  tiers: [],
  extraSideMinor: 0,
  surcharges: [],
};
const settings = PrintSettings.parse({ byProcess: { digital: { minTypeUm: 2_000 } } });
const input = { draft, variants, settings, priceBook, placed: new Map() };

describe('compile', () => {
  it('resolves the cascade into geometry and keeps what it was made of', () => {
    const { content, faults } = compile(input);
    expect(faults).toEqual([]);
    const { geometry } = content!;
    expect(geometry.limits).toMatchObject({ warnDpi: 250, minTypeUm: 2_000 });
    expect(geometry.sides[0]).toMatchObject({ bleedUm: 3_000, safeUm: 4_000, limits: { warnDpi: 300 } });
    expect(geometry.sides[1]).toMatchObject({ bleedUm: 1_000, printArea: { shape: 'path' } });
    expect(geometry.sides[1]).not.toHaveProperty('limits');
    expect(draftOf(content!)).toEqual(draft);
  });

  it('finds for versions of the first release a draft that gives the same again', () => {
    const { content } = compile(input);
    const { source: _, ...first } = content!;
    const again = compile({ ...input, draft: draftOf(first), settings: PrintSettings.parse({}) });
    expect(again.faults).toEqual([]);
    const { source: __, ...second } = again.content!;
    expect(second).toEqual(first);
  });

  it('names each variant that does not fit', () => {
    const twin = { ...variants[0]!, id: id.replace(/1$/, '2'), sku: 'C/2' };
    const strange = { ...twin, sku: 'C-3', options: { paper: 'kraft', fold: 'z' }, sides: { lid: {} } };
    const { content, faults } = compile({ ...input, variants: [...variants, twin, strange] });
    expect(content).toBeUndefined();
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/variants/C~12/options combination_taken',
      '/variants/C-3/options/paper value_unknown',
      '/variants/C-3/options/fold option_unknown',
      '/variants/C-3/sides/lid side_unknown',
    ]);
  });
});
