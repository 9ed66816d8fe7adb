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
type Compared = ReplayReport['biggest'][number];

const farthestFirst = (a: Compared, b: Compared): number =>
  Math.abs(b.differenceMinor) - Math.abs(a.differenceMinor) || (a.id < b.id ? -1 : 1);

/** A replay that is given quotes a part at a time; keeps one number a quote. The order does not count. */
export class Replay {
  readonly #book: PriceBook;
  readonly #differences: number[] = [];
  #biggest: Compared[] = [];
  #otherCurrency = 0;
  #totalBeforeMinor = 0;
  #totalAfterMinor = 0;

  constructor(book: PriceBook) {
    this.#book = book;
  }

  add(past: readonly PastQuote[]): void {
    const changed: Compared[] = [];
    for (const { id, facts, currency, totalMinor: beforeMinor } of past) {
      if (currency !== this.#book.currency) {
        this.#otherCurrency += 1;
        continue;
      }
      const afterMinor = quote(this.#book, facts).totalMinor;
      const differenceMinor = afterMinor - beforeMinor;
      this.#differences.push(differenceMinor);
      this.#totalBeforeMinor += beforeMinor;
      this.#totalAfterMinor += afterMinor;
      if (differenceMinor !== 0)
        changed.push({ id, quantity: facts.quantity, beforeMinor, afterMinor, differenceMinor });
    }
    this.#biggest = [...this.#biggest, ...changed].sort(farthestFirst).slice(0, BIGGEST);
  }

  report(): ReplayReport {
    const sorted = this.#differences.toSorted((a, b) => a - b);
    return {
      quotes: sorted.length,
      changed: sorted.filter((differenceMinor) => differenceMinor !== 0).length,
      otherCurrency: this.#otherCurrency,
      totalBeforeMinor: this.#totalBeforeMinor,
      totalAfterMinor: this.#totalAfterMinor,
      difference:
        sorted.length === 0
          ? null
          : { minMinor: sorted[0]!, medianMinor: median(sorted), maxMinor: sorted.at(-1)! },
      biggest: this.#biggest,
    };
  }
}

/** What past quotes would come to by another book. Nothing is changed by asking. */
export function replayQuotes(book: PriceBook, past: readonly PastQuote[]): ReplayReport {
  const replay = new Replay(book);
  replay.add(past);
  return replay.report();
}

/** Of sorted numbers; between two, their mean, half away from zero. */
function median(sorted: readonly number[]): number {
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return mulDiv(low + high, 1, 2);
}
