import cors, { type FastifyCorsOptions } from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit, { type FastifyRateLimitStore } from '@fastify/rate-limit';
import type { ApiKeys } from '@luneo/auth';
import type { Cache } from '@luneo/cache';
import { sha256Hex } from '@luneo/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../platform/problem.ts';
import { limitConcurrency } from './concurrency.ts';
import { API_CSP } from './csp.ts';

export interface SecurityOptions {
  readonly keys: ApiKeys;
  /** Where requests are counted, for all processes where they share it. */
  readonly cache: Cache;
  /** Origins of our own pages (dashboard, admin, frame): full API, with cookies. */
  readonly ownOrigins: () => readonly string[];
  /** Requests a minute and credential (or address, without one), ten times as many an address; 0 = no limit. */
  readonly requestsPerMinute: number;
  /** Requests answered at a time. */
  readonly concurrentRequests: number;
  /** HSTS only where TLS ends at this origin. */
  readonly https: boolean;
}

/** Requests an address may make for each that one credential may. */
const ADDRESS_SHARE = 10;
const HOST_PAGE_PATHS = new Set(['/v1/widget-sessions']);

/** Preflights cannot carry the key, so any origin some key allows passes; the call itself is exact. */
async function corsOf(request: FastifyRequest, options: SecurityOptions): Promise<FastifyCorsOptions> {
  const { origin } = request.headers;
  const base = { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], maxAge: 600 };
  if (origin === undefined) return { ...base, origin: false };
  if (options.ownOrigins().includes(origin))
    return {
      ...base,
      origin: [origin],
      credentials: true,
      exposedHeaders: ['etag', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    };
  const path = request.url.split('?')[0]!;
  const allowed = HOST_PAGE_PATHS.has(path) && (await options.keys.allowsOrigin(origin));
  return { ...base, origin: allowed ? [origin] : false, methods: ['POST'] };
}

function limitKey(request: FastifyRequest): string {
  const bearer = request.headers.authorization;
  return bearer === undefined ? `from ${request.ip}` : `bearer ${sha256Hex(Buffer.from(bearer))}`;
}

/** Headers, CORS and the rate limit, before anything else sees a request. */
export async function secure(app: FastifyInstance, options: SecurityOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: options.https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    frameguard: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', API_CSP);
    void reply.header('x-request-id', request.id);
  });
  await app.register(cors, {
    delegator: (request, done) => {
      corsOf(request, options).then(
        (found) => done(null, found),
        (error: Error) => done(error, { origin: false }),
      );
    },
  });
  limitConcurrency(app, options.concurrentRequests);
  if (options.requestsPerMinute > 0) await limitRate(app, options);
}

/** The limiter's own store, over ours. One for both limits: their keys differ. */
const countedIn = (cache: Cache) =>
  class implements FastifyRateLimitStore {
    incr(...[key, done, windowMs]: Parameters<FastifyRateLimitStore['incr']>): void {
      cache
        .count(`rate:${key}`, windowMs)
        .then(({ count, endsInMs }) => done(null, { current: count, ttl: endsInMs }), done);
    }

    child(): this {
      return this;
    }
  };

/**
 * Counts requests a minute, by credential and, ten times as many, by address (IPv6: by /64): made-up credentials
 * do not help. A hook of the root, so that addresses where there is nothing count too.
 */
async function limitRate(
  app: FastifyInstance,
  { requestsPerMinute: max, cache }: SecurityOptions,
): Promise<void> {
  const refusal = (seconds: number): ApiError =>
    new ApiError('too_many_requests', `try again in ${seconds} s`, {
      params: { retryAfterSeconds: seconds },
    });
  await app.register(rateLimit, {
    global: false,
    enableDraftSpec: true,
    max: max * ADDRESS_SHARE,
    timeWindow: '1 minute',
    ipv6Subnet: 64,
    store: countedIn(cache),
    allowList: (request) => request.url.startsWith('/health/'),
    errorResponseBuilder: (_, { ttl }) => refusal(Math.ceil(ttl / 1000)),
  });
  const byAddress = app.createRateLimit();
  const byCredential = app.rateLimit({ max, keyGenerator: limitKey });
  app.addHook('onRequest', async function (request, reply) {
    const found = await byAddress(request);
    if (!found.isAllowed && found.isExceeded) {
      void reply.header('retry-after', found.ttlInSeconds);
      throw refusal(found.ttlInSeconds);
    }
    await byCredential.call(this, request, reply);
  });
}
