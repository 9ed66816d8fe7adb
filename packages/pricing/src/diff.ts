import type { PriceBook } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';

/** One rule of a price book that differs; `rule` is its id, or the name of the book's own field. */
export interface PriceChange {
  readonly rule: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: unknown;
  readonly after?: unknown;
}

const FIELDS = ['currency', 'taxCategory', 'baseMinor', 'extraSideMinor', 'roundToMinor'] as const;

function rulesOf(book: PriceBook): Map<string, unknown> {
  const fields = FIELDS.flatMap((field) =>
    book[field] === undefined ? [] : [[field, book[field]] as const],
  );
  const rules = [...book.tiers, ...book.surcharges, ...(book.charges ?? [])];
  return new Map<string, unknown>([...fields, ...rules.map((rule) => [rule.id, rule] as const)]);
}

/** What changes from one book to another, rule by rule; the order of rules does not count. */
export function diffPriceBooks(before: PriceBook, after: PriceBook): PriceChange[] {
  const [old, young] = [rulesOf(before), rulesOf(after)];
  const gone = [...old].filter(([rule]) => !young.has(rule));
  return [
    ...gone.map(([rule, value]): PriceChange => ({ rule, kind: 'removed', before: value })),
    ...[...young].flatMap(([rule, value]): PriceChange[] => {
      if (!old.has(rule)) return [{ rule, kind: 'added', after: value }];
      const former = old.get(rule);
      return canonicalJson(former) === canonicalJson(value)
        ? []
        : [{ rule, kind: 'changed', before: former, after: value }];
    }),
  ];
}
