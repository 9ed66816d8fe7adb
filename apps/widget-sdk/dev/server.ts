import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { derive, quote } from './derive.ts';
import { createFakeApi, type FakeApi } from './fake-api.ts';

const here = new URL('.', import.meta.url);
const built = new URL('../dist-widget/', here);
const mockups = new URL('../../../assets/', here);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.png': 'image/png',
};

const listen = (handler: RequestListener, port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(handler).listen(port, '127.0.0.1', () => resolve(server));
  });
const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What the real API sends with the frame, apart from the origins allowed to embed it. */
/** As the real server: a worker is bound by the policy its script came with. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";
const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  'frame-ancestors http://localhost:*',
].join('; ');

export interface DevServer {
  /** The shop page; a foreign origin to the frame. */
  readonly shop: string;
  readonly api: FakeApi;
  close(): Promise<void>;
}

/** Serves the built customizer with an API in memory, and a shop page on another origin. */
export async function startDevServer({ apiPort = 0, shopPort = 0 } = {}): Promise<DevServer> {
  let apiServer: Server;
  const apiOrigin = (): string => originOf(apiServer);
  const api = createFakeApi({
    apiOrigin,
    frameUrl: () => `${apiOrigin()}/widget/v1/frame.html`,
    derive,
    quote,
  });
  apiServer = await listen(async (request, response) => {
    if (await api.handle(request, response)) return;
    const path = new URL(request.url ?? '/', 'http://fake').pathname.replace('/widget/v1/', '');
    try {
      const body = await readFile(
        path.startsWith('/mockups/') ? new URL(`.${path}`, mockups) : new URL(path, built),
      );
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      if (path.endsWith('.js')) response.setHeader('content-security-policy', WORKER_POLICY);
      if (path === 'frame.html') response.setHeader('content-security-policy', FRAME_POLICY);
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }, apiPort);
  const shopServer = await listen(async (_request, response) => {
    const page = await readFile(new URL('host.html', here), 'utf8');
    response.setHeader('content-type', TYPES['.html']!);
    response.end(page.replace('{{loader}}', `${apiOrigin()}/widget/v1/loader.js`));
  }, shopPort);
  const shop = originOf(shopServer).replace('127.0.0.1', 'localhost');
  const closeOne = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    shop,
    api,
    close: async () => void (await Promise.all([closeOne(apiServer), closeOne(shopServer)])),
  };
}

if (import.meta.main) {
  const { shop } = await startDevServer({ apiPort: 4601, shopPort: 4600 });
  console.log(`shop page: ${shop}/?product=mug (mug, tee, card; &locale=fr)`);
}
