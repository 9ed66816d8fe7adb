import type { PriceBook, RuleTest } from '@luneo/contracts';
import type { Process } from '@luneo/design';

interface Term {
  readonly rule: string;
  readonly when: readonly RuleTest[];
  readonly unitMinor: number;
  readonly onceMinor: number;
}

/**
 * What of a checked book depends on options, for `proveRules`: the lowest price of each choice. Charges that
 * grow with the design add nothing to it.
 */
export function priceTerms(book: PriceBook, process?: Process) {
  const surcharges = book.surcharges.map(
    ({ id, option, value, amountMinor }): Term => ({
      rule: id,
      when: [{ option, is: [value] }],
      unitMinor: amountMinor,
      onceMinor: 0,
    }),
  );
  const charges = (book.charges ?? [])
    .filter(({ per, when }) => per === 'piece' && when?.sides === undefined)
    .filter(({ when }) => !when?.processes || (process !== undefined && when.processes.includes(process)))
    .filter(({ free = 0 }) => free === 0)
    .map(({ id, amountMinor, each = 1, started, once, when }): Term => {
      const amount = started ? amountMinor : amountMinor / each;
      return {
        rule: id,
        when: Object.entries(when?.options ?? {}).map(([option, is]) => ({ option, is })),
        unitMinor: once ? 0 : amount,
        onceMinor: once ? amount : 0,
      };
    });
  const all = [...surcharges, ...charges];
  const always = all.filter(({ when }) => when.length === 0);
  return {
    book: book.id,
    version: book.version,
    unitMinor: always.reduce((sum, { unitMinor }) => sum + unitMinor, book.baseMinor),
    onceMinor: always.reduce((sum, { onceMinor }) => sum + onceMinor, 0),
    points: [
      { quantity: 1, unitPm: book.tiers.find(({ from }) => from === 1)?.unitPm ?? 1000 },
      ...book.tiers.filter(({ from }) => from > 1).map(({ from, unitPm }) => ({ quantity: from, unitPm })),
    ],
    terms: all.filter(({ when }) => when.length > 0),
  };
}
