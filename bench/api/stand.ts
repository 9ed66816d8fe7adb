import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@luneo/api-client';
import { freePort, startLocalDatabase } from '@luneo/database';
import { boxLayer, design, orderOf, textLayer } from '../../tests/api/kit/shopper.ts';
import { frozenDesigns } from '../../tests/chaos/designs.ts';
import { Supervised } from '../../tests/chaos/processes.ts';
import type { Shot } from './load.ts';

/** The same request to us and to the baseline. */
export interface Pair {
  readonly name: string;
  /** Made anew for each run: what is saved has moved on. */
  readonly shot: () => Promise<Shot>;
  readonly baseline: Shot;
}

type PairName = 'cachedRead' | 'productRead' | 'quote' | 'designSave' | 'order';

export interface Stand {
  /** Origins. */
  readonly ours: string;
  readonly baseline: string;
  readonly pid: () => number;
  readonly pairs: Readonly<Record<PairName, Pair>>;
  stop(): Promise<void>;
}

interface Demo {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly products: Readonly<Record<string, string>>;
}

const SAVED_DESIGNS = 8;

/** Our server and the baseline on one database of their own, filled with the demo brand. */
export async function stand(): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-bench-'));
  const database = await startLocalDatabase({ folder: join(folder, 'postgres') });
  const port = await freePort();
  const server = new Supervised('api', {
    LUNEO_DATA_DIR: folder,
    LUNEO_SECRET: randomBytes(48).toString('base64'),
    DATABASE_URL: database.url,
    DATABASE_AUTH_URL: database.authUrl,
    DATABASE_DIRECT_URL: database.directUrl,
    REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
    LUNEO_ROLES: 'api',
    LUNEO_DEMO: 'true',
    PORT: String(port),
  });
  await server.start();
  const demo = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')) as Demo;
  const ours = `http://127.0.0.1:${port}`;
  const { pairs, docs } = await makePairs(ours, port, demo);
  const child = fork(join(import.meta.dirname, 'baseline-child.ts'), {
    execArgv: ['--conditions=@luneo/source'],
  });
  child.send({ url: database.directUrl, docs });
  const [baselinePort] = (await once(child, 'message')) as [number];
  return {
    ours,
    baseline: `http://127.0.0.1:${baselinePort}`,
    pid: () => server.pid,
    pairs,
    stop: () => close(child, server, database, folder),
  };
}

async function close(
  child: ChildProcess,
  server: Supervised,
  database: Awaited<ReturnType<typeof startLocalDatabase>>,
  folder: string,
): Promise<void> {
  child.disconnect();
  await server.stop();
  await database.server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function makePairs(
  origin: string,
  port: number,
  demo: Demo,
): Promise<{ pairs: Stand['pairs']; docs: Record<string, string> }> {
  const client = createClient({ baseUrl: origin, token: () => demo.secretKey });
  const headers = { authorization: `Bearer ${demo.secretKey}` };
  const productId = demo.products.mug!;
  const product = await client.getProduct({ params: { productId } });
  const { items } = await client.listProductVersions({ params: { productId }, query: {} });
  const [version] = await frozenDesigns({ api: origin, origin: `http://localhost:${port + 1}`, ...demo }, 1);
  const quote = { productId, variantId: product.variants[0]!.id, quantity: 12, printedSides: 1 };
  const order = orderOf('bench-{unique}', [version!]);
  const document = design(product, [
    boxLayer('box'),
    textLayer('text', 'No. {n}', product.geometry.fonts[0]!),
  ]);
  const orders = { ...headers, 'idempotency-key': 'bench-{unique}' };
  const shots = {
    cachedRead: async () => ({ method: 'GET', path: new URL(items[0]!.url!).pathname, headers: {} }),
    productRead: async () => ({ method: 'GET', path: `/v1/products/${productId}`, headers }),
    quote: async () => ({ method: 'POST', path: '/v1/quotes', headers, body: JSON.stringify(quote) }),
    order: async () => ({ method: 'POST', path: '/v1/orders', headers: orders, body: JSON.stringify(order) }),
    designSave: async () => ({
      method: 'PUT',
      path: '/v1/designs/{each}',
      headers,
      body: JSON.stringify({ baseRevision: 0, document }).replace('"baseRevision":0', '"baseRevision":{n}'),
      each: await emptyDesigns(client, productId, design(product, [])),
      from: 1,
    }),
  } satisfies Record<PairName, () => Promise<Shot>>;
  const docs: Record<string, string> = {};
  for (const name of ['cachedRead', 'productRead', 'quote', 'order'] as const)
    docs[name] = await answerOf(origin, await shots[name]());
  docs.designSave = JSON.stringify({ document });
  const plain = (name: PairName): Shot => ({ method: 'GET', path: `/doc/${name}`, headers: {} });
  const posted = (name: PairName, body: string): Shot => ({ ...plain(name), method: 'POST', body });
  return {
    docs,
    pairs: {
      cachedRead: {
        name: 'read of a published version',
        shot: shots.cachedRead,
        baseline: plain('cachedRead'),
      },
      productRead: { name: 'product read', shot: shots.productRead, baseline: plain('productRead') },
      quote: { name: 'quote', shot: shots.quote, baseline: posted('quote', JSON.stringify(quote)) },
      designSave: {
        name: 'save of a design',
        shot: shots.designSave,
        baseline: { ...plain('designSave'), method: 'PUT', body: JSON.stringify({ document }) },
      },
      order: {
        name: 'order of one line',
        shot: shots.order,
        baseline: { method: 'POST', path: '/orders', headers: {}, body: JSON.stringify(order) },
      },
    },
  };
}

async function emptyDesigns(
  client: Client,
  productId: string,
  document: ReturnType<typeof design>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < SAVED_DESIGNS; n++)
    ids.push((await client.createDesign({ body: { productId, document } })).id);
  return ids;
}

async function answerOf(origin: string, { method, path, headers, body }: Shot): Promise<string> {
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}
