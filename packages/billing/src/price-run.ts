import type { Entitlements } from './entitlements.ts';
import { LIMITS, type Limit, PLANS, type Plan, type PlanName } from './plans.ts';

/** What is tried in place of a plan; what is absent stays. */
export interface DraftPlan {
  readonly monthMinor?: number | undefined;
  readonly overagePrintFileMinor?: number | undefined;
  /** Infinity = no limit. */
  readonly limits?: Partial<Record<Limit, number>>;
}
export type DraftBook = Partial<Record<PlanName, DraftPlan>>;

export interface PriceRun {
  /** Of the month so far: the plan and the files beyond it. EUR cents. */
  readonly nowMinor: number;
  readonly thenMinor: number;
  /** Limits that the use is over, and was not. */
  readonly over: readonly Limit[];
}

/** What a brand with this use this month pays, and would pay by the draft. What was set for it alone stays. */
export function priceRun(
  { plan, limits }: Entitlements,
  use: Readonly<Record<Limit, number>>,
  draft: DraftBook,
): PriceRun {
  const own: Plan = PLANS[plan];
  const change = draft[plan];
  if (change === undefined || own.price === null) {
    const minor =
      own.price === null ? 0 : own.price.monthMinor + beyond(use, limits) * own.overagePrintFileMinor;
    return { nowMinor: minor, thenMinor: minor, over: [] };
  }
  const then = Object.fromEntries(
    LIMITS.map((name) => [
      name,
      limits[name] === own.limits[name] ? (change.limits?.[name] ?? limits[name]) : limits[name],
    ]),
  ) as Record<Limit, number>;
  const each = change.overagePrintFileMinor ?? own.overagePrintFileMinor;
  return {
    nowMinor: own.price.monthMinor + beyond(use, limits) * own.overagePrintFileMinor,
    thenMinor: (change.monthMinor ?? own.price.monthMinor) + beyond(use, then) * each,
    over: LIMITS.filter((name) => use[name] > then[name] && use[name] <= limits[name]),
  };
}

const beyond = (use: Readonly<Record<Limit, number>>, limits: Readonly<Record<Limit, number>>): number =>
  Number.isFinite(limits.printFiles) ? Math.max(0, use.printFiles - limits.printFiles) : 0;
