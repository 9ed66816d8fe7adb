import type { Charge, PriceBook } from '@luneo/contracts';
import type { Fault } from '@luneo/kernel';

/** What of a product a price book may name. */
export interface PricedProduct {
  readonly options: readonly { readonly id: string; readonly values: readonly { readonly id: string }[] }[];
  readonly sides: readonly { readonly id: string }[];
}

const fault = (code: string, pointer: string, message: string): Fault => ({ code, pointer, message });

/** What speaks against using a book: every fault, each with the JSON pointer of what is wrong. */
export function checkPriceBook(book: PriceBook, product?: PricedProduct): Fault[] {
  return [
    ...(book.baseMinor < 0 ? [fault('price_below_zero', '/baseMinor', 'the base price is below zero')] : []),
    ...(book.extraSideMinor < 0
      ? [fault('price_below_zero', '/extraSideMinor', 'more sides would cost less')]
      : []),
    ...ruleTwins(book),
    ...roundFaults(book),
    ...tierFaults(book),
    ...(book.charges ?? []).flatMap((charge, at) => chargeFaults(charge, at)),
    ...(product ? referenceFaults(book, product) : []),
  ];
}

/** A quote's lines are told apart by their rules. */
function ruleTwins({ tiers, surcharges, charges = [] }: PriceBook): Fault[] {
  const seen = new Set(['base', 'extra-side']);
  const named = [
    ...tiers.map(({ id }, at) => [id, `/tiers/${at}/id`] as const),
    ...surcharges.map(({ id }, at) => [id, `/surcharges/${at}/id`] as const),
    ...charges.map(({ id }, at) => [id, `/charges/${at}/id`] as const),
  ];
  return named.flatMap(([id, pointer]) => {
    if (seen.has(id)) return [fault('rule_twice', pointer, `another rule is called "${id}"`)];
    seen.add(id);
    return [];
  });
}

/** Amounts of a piece are round already, so that rounding cannot turn a price below zero. */
function roundFaults({
  roundToMinor = 1,
  baseMinor,
  extraSideMinor,
  surcharges,
  charges = [],
}: PriceBook): Fault[] {
  const amounts = [
    [baseMinor, '/baseMinor'] as const,
    [extraSideMinor, '/extraSideMinor'] as const,
    ...surcharges.map(({ amountMinor }, at) => [amountMinor, `/surcharges/${at}/amountMinor`] as const),
    ...charges.map(
      ({ amountMinor, per }, at) =>
        [per === 'piece' ? amountMinor : 0, `/charges/${at}/amountMinor`] as const,
    ),
  ];
  return amounts
    .filter(([amount]) => amount % roundToMinor !== 0)
    .map(([, pointer]) => fault('price_not_round', pointer, `expected a multiple of ${roundToMinor}`));
}

/** More pieces never cost more a piece. */
function tierFaults({ tiers }: PriceBook): Fault[] {
  return tiers.flatMap((tier, at) => {
    const before = tiers[at - 1];
    if (before === undefined) return [];
    const pointer = `/tiers/${at}`;
    if (tier.from <= before.from)
      return [fault('tiers_unordered', `${pointer}/from`, 'tiers must begin at more and more pieces')];
    return tier.unitPm > before.unitPm
      ? [fault('tiers_not_monotone', `${pointer}/unitPm`, 'more pieces would cost more a piece')]
      : [];
  });
}

/** What grows with the design must not lower the price: there would be no lowest price. */
function chargeFaults({ per, amountMinor, each, when }: Charge, at: number): Fault[] {
  const bounded = per === 'piece' && each === undefined && when?.sides === undefined;
  return amountMinor < 0 && !bounded
    ? [fault('price_below_zero', `/charges/${at}/amountMinor`, `more of "${per}" would cost less`)]
    : [];
}

function referenceFaults(
  { surcharges, charges = [] }: PriceBook,
  { options, sides }: PricedProduct,
): Fault[] {
  const has = (option: string, value: string): boolean =>
    options.some(({ id, values }) => id === option && values.some((one) => one.id === value));
  const unknown = (pointer: string, what: string): Fault =>
    fault('price_refers_unknown', pointer, `the product has no ${what}`);
  const ofSurcharges = surcharges.flatMap(({ option, value }, at) =>
    has(option, value) ? [] : [unknown(`/surcharges/${at}`, `option "${option}" with value "${value}"`)],
  );
  const ofCharges = charges.flatMap(({ when }, at) => [
    ...Object.entries(when?.options ?? {}).flatMap(([option, values]) =>
      values
        .filter((value) => !has(option, value))
        .map((value) => unknown(`/charges/${at}/when/options`, `option "${option}" with value "${value}"`)),
    ),
    ...(when?.sides ?? [])
      .filter((side) => !sides.some(({ id }) => id === side))
      .map((side) => unknown(`/charges/${at}/when/sides`, `side "${side}"`)),
  ]);
  return [...ofSurcharges, ...ofCharges];
}
