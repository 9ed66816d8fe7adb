import { z } from 'zod';
import { AmountMinor, Currency, Quantity } from './common.ts';

/** Rules of one product's price, versioned and immutable once used. Net amounts. */
export const PriceBook = z.object({
  id: z.string(),
  version: z.int().min(1),
  currency: Currency,
  taxCategory: z.string(),
  baseMinor: AmountMinor,
  /** Unit price factor by quantity: from `from` pieces, `unitPm` per-mille of the unit price. Ascending. */
  tiers: z.array(z.object({ id: z.string(), from: Quantity, unitPm: z.int().min(1).max(1000) })),
  /** Added per unit for each printed side beyond the first. */
  extraSideMinor: AmountMinor,
  /** Added per unit when the variant has this option value. */
  surcharges: z.array(
    z.object({ id: z.string(), option: z.string(), value: z.string(), amountMinor: AmountMinor }),
  ),
});
export type PriceBook = z.infer<typeof PriceBook>;

/** Each line names the rule it came from. `totalMinor` of the quote is the sum of its lines. */
export const QuoteLine = z.object({
  rule: z.string(),
  label: z.string(),
  unitMinor: AmountMinor,
  quantity: Quantity,
  totalMinor: AmountMinor,
});
export const Quote = z.object({
  priceBook: z.string(),
  priceBookVersion: z.int(),
  currency: Currency,
  taxCategory: z.string(),
  quantity: Quantity,
  lines: z.array(QuoteLine),
  totalMinor: AmountMinor,
});
export type Quote = z.infer<typeof Quote>;
