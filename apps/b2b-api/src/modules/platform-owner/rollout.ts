import { createHash } from 'node:crypto';

/** What decides about a brand; ids are UUIDs. */
export interface Rollout {
  readonly name: string;
  /** 0 to 100. */
  readonly percentage: number;
  readonly brandsOn: readonly string[];
  readonly brandsOff: readonly string[];
}

/** Fine enough that a per cent of few brands is not always the same ones of two flags. */
const BUCKETS = 10_000;

/** 0 to 9,999, the same for ever: of flag and brand together, so that no brand is the first for every flag. */
export const bucketOf = (name: string, brandId: string): number =>
  createHash('sha256').update(`${name}\n${brandId}`).digest().readUInt32BE(0) % BUCKETS;

/** True where a brand has the feature. A brand that is in stays in while the percentage grows. */
export function isOn({ name, percentage, brandsOn, brandsOff }: Rollout, brandId: string): boolean {
  if (brandsOff.includes(brandId)) return false;
  return brandsOn.includes(brandId) || bucketOf(name, brandId) < percentage * (BUCKETS / 100);
}
