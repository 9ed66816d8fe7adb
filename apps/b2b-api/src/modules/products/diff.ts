import type { Change } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';
import { pointerPart } from './variant-faults.ts';

/** Fields by which the entries of a list are told apart: an entry that moved is not an entry that changed. */
const NAMES = ['sku', 'id', 'key', 'hash'] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not what every object inherits: a key may be called `toString`. */
const own = (of: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(of, key) ? of[key] : undefined;

/** A list as an object by the name of its entries, where they all have one and no two the same. */
function byName(list: readonly unknown[]): Record<string, unknown> | undefined {
  for (const field of NAMES) {
    const names = list.map((entry) => (isObject(entry) ? entry[field] : undefined));
    if (names.every((name) => typeof name === 'string') && new Set(names).size === list.length)
      return Object.fromEntries(list.map((entry, i) => [names[i], entry]));
  }
  return undefined;
}

/** What differs between two plain values, parts before wholes: `/sides/front/widthUm`. */
export function* changes(before: unknown, after: unknown, pointer = ''): Generator<Change> {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [one, two] = [byName(before), byName(after)];
    if (one !== undefined && two !== undefined) {
      yield* changes(one, two, pointer);
      yield* moved(Object.keys(one), Object.keys(two), pointer);
      return;
    }
  }
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* changes(own(before, key), own(after, key), `${pointer}/${pointerPart(key)}`);
    return;
  }
  if (before === undefined && after === undefined) return;
  if (before === undefined) yield { pointer, kind: 'added', after };
  else if (after === undefined) yield { pointer, kind: 'removed', before };
  else if (canonicalJson(before) !== canonicalJson(after)) yield { pointer, kind: 'changed', before, after };
}

/** The order of what is in both lists, where it changed. */
function* moved(before: readonly string[], after: readonly string[], pointer: string): Generator<Change> {
  const [old, now] = [new Set(before), new Set(after)];
  const one = before.filter((name) => now.has(name));
  const two = after.filter((name) => old.has(name));
  if (one.some((name, i) => name !== two[i])) yield { pointer, kind: 'changed', before: one, after: two };
}
