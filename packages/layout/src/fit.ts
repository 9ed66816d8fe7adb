import type { TextLayer } from '@luneo/design';

export const FULL_SCALE_PM = 1000;

/** Smallest scale `fit` allows: no run below `minSizeUm`, unless it was asked smaller. */
export function smallestScalePm(fit: TextLayer['fit'], runs: TextLayer['runs']): number {
  if (fit.mode === 'none' || runs.length === 0) return FULL_SCALE_PM;
  const smallest = Math.min(...runs.map((run) => run.sizeUm));
  return Math.min(FULL_SCALE_PM, Math.ceil((fit.minSizeUm * FULL_SCALE_PM) / smallest));
}

/** Largest integer scale from `lowestPm` to 1000 that fits; `lowestPm` when none does. */
export function largestScalePm(lowestPm: number, fits: (scalePm: number) => boolean): number {
  if (lowestPm >= FULL_SCALE_PM || fits(FULL_SCALE_PM)) return FULL_SCALE_PM;
  let good = lowestPm;
  let bad = FULL_SCALE_PM;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
