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

/** A SAML answer with its signature and attributes. */
const LONGEST_BODY = 256 * 1024;
const FORM = 'application/x-www-form-urlencoded';
const textOf = (body: unknown): string | undefined => {
  if (body === undefined || body === null) return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
};

/** Hands `/auth/*` to the sign-in library, which speaks web-standard requests. */
export function authRoutes(app: FastifyInstance, signIn: () => SignIn): void {
  void app.register(async (scope) => {
    // The answer of a SAML provider is a form that its page sends; read as it came, by the library.
    scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_, body, done) => done(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: '/auth/*',
      bodyLimit: LONGEST_BODY,
      handler: async (request, reply) =>
        send(reply, await signIn().handler(webRequest(request, textOf(request.body)))),
    });
  });
}
