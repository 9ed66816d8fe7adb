import { CodedError, unwrap } from '@luneo/kernel';
import { Agent, type Dispatcher, errors } from 'undici';
import { guardedConnector, type Resolve, systemResolve } from './guard.ts';
import { checkTarget, type TargetRules, TLS_PORTS } from './target.ts';

export interface OutboundOptions {
  /** True in development and tests: this machine may be called, by http too, at any port. */
  readonly loopback?: boolean;
  readonly ports?: readonly number[];
  /** Longest wait for a socket. */
  readonly connectTimeoutMs?: number;
  /** A port for tests; the system's resolver. */
  readonly resolve?: Resolve;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  /** Bytes of the answer that are read; what comes after is dropped. */
  readonly maxBytes: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** True where the answer was longer than asked for. */
  readonly truncated: boolean;
}

/** Sockets to one origin; a slow one does not take those of the others. */
const SOCKETS_AN_ORIGIN = 8;

/**
 * Calls URLs that brands gave us. Https to the public internet only, no redirects (a 3xx is an answer like any
 * other), with limits of time and size. Its sockets are its own: one opened by other code, unchecked, is never
 * used here.
 *
 * ```ts
 * const outbound = new Outbound();
 * const { status } = await outbound.send({ method: 'POST', url, body, timeoutMs: 10_000, maxBytes: 16_384 });
 * await outbound.close();
 * ```
 *
 * Throws `url_refused` where the guard forbids it and `outbound_failed` where nothing answered, with
 * `params.reason`.
 */
export class Outbound {
  readonly #rules: TargetRules;
  readonly #agent: Agent;

  constructor({
    loopback = false,
    ports = TLS_PORTS,
    connectTimeoutMs = 5_000,
    resolve = systemResolve,
  }: OutboundOptions = {}) {
    this.#rules = { loopback, ports };
    this.#agent = new Agent({
      connect: guardedConnector({ loopback, resolve, timeoutMs: connectTimeoutMs }),
      connections: SOCKETS_AN_ORIGIN,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      keepAliveMaxTimeout: 30_000,
      allowH2: false,
    });
  }

  /** What can be refused before anything is sent, e.g. in a form. Throws `url_refused`. */
  check(url: string): URL {
    return unwrap(checkTarget(url, this.#rules));
  }

  async send({ method, url, headers, body, timeoutMs, maxBytes }: OutboundRequest): Promise<OutboundAnswer> {
    const target = this.check(url);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await this.#agent.request({
        origin: target.origin,
        path: `${target.pathname}${target.search}`,
        method,
        headers: { ...headers },
        body: body ?? null,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal,
      });
      return { status: answer.statusCode, headers: flat(answer.headers), ...(await read(answer, maxBytes)) };
    } catch (error) {
      throw toFault(error, signal);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

async function read(
  { body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<{ body: Buffer; truncated: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    // Leaving the loop ends the body and with it the socket: nobody makes us read for ever.
    if (length > maxBytes) break;
  }
  return { body: Buffer.concat(parts).subarray(0, maxBytes), truncated: length > maxBytes };
}

const flat = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_unknown',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_lost',
  UND_ERR_SOCKET: 'connection_lost',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};
const TLS = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

function reasonOf(code: string): string {
  return NETWORK[code] ?? (TLS.test(code) ? 'tls' : 'network');
}

/** Says what went wrong in one of a few words; the text of the system's error stays with us. */
function toFault(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof CodedError) return error;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (cause instanceof CodedError) return cause;
  const known = error instanceof errors.UndiciError || typeof code === 'string';
  if (!signal.aborted && !known) return error;
  const reason = signal.aborted ? 'timeout' : reasonOf(String(code));
  return new CodedError(
    { code: 'outbound_failed', message: `the receiver did not answer: ${reason}`, params: { reason } },
    { cause: error },
  );
}
