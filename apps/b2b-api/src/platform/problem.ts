import { ERRORS, type ErrorCode, type Problem } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';

export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

interface Extra {
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** The coded error a server throws; `errors` lists the fields that are wrong. */
export class ApiError extends CodedError {
  readonly errors: readonly FieldError[] | undefined;

  constructor(code: ErrorCode, message: string, extra: Extra = {}) {
    super({ code, message, params: extra.params }, { cause: extra.cause });
    this.name = 'ApiError';
    this.errors = extra.errors;
  }
}

/** What a missing id gives, and what another brand's id gives. */
export const notFound = (): ApiError => new ApiError('not_found', 'no such thing in this brand');

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

export interface ProblemContext {
  readonly requestId: string;
  /** Origin of the docs, e.g. `https://api.luneo.app`. */
  readonly docsOrigin: string;
}

/**
 * RFC 9457 body of an error. Only coded errors say anything about themselves; everything else is
 * `internal`, with the request id to find it in the logs.
 */
export function toProblem(error: unknown, { requestId, docsOrigin }: ProblemContext): Problem {
  const coded = error instanceof CodedError && isKnown(error.code) ? error : undefined;
  const code: ErrorCode = coded === undefined ? 'internal' : (coded.code as ErrorCode);
  const [status, title] = ERRORS[code];
  return {
    type: `${docsOrigin}/reference/errors#${code}`,
    title,
    status,
    code,
    instance: requestId,
    ...(coded === undefined || code === 'internal' ? {} : details(coded)),
  };
}

function details(error: CodedError): Partial<Problem> {
  const errors = error instanceof ApiError ? error.errors : undefined;
  const { params, pointer } = error.fault;
  const fields =
    errors ?? (pointer === undefined ? undefined : [{ pointer, code: error.code, message: error.message }]);
  return {
    detail: error.message,
    ...(params === undefined ? {} : { params: { ...params } }),
    ...(fields === undefined ? {} : { errors: [...fields] }),
  };
}
