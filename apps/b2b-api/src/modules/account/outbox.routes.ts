import { type Outbox, outboxPage } from '@luneo/notifications';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cspHeader } from '../../http/csp.ts';
import { ApiError } from '../../platform/problem.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CSP = cspHeader({ 'default-src': [], 'style-src': ["'unsafe-inline'"], 'frame-ancestors': [] });

/** What the installation wrote, for people at work on it. Never mounted in production. */
export function outboxRoutes(app: FastifyInstance, outbox: Outbox): void {
  const here = (request: FastifyRequest): void => {
    if (!LOOPBACK.has(request.ip)) throw new ApiError('not_found', 'there is nothing at this address');
  };
  const send = (reply: FastifyReply, html: string): FastifyReply =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', CSP)
      .header('cache-control', 'no-store')
      .send(html);
  app.get('/dev/outbox', async (request, reply) => {
    here(request);
    return send(reply, outboxPage(await outbox.list()));
  });
  app.get('/dev/outbox/:id', async (request, reply) => {
    here(request);
    const { id } = request.params as { id: string };
    const sent = UUID.test(id) ? await outbox.find(id) : undefined;
    if (sent === undefined) throw new ApiError('not_found', 'there is no such message');
    return send(reply, sent.html);
  });
}
