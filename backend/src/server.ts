import { randomBytes } from 'node:crypto';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { type Api, createApi, PoolRenderer } from '@luneo/b2b-api';
import type { Values } from '@luneo/config';
import { Database, type DatabaseUrls, migrate, startLocalDatabase } from '@luneo/database';
import { createDemoShop } from '@luneo/demo-shop';
import { Jobs } from '@luneo/jobs';
import { uuidFactory } from '@luneo/kernel';
import type { Logger } from '@luneo/monitoring';
import { poolSize, RenderPool } from '@luneo/print';
import { DiskBlobs, DiskDerived } from '@luneo/storage';
import { dashboardRoutes } from './dashboard.ts';
import { BUILT } from './folders.ts';
import { Origins } from './origins.ts';
import { keptSecret } from './secrets.ts';

export interface Running {
  readonly app: string;
  readonly api: string;
  readonly shop?: { readonly url: string; readonly email: string; readonly password: string };
  stop(): Promise<void>;
}

/** What to undo, last begun first. */
class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

const clock = { now: () => Date.now() };
const random = { fill: (bytes: Uint8Array) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>) };

/** Everything in one process: database if none is given, API, worker, dashboard, customizer, demo shop. */
export async function startServer(
  config: Values,
  log: Logger,
  say: (step: string) => void,
): Promise<Running> {
  const undo = new Undo();
  try {
    return await start(config, log, say, undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function databaseUrls(config: Values, log: Logger, undo: Undo): Promise<DatabaseUrls> {
  const { DATABASE_URL, DATABASE_AUTH_URL, DATABASE_DIRECT_URL } = config;
  if (DATABASE_URL && DATABASE_AUTH_URL && DATABASE_DIRECT_URL) {
    const directUrl = DATABASE_DIRECT_URL.reveal();
    await migrate(directUrl);
    return { url: DATABASE_URL.reveal(), authUrl: DATABASE_AUTH_URL.reveal(), directUrl };
  }
  if (DATABASE_URL || DATABASE_AUTH_URL || DATABASE_DIRECT_URL)
    throw new Error(
      'DATABASE_URL, DATABASE_AUTH_URL and DATABASE_DIRECT_URL belong together: set all three or none.',
    );
  const folder = join(resolve(config.LUNEO_DATA_DIR), 'postgres');
  const local = await startLocalDatabase({
    folder,
    log: (line) => log.debug({ postgres: line }, 'database'),
  });
  undo.add(() => local.server.stop());
  return local;
}

async function start(config: Values, log: Logger, say: (step: string) => void, undo: Undo): Promise<Running> {
  const data = resolve(config.LUNEO_DATA_DIR);
  const demoWanted = config.LUNEO_DEMO ?? config.LUNEO_ENV !== 'production';
  const origins = new Origins(config);
  say('database');
  const urls = await databaseUrls(config, log, undo);
  const database = new Database({
    ...urls,
    onPoolError: (error) => log.warn({ err: error.message }, 'database connection lost'),
  });
  undo.add(() => database.close());
  say('server');
  const jobs = new Jobs({ directUrl: urls.directUrl, log });
  await jobs.start();
  undo.add(() => jobs.stop());
  const blobs = new DiskBlobs(config.STORAGE_DIR ?? join(data, 'blobs'));
  const pool = new RenderPool({
    size: config.RENDER_WORKERS || poolSize(totalmem(), availableParallelism()),
  });
  undo.add(() => pool.close());
  const dashboard = BUILT.dashboard();
  const widgetFolder = BUILT.widget();
  const api = await createApi({
    settings: {
      publicOrigin: () => origins.api,
      widgetOrigin: () => origins.widget,
      pageOrigins: () => [origins.app],
      secret: config.LUNEO_SECRET?.reveal() ?? (await keptSecret(data)),
      trustProxy: config.TRUST_PROXY,
      requestsPerMinute: config.REQUESTS_PER_MINUTE,
      passwordTriesPerMinute: config.PASSWORD_TRIES_PER_MINUTE,
      allowSignUp: config.ALLOW_SIGN_UP,
      https: config.API_ORIGIN?.startsWith('https:') ?? false,
      previewConcurrency: config.PREVIEW_CONCURRENCY,
      jobConcurrency: config.JOB_CONCURRENCY,
      mockupFolder: BUILT.mockups(),
      ...(widgetFolder && { widgetFolder }),
    },
    database,
    blobs,
    derived: new DiskDerived(join(data, 'derived')),
    jobs,
    renderer: new PoolRenderer({ pool, folder: join(data, 'work') }),
    log,
    clock,
    newId: uuidFactory(clock, random),
    checks: [
      { name: 'database', check: () => database.check() },
      { name: 'queue', check: () => jobs.check() },
      { name: 'storage', check: () => blobs.check() },
    ],
    ...(dashboard && {
      routes: (app) =>
        dashboardRoutes(app, {
          folder: dashboard,
          config: () => ({
            apiOrigin: origins.app === origins.api ? '' : origins.api,
            ...(origins.shop && { demoShopUrl: origins.shop }),
          }),
        }),
    }),
  });
  undo.add(() => api.close());
  if (config.LUNEO_ROLES.includes('api'))
    origins.listening(await listen(() => api.listen(config.PORT, config.HOST), config.PORT));
  const shop = demoWanted ? await startShop(api, config, origins, { data, say, undo }) : undefined;
  if (config.LUNEO_ROLES.includes('worker')) await api.work();
  return { app: origins.app, api: origins.api, ...(shop && { shop }), stop: () => undo.run() };
}

interface ShopParts {
  readonly data: string;
  readonly say: (step: string) => void;
  readonly undo: Undo;
}

/** The demo brand and its shop on the next port: another origin, as a brand's own shop would be. */
async function startShop(api: Api, config: Values, origins: Origins, { data, say, undo }: ShopParts) {
  say('demo brand');
  const port = config.PORT === 0 ? 0 : config.PORT + 1;
  // The key must know the shop's origin, which a free port gives only after listening: seed, listen, seed the origin.
  const file = join(data, 'demo.json');
  const first = await api.seed({
    file,
    shopOrigins: [config.DEMO_SHOP_ORIGIN ?? `http://localhost:${port}`],
  });
  const shop = await createDemoShop({
    name: 'Atelier Demo',
    apiUrl: () => origins.loopback,
    apiOrigin: () => origins.api,
    widgetOrigin: () => origins.widget,
    publishableKey: first.publishableKey,
    secretKey: first.secretKey,
    products: first.products,
    cookieSecret: randomBytes(32).toString('base64url'),
    newOrderNumber: () => `AD-${randomBytes(5).toString('hex').toUpperCase()}`,
  });
  undo.add(() => shop.close());
  origins.shopListening(await listen(() => shop.listen({ port, host: config.HOST }), port));
  const demo = port === 0 ? await api.seed({ file, shopOrigins: [origins.shop] }) : first;
  return { url: origins.shop, email: demo.email, password: demo.password };
}

async function listen(begin: () => Promise<string>, port: number): Promise<string> {
  try {
    return await begin();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Error(
        `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 100} npm start`,
      );
    if (code === 'EACCES')
      throw new Error(`Port ${port} may not be used by this account. Choose one above 1023, e.g. PORT=3000.`);
    throw error;
  }
}
