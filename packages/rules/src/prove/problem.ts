import type { Rule, RuleTest } from '@luneo/contracts';
import type { Choices } from '../evaluate.ts';
import type { OptionDomain } from '../program.ts';

/** What of a price book depends on options. Everything else it charges can only add to it. */
export interface PriceTerms {
  readonly book: string;
  readonly version: number;
  /** Charged for each piece, whatever is chosen. */
  readonly unitMinor: number;
  /** Charged once a line, whatever is chosen. */
  readonly onceMinor: number;
  /** Quantities where the price may be lowest: one piece, and where each tier begins. */
  readonly points: readonly { readonly quantity: number; readonly unitPm: number }[];
  readonly terms: readonly PriceTerm[];
}

/** Added when all tests hold. */
export interface PriceTerm {
  readonly rule: string;
  readonly when: readonly RuleTest[];
  readonly unitMinor: number;
  readonly onceMinor: number;
}

export interface ProofInput {
  readonly rules: readonly Rule[];
  readonly options: readonly OptionDomain[];
  /** Values of the options that are not optional, a row for each variant that exists. Absent = all exist. */
  readonly variants?: readonly Choices[] | undefined;
  readonly prices?: PriceTerms | undefined;
  /** Layers rules may name; absent = any. */
  readonly layers?: readonly string[] | undefined;
  /** Choices that are looked at one by one, over all groups of dependent options. */
  readonly limit?: number | undefined;
}

/** Options that depend on one another, with all that is said of them; two components have nothing in common. */
export interface Component {
  /** Values nobody tells apart are one: the first stands for all of them. */
  readonly options: readonly OptionDomain[];
  /** Representative -> the values it stands for, by option. */
  readonly stands: readonly ReadonlyMap<string, readonly string[]>[];
  readonly rules: readonly Rule[];
  readonly terms: readonly PriceTerm[];
  /** Combinations that exist as variants, over the places in `options` named by `columns`. */
  readonly table?: { readonly columns: readonly number[]; readonly rows: readonly (readonly number[])[] };
}
