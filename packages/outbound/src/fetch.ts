import type { Outbound } from './outbound.ts';

/** What libraries ask of a `fetch`. */
export type GuardedFetch = (
  url: string,
  init: {
    readonly method?: string | undefined;
    readonly headers?: Readonly<Record<string, string>> | undefined;
    readonly body?: unknown;
  },
) => Promise<Response>;

export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

const NO_BODY = new Set([204, 205, 304]);

/**
 * A `fetch` for libraries that bring their own requests and take one. GET and POST of text, the same guard and
 * limits as every call of `Outbound`; a redirect is an answer like any other.
 */
export const guardedFetch =
  (outbound: Outbound, { timeoutMs, maxBytes }: FetchLimits): GuardedFetch =>
  async (url, { method = 'GET', headers = {}, body }) => {
    if (method !== 'GET' && method !== 'POST') throw new TypeError(`${method} is not sent`);
    const text = body === undefined || body === null ? undefined : String(body);
    const answer = await outbound.send({
      method,
      url,
      headers,
      ...(text !== undefined && { body: text }),
      timeoutMs,
      maxBytes,
    });
    return new Response(NO_BODY.has(answer.status) ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };
