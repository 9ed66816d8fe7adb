/** Waits before the second and every further try: the schedule the Standard Webhooks page gives, 75.6 hours in all. */
const RETRY_AFTER_S = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
export const MOST_TRIES = RETRY_AFTER_S.length + 1;
/** Failing for longer than this with all tries of a delivery used up, an endpoint is switched off. */
export const GIVEN_UP_MS = 3 * 24 * 60 * 60 * 1000;
const LONGEST_ASKED_S = 86_400;

/** Failures in a row after which an endpoint is left alone for a while, and for how long. */
const PAUSE_AFTER = 5;
const PAUSE_S = 30;
const LONGEST_PAUSE_S = 15 * 60;

export type Outcome = 'delivered' | 'failed' | 'gone';

/** 2xx = delivered; 410 = the receiver wants no more. A redirect is a failure: it is not followed. */
export const outcomeOf = (status: number | undefined): Outcome => {
  if (status === undefined) return 'failed';
  if (status === 410) return 'gone';
  return status >= 200 && status < 300 ? 'delivered' : 'failed';
};

export type NextStep =
  | { readonly status: 'delivered' | 'failed' }
  | { readonly status: 'pending'; readonly waitMs: number };

/**
 * What follows try `number` (from 1). `spread` (0 to 1) keeps deliveries that failed together from coming back
 * together: up to a tenth of the wait longer. `askedS`: the receiver's `Retry-After`.
 */
export function nextStep(
  outcome: Outcome,
  { number, spread, askedS = 0 }: { number: number; spread: number; askedS?: number },
): NextStep {
  if (outcome === 'delivered') return { status: 'delivered' };
  const wait = RETRY_AFTER_S[number - 1];
  if (outcome === 'gone' || wait === undefined) return { status: 'failed' };
  const seconds = Math.max(wait, Math.min(askedS, LONGEST_ASKED_S));
  return { status: 'pending', waitMs: Math.round(seconds * (1 + spread / 10) * 1_000) };
}

/** How an endpoint fares; times in ms since 1970. */
export interface Health {
  readonly failures: number;
  readonly failingSince: number | undefined;
  readonly pausedUntil: number | undefined;
}
export const HEALTHY: Health = { failures: 0, failingSince: undefined, pausedUntil: undefined };

/** `exhausted`: the delivery that failed has no tries left. */
export function healthAfter(
  health: Health,
  { outcome, exhausted, at }: { outcome: Outcome; exhausted: boolean; at: number },
): Health & { readonly disable?: 'failing' | 'gone' } {
  if (outcome === 'delivered') return HEALTHY;
  const failures = health.failures + 1;
  const failingSince = health.failingSince ?? at;
  const pauseS = Math.min(PAUSE_S * 2 ** (failures - PAUSE_AFTER), LONGEST_PAUSE_S);
  const next = {
    failures,
    failingSince,
    pausedUntil: failures < PAUSE_AFTER ? undefined : at + pauseS * 1_000,
  };
  if (outcome === 'gone') return { ...next, disable: 'gone' };
  return exhausted && at - failingSince >= GIVEN_UP_MS ? { ...next, disable: 'failing' } : next;
}
