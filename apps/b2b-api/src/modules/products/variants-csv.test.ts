import { fromPublicId, unwrap } from '@luneo/kernel';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planVariants } from './plan-variants.ts';
import type { StoredVariant } from './variants.repository.ts';
import { readCsv, toCsv } from './variants-csv.ts';

const OPTIONS = ['size', 'colour'];
const VALUES = ['s', 'm', 'l', 'xl', 'red', 'blue'];
const draft = {
  options: OPTIONS.map((id) => ({ id, name: id, values: VALUES.map((v) => ({ id: v, name: v })) })),
  sides: [{ id: 'front', name: 'Front', widthUm: 9_000, heightUm: 9_000 }],
};
const uuid = (n: number): string => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Text a person or a spreadsheet may put there: quotes, separators, line ends, formulas, apostrophes. */
const cell = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...'aé漢"\';,=+-@ \t5'.split('')), minLength: 1, maxLength })
    .map((text) => text.trim())
    .filter((text) => text.length > 0);
const sku = cell(12).filter((text) => !/\p{C}/u.test(text));

const variants: fc.Arbitrary<StoredVariant[]> = fc
  .uniqueArray(
    fc.record({
      sku,
      name: cell(30),
      pair: fc.tuple(fc.constantFrom(...VALUES), fc.constantFrom(...VALUES)),
      substrate: fc.option(fc.constantFrom('#ffffff', '#1d1d1f'), { nil: undefined }),
      sides: fc.option(
        fc.constant({ front: { safeUm: 7, printArea: { shape: 'path' as const, d: 'M0 0L9 0L9 9Z' } } }),
        {
          nil: undefined,
        },
      ),
    }),
    { selector: ({ sku: one }) => one, maxLength: 20 },
  )
  .map((all) => {
    const seen = new Set<string>();
    const distinct = all.filter(({ pair }) => !seen.has(pair.join()) && seen.add(pair.join()));
    return distinct.map(({ pair: [size, colour], substrate, sides, ...rest }, position) => ({
      id: uuid(position),
      ...rest,
      options: { size, colour },
      ...(substrate && { substrate }),
      ...(sides && { sides }),
      position,
    }));
  });

const newId = (): string => uuid(999_999);

describe('variants as CSV', () => {
  it('come back as they went out: an import of an export changes nothing', () => {
    fc.assert(
      fc.property(variants, (existing) => {
        const lines = unwrap(readCsv(Buffer.from(toCsv(existing, OPTIONS))));
        expect(lines.flatMap(({ faults }) => faults)).toEqual([]);
        const wanted = lines.map(({ variant }) => variant!);
        const plan = planVariants({ draft, existing, wanted, removed: 'others', taken: new Set(), newId });
        expect(plan).toEqual({
          put: [],
          removed: [],
          created: 0,
          updated: 0,
          unchanged: existing.length,
          faults: [],
        });
      }),
      { numRuns: 300 },
    );
  });

  it('make the same variants in an empty product, under new ids', () => {
    fc.assert(
      fc.property(variants, (existing) => {
        const lines = unwrap(readCsv(Buffer.from(toCsv(existing, OPTIONS))));
        const wanted = lines.map(({ variant }) => ({ ...variant!, id: undefined }));
        let n = 100;
        const plan = planVariants({
          draft,
          existing: [],
          wanted,
          removed: [],
          taken: new Set(),
          newId: () => uuid(++n),
        });
        const bare = (all: readonly StoredVariant[]) => all.map(({ id: _, ...rest }) => rest);
        expect(bare(plan.put)).toEqual(bare(existing));
        expect(plan.faults).toEqual([]);
      }),
    );
  });

  it('never begin a cell the way a formula begins', () => {
    fc.assert(
      fc.property(variants, (existing) => {
        const rows = parse(toCsv(existing, OPTIONS), { bom: true }) as unknown as string[][];
        for (const text of rows.flat()) expect(text).not.toMatch(/^[=+@-]/);
      }),
    );
  });

  it('carry public ids', () => {
    const csv = toCsv([{ id: uuid(1), sku: 'A', name: 'A', options: {}, position: 0 }], []);
    const [id] = csv.split('\r\n')[1]!.split(',');
    expect(unwrap(fromPublicId('variant', id!))).toBe(uuid(1));
  });
});
