import type { PriceBook, Quote } from '@luneo/contracts';
import { mulDiv } from '@luneo/kernel';

type QuoteLine = Quote['lines'][number];

export interface PriceFacts {
  /** Pieces, at least one. */
  readonly quantity: number;
  /** Sides that take ink. */
  readonly printedSides: number;
  /** Option values of the variant, e.g. { size: "XL" }. */
  readonly options: Readonly<Record<string, string>>;
}

/**
 * An explained quote: each line names the rule it came from, the total is the sum of the lines. Net,
 * integer minor units; a line is rounded once, half away from zero. The same code prices in the page
 * and on the server.
 *
 * ```ts
 * quote(book, { quantity: 12, printedSides: 2, options: { size: 'XL' } }).totalMinor;
 * ```
 */
export function quote(book: PriceBook, { quantity, printedSides, options }: PriceFacts): Quote {
  const line = (rule: string, label: string, unitMinor: number): QuoteLine => ({
    rule,
    label,
    unitMinor,
    quantity,
    totalMinor: unitMinor * quantity,
  });
  const extraSides = Math.max(0, printedSides - 1);
  const lines = [
    line('base', 'Base price', book.baseMinor),
    ...(extraSides > 0 && book.extraSideMinor !== 0
      ? [
          line(
            'extra-side',
            `${extraSides} more printed side${extraSides > 1 ? 's' : ''}`,
            extraSides * book.extraSideMinor,
          ),
        ]
      : []),
    ...book.surcharges
      .filter(({ option, value }) => options[option] === value)
      .map(({ id, option, value, amountMinor }) => line(id, `${option}: ${value}`, amountMinor)),
  ];
  const tier = tierOf(book, quantity);
  if (tier) lines.push(discount(lines, tier, quantity));
  return {
    priceBook: book.id,
    priceBookVersion: book.version,
    currency: book.currency,
    taxCategory: book.taxCategory,
    quantity,
    lines,
    totalMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
  };
}

type Tier = PriceBook['tiers'][number];

/** The tier with the most pieces that the quantity reaches. */
export function tierOf({ tiers }: PriceBook, quantity: number): Tier | undefined {
  return tiers
    .filter(({ from }) => from <= quantity)
    .reduce<Tier | undefined>((best, tier) => (best && best.from > tier.from ? best : tier), undefined);
}

/** The next tier up, for "from 12 pieces …" hints. */
export function nextTier({ tiers }: PriceBook, quantity: number): Tier | undefined {
  return tiers
    .filter(({ from }) => from > quantity)
    .reduce<Tier | undefined>((best, tier) => (best && best.from < tier.from ? best : tier), undefined);
}

/** A quantity discount is a line of its own, so that base and options stay readable. */
function discount(lines: readonly QuoteLine[], tier: Tier, quantity: number): QuoteLine {
  const full = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const unit = lines.reduce((sum, { unitMinor }) => sum + unitMinor, 0);
  const offPm = 1000 - tier.unitPm;
  return {
    rule: tier.id,
    label: `From ${tier.from} pieces: -${offPm / 10} %`,
    unitMinor: mulDiv(unit, -offPm, 1000),
    quantity,
    totalMinor: mulDiv(full, -offPm, 1000),
  };
}
