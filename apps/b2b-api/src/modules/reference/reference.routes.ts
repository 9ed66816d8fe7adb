import { openApiDocument } from '@luneo/contracts/openapi';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { cspHeader, inlineHashes } from '../../http/csp.ts';
import { errorsPage } from './errors-page.ts';

/** A page that may load its own files only: the reference works without any network. */
function sendPage(reply: FastifyReply, html: string): string {
  const csp = cspHeader({
    'default-src': ["'self'"],
    'script-src': ["'self'", ...inlineHashes(html, 'script')],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'frame-ancestors': [],
    'base-uri': [],
  });
  void reply.header('content-security-policy', csp);
  return html;
}

/** `/v1/openapi.json`, the reference at `/reference/`, and what each error code means. */
export async function referenceRoutes(app: FastifyInstance): Promise<void> {
  const document = openApiDocument();
  app.get('/v1/openapi.json', async (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(document),
  );
  const errors = errorsPage();
  app.get('/reference/errors', async (_, reply) => {
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=300');
    return sendPage(reply, errors);
  });
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_, reply, payload) =>
      typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html')
        ? sendPage(reply, payload)
        : payload,
    );
    await scope.register(scalar, {
      routePrefix: '/reference',
      configuration: {
        url: '/v1/openapi.json',
        pageTitle: 'Luneo API',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
      },
    });
  });
}
