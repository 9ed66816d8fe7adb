import type { SignIn } from '@luneo/auth';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { webRequest } from '../../http/web-request.ts';

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  void reply.code(answer.status);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') void reply.header(name, value);
  for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store');
  return reply.send(answer.body === null ? undefined : Buffer.from(await answer.arrayBuffer()));
}

/** Hands `/auth/*` to the sign-in library, which speaks web-standard requests. */
export function authRoutes(app: FastifyInstance, signIn: () => SignIn): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/auth/*',
    bodyLimit: 64 * 1024,
    handler: async (request, reply) => {
      const body =
        request.body === undefined || request.body === null ? undefined : JSON.stringify(request.body);
      return send(reply, await signIn().handler(webRequest(request, body)));
    },
  });
}
