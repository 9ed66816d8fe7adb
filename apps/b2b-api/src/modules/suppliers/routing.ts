import type { Routing, SupplierOffer } from '@luneo/contracts';

/** Pieces that somebody must make. `productId` is a public id, as in offers. */
export interface Work {
  readonly process: string;
  readonly productId: string;
  /** Where they go. */
  readonly country: string;
  readonly quantity: number;
}

export interface Candidate {
  /** Public id. */
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly offers: readonly SupplierOffer[];
  /** Pieces a day; null = no limit. */
  readonly dailyCapacity: number | null;
  /** Pieces it was given today. */
  readonly takenToday: number;
}

type Considered = Routing['considered'][number];
interface Judged {
  readonly candidate: Candidate;
  readonly verdict: Considered['verdict'] | 'able';
  readonly costMinor: number | null;
}

const holds = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);

function judge({ process, productId, country, quantity }: Work, candidate: Candidate): Judged {
  const no = (verdict: Considered['verdict']): Judged => ({ candidate, verdict, costMinor: null });
  const ofProcess = candidate.offers.filter(({ processes }) =>
    (processes as readonly string[]).includes(process),
  );
  const ofProduct = ofProcess.filter(({ productIds }) => holds(productIds, productId));
  const offers = ofProduct.filter(({ countries }) => holds(countries, country));
  if (!candidate.active) return no('inactive');
  if (ofProcess.length === 0) return no('process_not_offered');
  if (ofProduct.length === 0) return no('product_not_offered');
  if (offers.length === 0) return no('country_not_served');
  const costMinor = Math.min(
    ...offers.map(({ setupCostMinor, unitCostMinor }) => setupCostMinor + unitCostMinor * quantity),
  );
  const free = freeCapacity(candidate);
  return { candidate, verdict: free !== null && free < quantity ? 'capacity_full' : 'able', costMinor };
}

const freeCapacity = ({ dailyCapacity, takenToday }: Candidate): number | null =>
  dailyCapacity === null ? null : Math.max(0, dailyCapacity - takenToday);

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** The cheapest, then the one with fewest pieces today, then by name. */
const better = (a: Judged, b: Judged): number =>
  Number(b.verdict === 'able') - Number(a.verdict === 'able') ||
  (a.costMinor ?? 0) - (b.costMinor ?? 0) ||
  a.candidate.takenToday - b.candidate.takenToday ||
  byText(a.candidate.name, b.candidate.name) ||
  byText(a.candidate.id, b.candidate.id);

function lost(judged: Judged, winner: Judged): Considered['verdict'] {
  if (judged.verdict !== 'able') return judged.verdict;
  if (judged.costMinor! > winner.costMinor!) return 'dearer';
  return judged.candidate.takenToday > winner.candidate.takenToday ? 'busier' : 'later_in_name';
}

/** Who makes the pieces, and of everybody else why not. The order of the candidates does not matter. */
export function route(work: Work, candidates: readonly Candidate[]): Routing {
  const judged = candidates.map((candidate) => judge(work, candidate)).sort(better);
  const winner = judged[0]?.verdict === 'able' ? judged[0] : undefined;
  return {
    by: 'rules',
    supplierId: winner?.candidate.id ?? null,
    considered: judged.map((one) => ({
      supplierId: one.candidate.id,
      verdict: one === winner ? 'chosen' : lost(one, winner ?? one),
      costMinor: one.costMinor,
      freeCapacity: freeCapacity(one.candidate),
    })),
  };
}
