import type { Random } from './random.ts';

/** What of JSON Schema the document of the API uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  /** False after the parts of a tuple. */
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

export interface Source {
  readonly random: Random;
  /** Ids, hashes and words that mean something to the server. */
  readonly words: readonly string[];
  resolve(ref: string): Schema;
}

const DEEPEST = 6;
const MOST_ITEMS = 3;

/** A value of the right shape; patterns are met by known words, or not at all. */
export function valueFor(schema: Schema, source: Source, depth = 0): unknown {
  const { random } = source;
  if (schema.$ref !== undefined) return valueFor(source.resolve(schema.$ref), source, depth + 1);
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const one = schema.oneOf ?? schema.anyOf;
  if (one) return valueFor(random.pick(one), source, depth + 1);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => valueFor(part, source, depth + 1) as object));
  const type = typeof schema.type === 'string' ? schema.type : random.pick(schema.type ?? ['object']);
  switch (type) {
    case 'object':
      return objectFor(schema, source, depth);
    case 'array':
      return arrayFor(schema, source, depth);
    case 'integer':
    case 'number':
      return numberFor(schema, random);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return stringFor(schema, source);
  }
}

function objectFor(schema: Schema, source: Source, depth: number): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const wanted = schema.required?.includes(name) ?? false;
    if (wanted || (depth < DEEPEST && source.random.chance(0.5)))
      found[name] = valueFor(part, source, depth + 1);
  }
  if (typeof schema.additionalProperties === 'object' && depth < DEEPEST)
    for (let i = source.random.int(0, 2); i > 0; i--)
      found[source.random.pick(source.words)] = valueFor(schema.additionalProperties, source, depth + 1);
  return found;
}

function arrayFor(schema: Schema, source: Source, depth: number): unknown[] {
  if (schema.prefixItems) return schema.prefixItems.map((part) => valueFor(part, source, depth + 1));
  const least = schema.minItems ?? 0;
  const most = depth < DEEPEST ? Math.min(schema.maxItems ?? MOST_ITEMS, Math.max(least, MOST_ITEMS)) : least;
  return Array.from({ length: source.random.int(least, most) }, () =>
    valueFor(schema.items || {}, source, depth + 1),
  );
}

function numberFor({ minimum, maximum }: Schema, random: Random): number {
  const from = Math.max(minimum ?? -1_000_000, -1e9);
  const to = Math.min(maximum ?? 1_000_000, 1e9);
  return random.pick([from, to, random.int(Math.ceil(from), Math.floor(to))]);
}

function stringFor({ minLength = 0, maxLength = 40, pattern, format }: Schema, source: Source): string {
  const { random, words } = source;
  if (format === 'date-time') return new Date(random.int(0, 4e12)).toISOString();
  if (format === 'email') return `a${random.int(0, 99)}@example.test`;
  if (pattern !== undefined) {
    const known = words.filter((word) => new RegExp(pattern, 'u').test(word));
    if (known.length > 0) return random.pick(known);
  }
  const word = random.pick(words);
  const length = random.int(minLength, Math.min(maxLength, Math.max(minLength, 60)));
  return word.repeat(Math.ceil(length / word.length)).slice(0, length);
}
