import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../platform/problem.ts';

/** Until the next try is worth it, s. */
const RETRY_AFTER_S = 1;

/**
 * At most so many requests are being answered at a time; one more is turned away before any work is done for it, so
 * that those inside still end in time. A place is free again when the answer begins: slow readers and event streams
 * take none.
 */
export function limitConcurrency(app: FastifyInstance, most: number): void {
  let open = 0;
  const inside = new WeakSet<FastifyRequest>();
  const leave = (request: FastifyRequest): void => {
    if (inside.delete(request)) open -= 1;
  };
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.startsWith('/health/')) return;
    if (open >= most) {
      void reply.header('retry-after', RETRY_AFTER_S);
      throw new ApiError('unavailable', `too much to do just now; try again in ${RETRY_AFTER_S} s`, {
        params: { retryAfterSeconds: RETRY_AFTER_S },
      });
    }
    open += 1;
    inside.add(request);
    reply.raw.once('close', () => leave(request));
  });
  app.addHook('onSend', async (request) => leave(request));
}
