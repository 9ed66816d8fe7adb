import multipart from '@fastify/multipart';
import type { ApiKeys } from '@luneo/auth';
import type { Cache } from '@luneo/cache';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../platform/log.ts';
import { toProblem } from '../platform/problem.ts';
import type { ApiSettings } from '../platform/settings.ts';
import { API_CSP } from './csp.ts';
import { sendProblem, toCoded } from './problem.filter.ts';
import { secure } from './security.ts';
import { UPLOAD_LIMIT_BYTES } from './upload.ts';

/** A document of 2 MB and what stands around it. */
const JSON_LIMIT_BYTES = 2_600_000;
const REQUEST_TIMEOUT_MS = 60_000;

export function fastifyAdapter(settings: ApiSettings, newId: () => string): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: JSON_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: REQUEST_TIMEOUT_MS * 2,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => newId(),
    trustProxy: settings.trustProxy.length === 0 ? false : [...settings.trustProxy],
    skipMiddie: true,
    logger: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuse(settings, error, request, reply),
    multipart: false,
  });
}

/** An address that the router cannot read meets no hook: its answer gets here what they would have given. */
function refuse(settings: ApiSettings, error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    'content-security-policy': API_CSP,
    'x-content-type-options': 'nosniff',
    'x-request-id': request.id,
  });
  sendProblem(
    reply,
    toProblem(toCoded(error), { requestId: request.id, docsOrigin: settings.publicOrigin() }),
  );
}

/** What every request passes, in this order, before routing to a module. */
export async function preparePipeline(
  app: FastifyInstance,
  { settings, keys, cache, log }: { settings: ApiSettings; keys: ApiKeys; cache: Cache; log: Log },
): Promise<void> {
  const origin = (): string => settings.publicOrigin();
  await secure(app, {
    keys,
    cache,
    ownOrigins: () => [origin(), settings.widgetOrigin(), ...settings.pageOrigins()],
    requestsPerMinute: settings.requestsPerMinute,
    concurrentRequests: settings.concurrentRequests,
    https: settings.https,
  });
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 1, fields: 4, parts: 8 } });
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?')[0];
    const ms = Math.round(reply.elapsedTime);
    if (path?.startsWith('/health/')) return;
    log.info(
      { requestId: request.id, method: request.method, path, status: reply.statusCode, ms },
      'request',
    );
  });
}
