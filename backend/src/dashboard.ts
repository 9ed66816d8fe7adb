import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export interface DashboardOptions {
  /** The static export, with `csp.json`. */
  readonly folder: string;
  /** Empty = the pages' own origin. */
  readonly apiOrigin: string;
  readonly demoShopUrl: string | undefined;
}

/** Names of hashed files never change their content. */
const IMMUTABLE = '/_next/static/';

/** Serves the built dashboard at `/`: its pages under the policy made at build, its assets for ever. */
export async function dashboardRoutes(app: FastifyInstance, options: DashboardOptions): Promise<void> {
  const { folder, apiOrigin, demoShopUrl } = options;
  const hashes = JSON.parse(await readFile(join(folder, 'csp.json'), 'utf8')) as Record<string, string[]>;
  const policyOf = (page: string): string =>
    [
      "default-src 'none'",
      ['script-src', "'self'", ...(hashes[page] ?? [])].join(' '),
      // Next and Base UI set styles by attribute.
      "style-src 'self' 'unsafe-inline'",
      ['img-src', "'self'", 'data:', apiOrigin].join(' ').trim(),
      "font-src 'self'",
      ['connect-src', "'self'", apiOrigin].join(' ').trim(),
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
  app.get('/config.json', async (_, reply) =>
    reply.header('cache-control', 'no-cache').send({ apiOrigin, ...(demoShopUrl && { demoShopUrl }) }),
  );
  await app.register(files, {
    root: folder,
    prefix: '/',
    wildcard: false,
    index: 'index.html',
    decorateReply: false,
    cacheControl: false,
    globIgnore: ['csp.json'],
    setHeaders(reply, path) {
      const page = path.slice(folder.length + 1);
      const forever = path.includes(IMMUTABLE);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (page.endsWith('.html')) reply.header('content-security-policy', policyOf(page));
    },
  });
}
