import type { PriceBook, PriceFacts, Quote } from '@luneo/contracts';
import { mulDiv } from '@luneo/kernel';
import { chargeLines } from './charge.ts';
import { tierOf } from './tiers.ts';

export type QuoteLine = Quote['lines'][number];

/**
 * An explained quote: each line names the rule it came from, the total is the sum of the lines. Net,
 * integer minor units; a line is rounded once, half away from zero, to a multiple of the book's
 * `roundToMinor`. The same code prices in the page and on the server.
 *
 * ```ts
 * quote(book, { quantity: 12, printedSides: 2, options: { size: 'XL' } }).totalMinor;
 * ```
 */
export function quote(book: PriceBook, facts: PriceFacts): Quote {
  const { quantity } = facts;
  const charged = chargeLines(book, facts);
  const pieces = [...fixedLines(book, facts), ...charged.filter(({ once }) => !once)];
  const tier = tierOf(book, quantity);
  const lines = [
    ...pieces.map(({ line }) => line),
    ...(tier
      ? [
          discount(
            pieces.map(({ line }) => line),
            tier,
            quantity,
            book.roundToMinor ?? 1,
          ),
        ]
      : []),
    ...charged.filter(({ once }) => once).map(({ line }) => line),
  ];
  return {
    priceBook: book.id,
    priceBookVersion: book.version,
    currency: book.currency,
    taxCategory: book.taxCategory,
    quantity,
    lines,
    totalMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    facts,
  };
}

/** Base price, further printed sides, option surcharges: the same for each piece. */
function fixedLines(book: PriceBook, { quantity, printedSides, options }: PriceFacts): { line: QuoteLine }[] {
  const step = book.roundToMinor ?? 1;
  const line = (rule: string, label: string, unitMinor: number): { line: QuoteLine } => {
    const totalMinor = mulDiv(unitMinor, quantity, step) * step;
    return { line: { rule, label, unitMinor, quantity, totalMinor } };
  };
  const extraSides = Math.max(0, printedSides - 1);
  const words = `${extraSides} more printed side${extraSides > 1 ? 's' : ''}`;
  return [
    line('base', 'Base price', book.baseMinor),
    ...(extraSides > 0 && book.extraSideMinor !== 0
      ? [line('extra-side', words, extraSides * book.extraSideMinor)]
      : []),
    ...book.surcharges
      .filter(({ option, value }) => Object.hasOwn(options, option) && options[option] === value)
      .map(({ id, option, value, amountMinor }) => line(id, `${option}: ${value}`, amountMinor)),
  ];
}

/** A quantity discount is a line of its own, so that base and options stay readable. */
function discount(
  lines: readonly QuoteLine[],
  tier: PriceBook['tiers'][number],
  quantity: number,
  step: number,
): QuoteLine {
  const full = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const unit = lines.reduce((sum, { unitMinor }) => sum + unitMinor, 0);
  const offPm = 1000 - tier.unitPm;
  return {
    rule: tier.id,
    label: `From ${tier.from} pieces: -${offPm / 10} %`,
    unitMinor: mulDiv(unit, -offPm, 1000),
    quantity,
    totalMinor: mulDiv(full, -offPm, 1000 * step) * step,
  };
}
