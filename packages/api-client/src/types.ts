import type { Api, OperationId, Problem } from '@luneo/contracts';
import type { z } from 'zod';

type In<R, F extends 'params' | 'query' | 'body'> = R extends { readonly [K in F]: infer S extends z.ZodType }
  ? z.input<S>
  : never;

type Part<R, F extends 'params' | 'query' | 'body'> = [In<R, F>] extends [never]
  ? unknown
  : Record<never, never> extends In<R, F>
    ? { readonly [K in F]?: In<R, F> }
    : { readonly [K in F]: In<R, F> };

type FilePart<R> = R extends { readonly bodyKind: 'multipart' }
  ? { readonly file: { readonly name: string; readonly data: Blob } }
  : unknown;

/** What a call takes: path parameters, query, body or file, as the contract says. */
export type Request<K extends OperationId> = Part<Api[K], 'params'> &
  Part<Api[K], 'query'> &
  Part<Api[K], 'body'> &
  FilePart<Api[K]>;

/** What a call gives: the contract's response, a Blob for bytes, undefined for no content. */
export type Response<K extends OperationId> = Api[K] extends { readonly response: infer S extends z.ZodType }
  ? z.output<S>
  : Api[K] extends { readonly produces: string }
    ? Blob
    : undefined;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Made by the client when absent; give your own to make a call safe across restarts. */
  readonly idempotencyKey?: string;
}

/** A refusal of the API, with its stable code. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
  }
}

/** The API could not be reached, or answered with something that is not its own. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';
}
