import {
  FEATURES,
  type Feature,
  LIMITS,
  type Limit,
  PLAN_NAMES,
  PLANS,
  type Plan,
  type PlanName,
} from './plans.ts';

/** A plan, limit or feature that somebody of the platform set for one brand, until a day or for good. */
export type Override = { readonly until: Date | null } & (
  | { readonly plan: PlanName }
  | { readonly limit: Limit; readonly value: number }
  | { readonly feature: Feature; readonly open: boolean }
);

export interface Entitlements {
  readonly plan: PlanName;
  /** Infinity = no limit. */
  readonly limits: Readonly<Record<Limit, number>>;
  readonly features: ReadonlySet<Feature>;
}

/**
 * An override by its name and value: `plan` and a plan's name, a limit and a count (null = no limit), a feature and
 * true or false. Undefined where the two do not fit.
 */
export function overrideOf(name: string, value: unknown, until: Date | null): Override | undefined {
  const [plan] = PLAN_NAMES.filter((one) => name === 'plan' && one === value);
  if (plan !== undefined) return { plan, until };
  const limit = LIMITS.find((one) => one === name);
  if (limit !== undefined && value === null) return { limit, value: Number.POSITIVE_INFINITY, until };
  if (limit !== undefined && typeof value === 'number') return { limit, value, until };
  const feature = FEATURES.find((one) => one === name);
  return feature !== undefined && typeof value === 'boolean' ? { feature, open: value, until } : undefined;
}

/** What a brand may at a moment: its plan, with what was set for it alone. The last of two overrides counts. */
export function entitlements(own: PlanName, overrides: readonly Override[], at: Date): Entitlements {
  const current = overrides.filter(({ until }) => until === null || until.getTime() > at.getTime());
  const plan = current.findLast((override) => 'plan' in override)?.plan ?? own;
  const { limits, features }: Plan = PLANS[plan];
  const found: Record<Limit, number> = { ...limits };
  const open = new Set(features);
  for (const override of current) {
    if ('plan' in override) continue;
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
