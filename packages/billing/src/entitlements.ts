import { type Feature, type Limit, PLANS, type Plan, type PlanName } from './plans.ts';

/** A limit or feature that somebody of the platform set for one brand, until a day or for good. */
export type Override = { readonly until: Date | null } & (
  | { readonly limit: Limit; readonly value: number }
  | { readonly feature: Feature; readonly open: boolean }
);

export interface Entitlements {
  readonly plan: PlanName;
  /** Infinity = no limit. */
  readonly limits: Readonly<Record<Limit, number>>;
  readonly features: ReadonlySet<Feature>;
}

/** What a brand may at a moment: its plan, with what was set for it alone. The last of two overrides counts. */
export function entitlements(plan: PlanName, overrides: readonly Override[], at: Date): Entitlements {
  const { limits, features }: Plan = PLANS[plan];
  const found: Record<Limit, number> = { ...limits };
  const open = new Set(features);
  for (const override of overrides) {
    if (override.until !== null && override.until.getTime() <= at.getTime()) continue;
    if ('limit' in override) found[override.limit] = override.value;
    else if (override.open) open.add(override.feature);
    else open.delete(override.feature);
  }
  return { plan, limits: found, features: open };
}

const MONTHLY: ReadonlySet<Limit> = new Set(['printFiles', 'apiCalls']);
export const isMonthly = (limit: Limit): boolean => MONTHLY.has(limit);

/** The calendar month (UTC) of a moment: `to` is when monthly counts begin anew. */
export function monthOf(at: Date): { readonly from: Date; readonly to: Date } {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return { from: new Date(Date.UTC(year, month, 1)), to: new Date(Date.UTC(year, month + 1, 1)) };
}

/** Alerts go out at these shares of a limit, in percent. */
export const ALERTS = [75, 90, 100] as const;

/** The highest alert that this use has reached; undefined below the first. */
export function alertAt(use: number, limit: number): (typeof ALERTS)[number] | undefined {
  if (!Number.isFinite(limit)) return undefined;
  return ALERTS.findLast((percent) => use * 100 >= limit * percent && use > 0);
}

/** What print files beyond the plan cost, EUR cents. */
export function overageMinor({ plan, limits }: Entitlements, printFiles: number): number {
  const beyond = Number.isFinite(limits.printFiles) ? Math.max(0, printFiles - limits.printFiles) : 0;
  return beyond * PLANS[plan].overagePrintFileMinor;
}
