import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export interface DashboardOptions {
  /** The static export, with `csp.json`. */
  readonly folder: string;
  /** What `/config.json` tells the pages. */
  readonly config: () => { readonly apiOrigin: string; readonly demoShopUrl?: string };
}

/** Names of hashed files never change their content. */
const IMMUTABLE = '/_next/static/';

/** Serves the built dashboard at `/`: its pages under the policy made at build, its assets for ever. */
export async function dashboardRoutes(
  app: FastifyInstance,
  { folder, config }: DashboardOptions,
): Promise<void> {
  const hashes = JSON.parse(await readFile(join(folder, 'csp.json'), 'utf8')) as Record<string, string[]>;
  const policyOf = (page: string): string =>
    [
      "default-src 'none'",
      `script-src 'self' ${(hashes[page] ?? []).join(' ')}`,
      // Next and Base UI set styles by attribute.
      "style-src 'self' 'unsafe-inline'",
      `img-src 'self' data: ${config().apiOrigin}`.trim(),
      "font-src 'self'",
      `connect-src 'self' ${config().apiOrigin}`.trim(),
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
  app.get('/config.json', async (_, reply) => reply.header('cache-control', 'no-cache').send(config()));
  await app.register(files, {
    root: folder,
    prefix: '/',
    wildcard: false,
    index: 'index.html',
    decorateReply: false,
    globIgnore: ['csp.json'],
    setHeaders(reply, path) {
      const name = path.slice(folder.length + 1);
      if (path.includes(IMMUTABLE)) reply.setHeader('cache-control', 'public, max-age=31536000, immutable');
      else reply.setHeader('cache-control', 'no-cache');
      if (name.endsWith('.html')) reply.setHeader('content-security-policy', policyOf(name));
    },
  });
}
