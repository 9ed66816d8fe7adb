import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  PLATFORM_PROFILES,
  PROFILE_FIELDS,
  PROFILE_LEVELS,
  type ProfileField,
  type ProfileLevels,
  profileValues,
  resolveProfile,
} from './profile.ts';

const FIELDS = Object.keys(PROFILE_FIELDS) as ProfileField[];
const OWN = PROFILE_LEVELS.filter((level) => level !== 'platform');
const profile = fc.record(
  Object.fromEntries(FIELDS.map((field) => [field, fc.integer({ min: 1, max: 2_400 })])),
  { requiredKeys: [] },
);
const levels = fc.record(Object.fromEntries(OWN.map((level) => [level, profile])), {
  requiredKeys: [],
}) as fc.Arbitrary<ProfileLevels>;
const process = fc.constantFrom(...(Object.keys(PLATFORM_PROFILES) as (keyof typeof PLATFORM_PROFILES)[]));
const field = fc.constantFrom(...FIELDS);
const level = fc.constantFrom(...OWN);

describe('the cascade of print profiles', () => {
  it('answers with the most particular level that says something, and lists all that do', () => {
    fc.assert(
      fc.property(process, levels, field, (p, all, name) => {
        const { value, level: from, said } = resolveProfile(p, all)[name];
        const speaking = OWN.filter((one) => all[one]?.[name] !== undefined);
        expect(from).toBe(speaking.at(-1) ?? 'platform');
        expect(value).toBe(from === 'platform' ? PLATFORM_PROFILES[p][name] : all[from]![name]);
        expect(said.map((one) => one.level)).toEqual(['platform', ...speaking]);
        expect(said.at(-1)).toEqual({ level: from, value });
      }),
    );
  });

  it('changes nothing but what is set, and only where no level below says otherwise', () => {
    fc.assert(
      fc.property(
        process,
        levels,
        level,
        field,
        fc.integer({ min: 1, max: 2_400 }),
        (p, all, at, name, n) => {
          const before = profileValues(p, all);
          const after = profileValues(p, { ...all, [at]: { ...all[at], [name]: n } });
          const below = OWN.slice(OWN.indexOf(at) + 1).some((one) => all[one]?.[name] !== undefined);
          for (const other of FIELDS) expect(after[other]).toBe(other === name && !below ? n : before[other]);
        },
      ),
    );
  });

  it('goes back to the level above when a value is taken away', () => {
    fc.assert(
      fc.property(process, levels, level, field, (p, all, at, name) => {
        const { [name]: _, ...rest } = all[at] ?? {};
        const without = { ...all, [at]: rest };
        const { level: from } = resolveProfile(p, without)[name];
        expect(from).not.toBe(at);
      }),
    );
  });
});
