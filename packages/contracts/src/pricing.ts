import { Process, SideId } from '@luneo/design';
import { z } from 'zod';
import { AmountMinor, Currency, Quantity } from './common.ts';

/** What a price book may hold at most. */
export const PRICE_LIMITS = { tiers: 50, surcharges: 500, charges: 200 } as const;

const RuleId = z.string().min(1).max(80);

/** What a charge counts. Colours and photos are counted on each side and added up. */
export const ChargeUnit = z.enum(['piece', 'side', 'character', 'colour', 'photo', 'cm2']);
export type ChargeUnit = z.infer<typeof ChargeUnit>;

/** `amountMinor` for every `each` units beyond `free`; per piece, or `once` a line (a setup fee). */
export const Charge = z.strictObject({
  id: RuleId,
  label: z.string().min(1).max(120).optional(),
  per: ChargeUnit,
  amountMinor: AmountMinor,
  /** 35 cents for each 100 cm²: `per` cm2, `amountMinor` 35, `each` 100. Absent = 1. */
  each: z.int().min(1).max(1_000_000).optional(),
  /** True: a part of `each` costs as much as the whole. */
  started: z.boolean().optional(),
  /** Units that cost nothing. */
  free: z.int().min(0).max(1_000_000).optional(),
  /** True: charged once, whatever the quantity; tiers do not touch it. */
  once: z.boolean().optional(),
  when: z
    .strictObject({
      /** option -> values; all named options must have one of theirs. */
      options: z.record(z.string(), z.array(z.string()).min(1).max(200)).optional(),
      processes: z.array(Process).min(1).optional(),
      /** Only what is on these sides counts. */
      sides: z.array(SideId).min(1).optional(),
    })
    .optional(),
});
export type Charge = z.infer<typeof Charge>;

/** Rules of one product's price, versioned and immutable once used. Net amounts. */
export const PriceBook = z.object({
  id: z.string(),
  version: z.int().min(1),
  currency: Currency,
  taxCategory: z.string(),
  baseMinor: AmountMinor,
  /** Unit price factor by quantity: from `from` pieces, `unitPm` per-mille of the unit price. Ascending. */
  tiers: z
    .array(z.object({ id: z.string(), from: Quantity, unitPm: z.int().min(1).max(1000) }))
    .max(PRICE_LIMITS.tiers),
  /** Added per unit for each printed side beyond the first. */
  extraSideMinor: AmountMinor,
  /** Added per unit when the variant has this option value. */
  surcharges: z
    .array(z.object({ id: z.string(), option: z.string(), value: z.string(), amountMinor: AmountMinor }))
    .max(PRICE_LIMITS.surcharges),
  /** Everything else that costs: setup, text length, colours, printed area, processes. */
  charges: z.array(Charge).max(PRICE_LIMITS.charges).optional(),
  /** Each line is rounded to a multiple of this (5 for Swiss cash). Absent = 1. */
  roundToMinor: z.int().min(1).max(1_000).optional(),
});
export type PriceBook = z.infer<typeof PriceBook>;

/** What of one printed side a price may depend on. */
export const SideFacts = z.strictObject({
  id: SideId,
  /** Code points of visible text without white space. */
  characters: z.int().min(0).max(1_000_000),
  /** Different ink colours; photos apart. */
  colours: z.int().min(0).max(100_000),
  photos: z.int().min(0).max(10_000),
  /** Box around all ink within the bleed, rounded up. */
  areaMm2: z.int().min(0).max(2_000_000_000),
});
export type SideFacts = z.infer<typeof SideFacts>;

/** All a price depends on beside the book. Kept with the quote: it can be made again from this. */
export const PriceFacts = z.object({
  quantity: Quantity,
  printedSides: z.int().min(0).max(20),
  /** option -> value that counts. */
  options: z.record(z.string(), z.string()),
  process: Process.optional(),
  /** Printed sides. Absent: only their number is known. */
  sides: z.array(SideFacts).max(20).optional(),
});
export type PriceFacts = z.infer<typeof PriceFacts>;

/** Each line names the rule it came from. `totalMinor` of the quote is the sum of its lines. */
export const QuoteLine = z.object({
  rule: z.string(),
  label: z.string(),
  /** Rounded for reading; `totalMinor` is rounded once, from the exact amount. */
  unitMinor: AmountMinor,
  quantity: Quantity,
  totalMinor: AmountMinor,
  /** What a charge counted, e.g. 14 characters. Square centimetres are given as square millimetres. */
  counted: z.object({ per: ChargeUnit, count: z.int() }).optional(),
});
export const Quote = z.object({
  priceBook: z.string(),
  priceBookVersion: z.int(),
  currency: Currency,
  taxCategory: z.string(),
  quantity: Quantity,
  lines: z.array(QuoteLine),
  totalMinor: AmountMinor,
  /** What was priced. Absent in quotes of the first release. */
  facts: PriceFacts.optional(),
});
export type Quote = z.infer<typeof Quote>;
