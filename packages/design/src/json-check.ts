import { type Fault, fault } from '@luneo/kernel';

/** The part of JSON Schema that our schemas are emitted in. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const wrong = (pointer: string, expected: string): Fault =>
  fault('property_invalid', `expected ${expected}`, { pointer }).error;
const token = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first thing wrong with a value, or undefined: what the schema library would say, without its weight. */
export function jsonFault(schema: JsonSchema, value: unknown, pointer = ''): Fault | undefined {
  if (schema.oneOf) return oneOfFault(schema.oneOf, value, pointer);
  if (schema.const !== undefined && value !== schema.const)
    return wrong(pointer, JSON.stringify(schema.const));
  if (schema.enum && !schema.enum.includes(value))
    return wrong(pointer, `one of ${schema.enum.map((each) => JSON.stringify(each)).join(', ')}`);
  switch (schema.type) {
    case 'integer':
      return numberFault(schema, value, pointer);
    case 'string':
      return stringFault(schema, value, pointer);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong(pointer, 'true or false');
    case 'array':
      return arrayFault(schema, value, pointer);
    default:
      return objectFault(schema, value, pointer);
  }
}

function numberFault({ minimum, maximum }: JsonSchema, value: unknown, pointer: string): Fault | undefined {
  if (!Number.isSafeInteger(value)) return wrong(pointer, 'a whole number');
  if (minimum !== undefined && (value as number) < minimum) return wrong(pointer, `at least ${minimum}`);
  return maximum !== undefined && (value as number) > maximum
    ? wrong(pointer, `at most ${maximum}`)
    : undefined;
}

function stringFault(schema: JsonSchema, value: unknown, pointer: string): Fault | undefined {
  if (typeof value !== 'string') return wrong(pointer, 'a text');
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  if (value.length < minLength) return wrong(pointer, `at least ${minLength} characters`);
  if (value.length > maxLength) return wrong(pointer, `at most ${maxLength} characters`);
  return pattern !== undefined && !new RegExp(pattern).test(value)
    ? wrong(pointer, `the form ${pattern}`)
    : undefined;
}

function arrayFault(schema: JsonSchema, value: unknown, pointer: string): Fault | undefined {
  if (!Array.isArray(value)) return wrong(pointer, 'a list');
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
  if (value.length < minItems) return wrong(pointer, `at least ${minItems} entries`);
  if (value.length > maxItems) return wrong(pointer, `at most ${maxItems} entries`);
  for (const [index, item] of value.entries()) {
    const found = items && jsonFault(items, item, `${pointer}/${index}`);
    if (found) return found;
  }
  return undefined;
}

function objectFault(schema: JsonSchema, value: unknown, pointer: string): Fault | undefined {
  if (!isRecord(value)) return wrong(pointer, 'an object');
  const missing = schema.required?.find((key) => value[key] === undefined);
  if (missing !== undefined) return wrong(`${pointer}/${token(missing)}`, 'a value');
  for (const [key, part] of Object.entries(value)) {
    const at = `${pointer}/${token(key)}`;
    const known = schema.properties?.[key] ?? schema.additionalProperties;
    if (known === false) return wrong(at, 'no such property');
    const found =
      (schema.propertyNames && jsonFault(schema.propertyNames, key, at)) ??
      (known && jsonFault(known, part, at));
    if (found) return found;
  }
  return undefined;
}

/** The fault within the form that the constant parts choose, else within none of them. */
function oneOfFault(forms: readonly JsonSchema[], value: unknown, pointer: string): Fault | undefined {
  const chosen = forms.find((form) =>
    Object.entries(form.properties ?? {}).every(
      ([key, part]) => part.const === undefined || (isRecord(value) && value[key] === part.const),
    ),
  );
  return chosen ? jsonFault(chosen, value, pointer) : wrong(pointer, 'one of the known forms');
}
