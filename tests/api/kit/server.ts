import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@luneo/api-client';
import { type Api, type ApiSettings, createApi, type Demo, PoolRenderer } from '@luneo/b2b-api';
import { type Cache, MemoryCache, RedisCache } from '@luneo/cache';
import { Database, type DatabaseUrls } from '@luneo/database';
import { Jobs } from '@luneo/jobs';
import { type Clock, uuidFactory } from '@luneo/kernel';
import { Outbound } from '@luneo/outbound';
import { RenderPool } from '@luneo/print';
import { type BlobStore, type DerivedFiles, DiskBlobs, DiskDerived } from '@luneo/storage';
import { ScriptedRenderer } from './engine.ts';

import { SHOP } from './shop-origin.ts';

export { SHOP };

export interface TestServer {
  readonly origin: string;
  readonly api: Api;
  readonly urls: DatabaseUrls;
  readonly database: Database;
  readonly cache: Cache;
  readonly blobs: BlobStore;
  readonly derived: DerivedFiles;
  readonly jobs: Jobs;
  readonly demo: Demo;
  /** What draws, unless the real engine does. */
  readonly renderer: ScriptedRenderer;
  /** Log lines, newest last. */
  readonly lines: readonly { level: string; message: string; fields: Record<string, unknown> }[];
  /** The brand's own server: the secret key. */
  readonly shop: Client;
  client(token: string): Client;
  call(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined };
const cacheFor = (clock: Clock, file: string): Cache =>
  process.env.LUNEO_TEST_REDIS === undefined
    ? new MemoryCache(clock)
    : new RedisCache({
        url: process.env.LUNEO_TEST_REDIS,
        prefix: `luneo:${file}:${randomBytes(4).toString('hex')}:`,
        clock,
        log: quiet,
      });

const systemClock: Clock = { now: () => Date.now() };

interface Options {
  /** File name of the test: names its database. */
  readonly file: string;
  /** A database of the test's own, e.g. one it kills. */
  readonly urls?: DatabaseUrls;
  readonly worker?: boolean;
  readonly requestsPerMinute?: number;
  /** True: the print engine in a child process. */
  readonly draws?: boolean;
  readonly widgetFolder?: string;
  readonly clock?: Clock;
  /** Of this process alone unless given, or all suites run on Redis (LUNEO_TEST_REDIS). */
  readonly cache?: Cache;
  /** Where bytes lie; folders of the server's own unless given. */
  readonly stores?: {
    readonly blobs: BlobStore;
    readonly derived: DerivedFiles;
  };
  /** Who answers for TXT records. */
  readonly resolveTxt?: (name: string) => Promise<readonly string[]>;
  /** What differs from the settings of all tests. */
  readonly settings?: Partial<ApiSettings>;
}

/** Asked for at run time: outside a test run there is no Vitest to ask. */
async function ownDatabase(file: string): Promise<DatabaseUrls> {
  const { inject } = await import('vitest');
  return inject('databases')[file]!;
}

/** The real server on a free port, on the file's own database and a folder of its own. */
export async function startServer({
  file,
  urls: given,
  worker = true,
  requestsPerMinute = 0,
  draws = false,
  widgetFolder,
  clock = systemClock,
  cache = cacheFor(clock, file),
  stores,
  resolveTxt = async () => [],
  settings = {},
}: Options): Promise<TestServer> {
  const urls = given ?? (await ownDatabase(file));
  const folder = await mkdtemp(join(tmpdir(), 'luneo-api-'));
  const lines: { level: string; message: string; fields: Record<string, unknown> }[] = [];
  const line = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields: fields as Record<string, unknown> });
    // An error of the server explains a failed test better than what the client saw of it.
    if (level === 'error') console.error(message, fields);
  };
  const log = { info: line('info'), warn: line('warn'), error: line('error') };
  const database = new Database({ ...urls, onPoolError: () => undefined });
  const blobs = stores?.blobs ?? new DiskBlobs(join(folder, 'blobs'));
  const derived = stores?.derived ?? new DiskDerived(join(folder, 'derived'));
  const renderer = new ScriptedRenderer();
  const pool = new RenderPool({ size: 1 });
  const real = new PoolRenderer({ pool, folder: join(folder, 'work') });
  const outbound = new Outbound({ loopback: true });
  const jobs = new Jobs({ directUrl: urls.directUrl, log });
  await jobs.start();
  let origin = '';
  const api = await createApi({
    settings: {
      publicOrigin: () => origin,
      widgetOrigin: () => origin,
      pageOrigins: () => [],
      dashboardOrigin: () => origin,
      secret: randomBytes(32).toString('hex'),
      trustProxy: [],
      requestsPerMinute,
      concurrentRequests: 1000,
      passwordTriesPerMinute: 0,
      allowSignUp: true,
      outboxPage: true,
      https: false,
      previewConcurrency: 2,
      jobConcurrency: 2,
      erasureWaitDays: 7,
      mockupFolder: join(folder, 'no-mockups'),
      streamBeatMs: 250,
      ...(widgetFolder === undefined ? {} : { widgetFolder }),
      ...settings,
    },
    database,
    blobs,
    derived,
    jobs,
    renderer: draws ? real : renderer,
    outbound,
    resolveTxt,
    log,
    clock,
    cache,
    newId: uuidFactory(systemClock, {
      fill: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
    }),
    checks: [
      { name: 'database', check: () => database.check() },
      { name: 'queue', check: () => jobs.check() },
      { name: 'storage', check: () => blobs.check() },
    ],
  });
  origin = await api.listen(0, '127.0.0.1');
  const demo = await api.seed({ file: join(folder, 'demo.json'), shopOrigins: [SHOP] });
  if (worker) await api.work();
  const client = (token: string): Client => createClient({ baseUrl: origin, token: () => token, retries: 0 });
  return {
    origin,
    api,
    urls,
    database,
    cache,
    blobs,
    derived,
    jobs,
    demo,
    renderer,
    lines,
    shop: client(demo.secretKey),
    client,
    call: (path, init) => fetch(`${origin}${path}`, { redirect: 'manual', ...init }),
    async stop() {
      await api.close();
      await jobs.stop();
      await pool.close();
      await outbound.close();
      await cache.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
