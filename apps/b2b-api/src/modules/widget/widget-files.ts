import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { ApiKeys } from '@luneo/auth';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { cspHeader, inlineHashes } from '../../http/csp.ts';

export interface WidgetFilesOptions {
  /** Folder with `loader.js`, `frame.html` and `assets/` (hashed names). */
  readonly folder: string;
  readonly keys: ApiKeys;
  /** Origins the frame calls besides its own. */
  readonly apiOrigins: () => readonly string[];
}

/** The frame may be shown by the key's shops only, and runs nothing that is not in its own files. */
function frameCsp(html: string, ancestors: readonly string[], connect: readonly string[]): string {
  return cspHeader({
    'default-src': [],
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...inlineHashes(html, 'script')],
    'style-src': ["'self'", ...inlineHashes(html, 'style')],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...connect],
    'font-src': ["'self'"],
    'connect-src': ["'self'", 'data:', 'blob:', ...connect],
    'worker-src': ["'self'", 'blob:'],
    'base-uri': [],
    'form-action': [],
    'frame-ancestors': ancestors,
  });
}

/** A worker is bound by the policy its script came with: ours fetch mockups, and nothing else. */
const workerCsp = (connect: readonly string[]): string =>
  cspHeader({ 'default-src': [], 'connect-src': ["'self'", ...connect], 'frame-ancestors': [] });

async function sendFrame(reply: FastifyReply, key: string, options: WidgetFilesOptions): Promise<string> {
  const ancestors = await options.keys.originsOf(key);
  const html = await readFile(join(options.folder, 'frame.html'), 'utf8');
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', frameCsp(html, ancestors, options.apiOrigins()));
  return html;
}

/** `/widget/v1/loader.js`, `/widget/v1/frame?key=pk_…`, `/widget/v1/assets/…`. */
export async function widgetFiles(app: FastifyInstance, options: WidgetFilesOptions): Promise<void> {
  app.get('/widget/v1/loader.js', async (_, reply) => {
    const script = await readFile(join(options.folder, 'loader.js'));
    return reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(script);
  });
  app.get<{ Querystring: { key?: string } }>('/widget/v1/frame', async (request, reply) =>
    sendFrame(reply, request.query.key ?? '', options),
  );
  await app.register(fastifyStatic, {
    root: join(options.folder, 'assets'),
    prefix: '/widget/v1/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply) => void reply.header('content-security-policy', workerCsp(options.apiOrigins())),
  });
}
