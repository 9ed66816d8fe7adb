import type { Random } from './random.ts';

/** Values that have broken servers before. */
const NASTY: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e\u0000\uffff',
  "' OR 1=1; --",
  '$(reboot)',
  '{{7*7}}',
  '../../../../etc/passwd',
  '<svg onload=alert(1)>',
  'x'.repeat(70_000),
  '9'.repeat(400),
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { constructor: { prototype: { polluted: true } } },
  { length: 1e9 },
  '2026-02-31T25:61:61Z',
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
];

/** A copy: what is spoilt further must not change the list. */
const nasty = (random: Random): unknown => structuredClone(random.pick(NASTY));

/** Keys with a meaning to JavaScript, to databases or to us. */
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'brandId',
  'brand_id',
  'id',
  'role',
  'permissions',
  '$ne',
  '',
];

/** A copy with one to three places made wrong. */
export function spoil(value: unknown, random: Random): unknown {
  let spoiled = structuredClone(value);
  for (let i = random.int(1, 3); i > 0; i--) spoiled = spoilOnce(spoiled, random);
  return spoiled;
}

function spoilOnce(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.05)) return nasty(random);
  const keys = Object.keys(value);
  const holder = value as Record<string, unknown>;
  if (keys.length === 0 || random.chance(0.1)) {
    // Plain assignment would set the prototype instead of a key.
    Object.defineProperty(holder, random.pick(KEYS), {
      value: nasty(random),
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return holder;
  }
  const key = random.pick(keys);
  const inner = holder[key];
  if (random.chance(0.15)) delete holder[key];
  else if (typeof inner === 'object' && inner !== null && random.chance(0.7))
    holder[key] = spoilOnce(inner, random);
  else holder[key] = nasty(random);
  return holder;
}

/** Path segments that are no ids. */
export const NO_IDS = [
  '0',
  '-1',
  'null',
  'undefined',
  '..%2F..%2Fetc%2Fpasswd',
  '%00',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '%',
  'ord_',
  'ord_zzzzzzzzzzzzzzzzzzzzzzzzzz',
  'ord_7zzzzzzzzzzzzzzzzzzzzzzzzz',
  "'%20OR%201=1",
  'x'.repeat(2_000),
];

export const BODIES = [
  '{',
  '[',
  '"',
  'null',
  '[]',
  '1e999',
  '{"a":1,"a":2}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '\u0000',
  '\ufeff{}',
  `{"x":"${'y'.repeat(300_000)}"}`,
];
