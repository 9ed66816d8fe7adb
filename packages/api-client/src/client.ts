import type { OperationId, Problem } from '@luneo/contracts';
import { OPERATIONS, type OperationRow } from './generated/operations.ts';
import {
  type Response as Answer,
  ApiProblem,
  ApiUnreachable,
  type CallOptions,
  type Request,
} from './types.ts';

export interface ClientOptions {
  /** Origin of the API, e.g. `https://api.luneo.app`; empty string = the page's own origin. */
  readonly baseUrl: string;
  /** Secret key or widget token, asked for at every call so that it may be renewed. Absent = cookie session. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** Brand a signed-in member acts for: public id. */
  readonly brand?: () => string | undefined;
  readonly fetch?: typeof globalThis.fetch;
  /** Tries after the first, for calls that are safe to repeat. */
  readonly retries?: number;
  /** Waits between tries; a port for tests. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export type Client = {
  call<K extends OperationId>(operation: K, request?: Request<K>, options?: CallOptions): Promise<Answer<K>>;
  /** Address of a GET operation, for `src` and `href`. */
  url<K extends OperationId>(operation: K, request: Request<K>): string;
} & {
  readonly [K in OperationId]: (request: Request<K>, options?: CallOptions) => Promise<Answer<K>>;
};

interface Parts {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly file?: { readonly name: string; readonly data: Blob };
}

const REPEATABLE = new Set([408, 425, 429, 502, 503, 504]);

const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

function address(baseUrl: string, [, path]: OperationRow, { params, query }: Parts): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined) search.set(key, String(value));
  const suffix = search.size === 0 ? '' : `?${search}`;
  return `${baseUrl}${filled}${suffix}`;
}

function payload({ body, file }: Parts): { body?: BodyInit; type?: string } {
  if (file !== undefined) {
    const form = new FormData();
    form.set('file', file.data, file.name);
    return { body: form };
  }
  return body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' };
}

async function problemOf(response: Response): Promise<Error> {
  if (response.headers.get('content-type')?.includes('problem+json'))
    return new ApiProblem((await response.json()) as Problem);
  return new ApiUnreachable(`the API answered ${response.status} without a problem document`);
}

async function answerOf(response: Response, [, , kind]: OperationRow): Promise<unknown> {
  if (response.status === 204) return undefined;
  return kind === 'bytes' ? response.blob() : response.json();
}

/** Seconds of `Retry-After`, else a doubling wait; with jitter, so that clients do not come back together. */
function pause(attempt: number, response: Response | undefined): number {
  const asked = Number(response?.headers.get('retry-after'));
  if (asked > 0) return Math.min(asked, 30) * 1_000;
  return 200 * 2 ** attempt * (0.75 + Math.random() / 2);
}

class Caller {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  url(operation: OperationId, parts: Parts): string {
    return address(this.#options.baseUrl, OPERATIONS[operation], parts);
  }

  async call(operation: OperationId, parts: Parts, options: CallOptions): Promise<unknown> {
    const row = OPERATIONS[operation];
    const key = row[3] ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
    const repeatable = row[0] !== 'POST' || key !== undefined;
    const most = repeatable ? (this.#options.retries ?? 2) : 0;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#send(row, parts, key, options.signal);
      if (outcome instanceof Response && outcome.ok) return answerOf(outcome, row);
      const again = outcome instanceof Response ? REPEATABLE.has(outcome.status) : true;
      if (!again || attempt >= most) throw outcome instanceof Response ? await problemOf(outcome) : outcome;
      const sleep = this.#options.sleep ?? wait;
      await sleep(pause(attempt, outcome instanceof Response ? outcome : undefined), options.signal);
    }
  }

  async #send(
    row: OperationRow,
    parts: Parts,
    key: string | undefined,
    signal?: AbortSignal,
  ): Promise<Response | Error> {
    const { body, type } = payload(parts);
    const token = await this.#options.token?.();
    const brand = this.#options.brand?.();
    const headers: Record<string, string> = { accept: 'application/json' };
    if (type !== undefined) headers['content-type'] = type;
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (brand !== undefined) headers['luneo-brand'] = brand;
    if (key !== undefined) headers['idempotency-key'] = key;
    const init: RequestInit = { method: row[0], headers, ...(body === undefined ? {} : { body }) };
    if (signal !== undefined) init.signal = signal;
    if (token === undefined) init.credentials = 'include';
    const send = this.#options.fetch ?? globalThis.fetch;
    try {
      return await send(address(this.#options.baseUrl, row, parts), init);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      return new ApiUnreachable('the API could not be reached', { cause });
    }
  }
}

/**
 * A typed client; each operation of the contract is a method.
 *
 * ```ts
 * const luneo = createClient({ baseUrl: 'https://api.luneo.app', token: () => secretKey });
 * const order = await luneo.createOrder({ body });
 * ```
 *
 * Refusals throw {@link ApiProblem} (branch on `code`), silence throws {@link ApiUnreachable}. Safe
 * calls and calls with an idempotency key are repeated after a network fault, 429 and 502-504.
 */
export function createClient(options: ClientOptions): Client {
  const caller = new Caller(options);
  const client: Record<string, unknown> = {
    call: (operation: OperationId, request: Parts = {}, callOptions: CallOptions = {}) =>
      caller.call(operation, request, callOptions),
    url: (operation: OperationId, request: Parts) => caller.url(operation, request),
  };
  for (const id of Object.keys(OPERATIONS) as OperationId[])
    client[id] = (request: Parts = {}, callOptions: CallOptions = {}) =>
      caller.call(id, request, callOptions);
  return client as Client;
}
