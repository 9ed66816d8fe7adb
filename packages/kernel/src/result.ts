/** Outcome of pure code: data can make it fail, so failure is a value, not an exception. */
export type Result<T, E = Fault> = Ok<T> | Err<E>;
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };

/**
 * A coded refusal. `code` is stable and documented in `contracts`; `message` is one English line;
 * `pointer` is a JSON pointer (RFC 6901) into the input; `params` are the numbers and names a
 * translated message needs.
 */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string | undefined;
  readonly params?: Readonly<Record<string, string | number | boolean>> | undefined;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });
export const fault = (
  code: string,
  message: string,
  extra: Pick<Fault, 'pointer' | 'params'> = {},
): Err<Fault> => err({ code, message, ...extra });

/** The value, or a thrown {@link CodedError}: for callers to whom the fault is a bug, and for tests. */
export function unwrap<T>(result: Result<T, Fault>): T {
  if (result.ok) return result.value;
  throw new CodedError(result.error);
}

/** A {@link Fault} as an exception: what servers throw, and the one error filter translates. */
export class CodedError extends Error {
  readonly code: string;
  readonly fault: Fault;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.message, options);
    this.name = 'CodedError';
    this.code = fault.code;
    this.fault = fault;
  }
}
