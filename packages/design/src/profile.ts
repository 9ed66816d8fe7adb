import { z } from 'zod';
import { LIMITS } from './limits.ts';
import type { Process } from './product.ts';

/**
 * What may be set of print at any level. A level says only what differs: the rest comes from the level
 * above it.
 */
const um = z.int().min(0).max(LIMITS.lengthUm);
const dpi = z.int().min(1).max(2400);

export const PROFILE_FIELDS = {
  warnDpi: dpi,
  blockDpi: dpi,
  minTypeUm: um,
  minStrokeUm: um,
  bleedUm: um,
  safeUm: um,
} as const;
export type ProfileField = keyof typeof PROFILE_FIELDS;

export const PrintProfile = z.strictObject(PROFILE_FIELDS).partial();
export type PrintProfile = z.infer<typeof PrintProfile>;
export type FullProfile = Readonly<Record<ProfileField, number>>;

/** From the most general to the most particular; the last one that says something wins. */
export const PROFILE_LEVELS = ['platform', 'brand', 'product', 'side', 'printArea'] as const;
export type ProfileLevel = (typeof PROFILE_LEVELS)[number];
export type ProfileLevels = Readonly<Partial<Record<Exclude<ProfileLevel, 'platform'>, PrintProfile>>>;

const limits = (warnDpi: number, blockDpi: number, minTypeUm: number, minStrokeUm: number) => ({
  warnDpi,
  blockDpi,
  minTypeUm,
  minStrokeUm,
  bleedUm: 0,
  safeUm: 0,
});

/** What a process needs where nobody says otherwise. */
export const PLATFORM_PROFILES: Readonly<Record<Process, FullProfile>> = {
  dtg: limits(150, 60, 2_500, 300),
  dtf: limits(150, 72, 2_000, 300),
  sublimation: limits(200, 72, 1_800, 150),
  uv: limits(200, 100, 1_500, 100),
  screen: limits(200, 100, 2_500, 350),
  offset: { ...limits(250, 150, 1_500, 88), bleedUm: 3_000, safeUm: 3_000 },
  digital: { ...limits(250, 100, 1_800, 88), bleedUm: 3_000, safeUm: 3_000 },
  engraving: limits(300, 150, 1_500, 100),
  embroidery: limits(150, 72, 5_000, 1_000),
  vinyl: limits(150, 72, 5_000, 500),
};

/** Why a value is what it is: where it comes from, and what every level that speaks of it says. */
export interface ProfileAnswer {
  readonly value: number;
  readonly level: ProfileLevel;
  readonly said: readonly { readonly level: ProfileLevel; readonly value: number }[];
}

/** The profile that holds, each value with its reason. */
export function resolveProfile(
  process: Process,
  levels: ProfileLevels,
): Readonly<Record<ProfileField, ProfileAnswer>> {
  const all = { ...levels, platform: PLATFORM_PROFILES[process] };
  const answer = (field: ProfileField): ProfileAnswer => {
    const said = PROFILE_LEVELS.flatMap((level) => {
      const value = all[level]?.[field];
      return value === undefined ? [] : [{ level, value }];
    });
    return { ...said.at(-1)!, said };
  };
  const fields = Object.keys(PROFILE_FIELDS) as ProfileField[];
  return Object.fromEntries(fields.map((field) => [field, answer(field)])) as Record<
    ProfileField,
    ProfileAnswer
  >;
}

/** The values alone. */
export function profileValues(process: Process, levels: ProfileLevels): FullProfile {
  const answers = Object.entries(resolveProfile(process, levels));
  return Object.fromEntries(answers.map(([field, { value }]) => [field, value])) as unknown as FullProfile;
}
