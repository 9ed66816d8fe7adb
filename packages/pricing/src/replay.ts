import type { PriceBook, PriceFacts } from '@luneo/contracts';
import { mulDiv } from '@luneo/kernel';
import { quote } from './quote.ts';

/** A price that was given, and what it was given for. */
export interface PastQuote {
  readonly id: string;
  readonly facts: PriceFacts;
  readonly currency: string;
  readonly totalMinor: number;
}

/** Differences are new minus old. */
export interface ReplayReport {
  readonly quotes: number;
  readonly changed: number;
  /** In another currency: not compared. */
  readonly otherCurrency: number;
  readonly totalBeforeMinor: number;
  readonly totalAfterMinor: number;
  /** Over all compared quotes; null when there are none. */
  readonly difference: {
    readonly minMinor: number;
    readonly medianMinor: number;
    readonly maxMinor: number;
  } | null;
  /** Ten at most, farthest from zero first. */
  readonly biggest: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly beforeMinor: number;
    readonly afterMinor: number;
    readonly differenceMinor: number;
  }[];
}

const BIGGEST = 10;

/** What past quotes would come to by another book. Nothing is changed by asking. */
export function replayQuotes(book: PriceBook, past: readonly PastQuote[]): ReplayReport {
  const compared = past
    .filter(({ currency }) => currency === book.currency)
    .map(({ id, facts, totalMinor }) => {
      const afterMinor = quote(book, facts).totalMinor;
      const differenceMinor = afterMinor - totalMinor;
      return { id, quantity: facts.quantity, beforeMinor: totalMinor, afterMinor, differenceMinor };
    });
  const sorted = compared.map(({ differenceMinor }) => differenceMinor).sort((a, b) => a - b);
  const changed = compared.filter(({ differenceMinor }) => differenceMinor !== 0);
  const farthestFirst = changed.toSorted(
    (a, b) => Math.abs(b.differenceMinor) - Math.abs(a.differenceMinor) || (a.id < b.id ? -1 : 1),
  );
  return {
    quotes: compared.length,
    changed: changed.length,
    otherCurrency: past.length - compared.length,
    totalBeforeMinor: compared.reduce((sum, { beforeMinor }) => sum + beforeMinor, 0),
    totalAfterMinor: compared.reduce((sum, { afterMinor }) => sum + afterMinor, 0),
    difference:
      sorted.length === 0
        ? null
        : { minMinor: sorted[0]!, medianMinor: median(sorted), maxMinor: sorted.at(-1)! },
    biggest: farthestFirst.slice(0, BIGGEST),
  };
}

/** Of sorted numbers; between two, their mean, half away from zero. */
function median(sorted: readonly number[]): number {
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return mulDiv(low + high, 1, 2);
}
