import type { ErrorCode, Route } from '@luneo/contracts';
import type { z } from 'zod';
import { ApiError, type FieldError } from '../platform/problem.ts';

type Part = 'path' | 'query' | 'body';

/** RFC 6901: `~` and `/` of a key are written `~0` and `~1`. */
const pointerOf = (part: Part, path: readonly PropertyKey[]): string =>
  [`/${part}`, ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

const MOST_ERRORS = 20;

function fieldErrors(part: Part, error: z.ZodError): FieldError[] {
  return error.issues.slice(0, MOST_ERRORS).map((issue) => ({
    pointer: pointerOf(part, issue.path),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }));
}

function codeOf(route: Route, part: Part, error: z.ZodError): ErrorCode {
  const [first] = error.issues;
  if (part === 'path' && first?.code === 'invalid_format') return 'id_malformed';
  if (part === 'body' && first?.path[0] === 'document' && route.errors?.includes('design_invalid'))
    return 'design_invalid';
  return 'request_invalid';
}

/** NUL and halves of surrogate pairs: no database stores them, and nobody means them. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Where in a value stands a string that cannot be stored. */
function unstorable(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (UNSTORABLE.test(key)) return path;
    const found = unstorable(inner, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Parses one part of a request, or throws the coded error that names each wrong field. */
export function validate<S extends z.ZodType>(
  route: Route,
  part: Part,
  schema: S | undefined,
  value: unknown,
): z.output<S> | undefined {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) {
    const path = unstorable(result.data, []);
    if (path === undefined) return result.data;
    const pointer = pointerOf(part, path);
    const message = 'expected text without NUL and without half a surrogate pair';
    throw new ApiError('request_invalid', `${pointer}: ${message}`, {
      errors: [{ pointer, code: 'invalid_text', message }],
    });
  }
  const errors = fieldErrors(part, result.error);
  const { pointer, message } = errors[0]!;
  throw new ApiError(codeOf(route, part, result.error), `${pointer}: ${message}`, { errors });
}
