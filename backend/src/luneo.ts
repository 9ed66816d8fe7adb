import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { type Api, createApi, type Demo, PoolRenderer } from '@luneo/b2b-api';
import { MemoryCache, RedisCache } from '@luneo/cache';
import type { Secret, Values } from '@luneo/config';
import { Database } from '@luneo/database';
import { Jobs } from '@luneo/jobs';
import { uuidFactory } from '@luneo/kernel';
import type { Logger } from '@luneo/monitoring';
import { Outbound } from '@luneo/outbound';
import { poolSize, RenderPool } from '@luneo/print';
import { openStores } from '@luneo/storage';
import { type Addresses, addressesOf, requirePorts } from './addresses.ts';
import { dashboardRoutes } from './dashboard.ts';
import { openDatabase, type RunningDatabase } from './database.ts';
import { BUILT, type Folders, secretOf } from './folders.ts';
import { startShop } from './shop.ts';
import { Stack } from './stack.ts';

export interface Surroundings {
  readonly values: Values;
  readonly folders: Folders;
  readonly log: Logger;
  /** One line a step of a start that takes seconds. */
  readonly progress: (line: string) => void;
}

export interface Luneo {
  readonly addresses: Addresses;
  /** Log-ins and keys of the demo brand, where it is on. */
  readonly demo: Demo | undefined;
  /** Stops in the reverse order of the start; nothing of ours is left running. */
  stop(): Promise<void>;
}

const clock = { now: () => Date.now() };
const newId = uuidFactory(clock, {
  fill: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
});
export const demoIsOn = ({ LUNEO_DEMO, LUNEO_ENV }: Values): boolean =>
  LUNEO_DEMO ?? LUNEO_ENV === 'development';

/** Everything in one process: database, API, worker, built pages. What was started is stopped if a later step fails. */
export async function startLuneo(around: Surroundings): Promise<Luneo> {
  const stack = new Stack();
  try {
    return await startParts(around, stack);
  } catch (error) {
    await stack.unwind();
    throw error;
  }
}

async function startParts(around: Surroundings, stack: Stack): Promise<Luneo> {
  const { values, folders, progress } = around;
  const addresses = await addressesOf(values);
  const withDemo = demoIsOn(values);
  await requirePorts(addresses, withDemo);
  progress('Starting the database …');
  const opened = await openDatabase(values, folders.postgres, (line) =>
    around.log.debug({ line }, 'postgresql'),
  );
  stack.push(() => opened.stop());
  const { folder } = opened;
  if (folder !== undefined && folder !== folders.postgres)
    progress(`Its data lies in ${folder}: the database's own user may not enter ${folders.data}.`);
  if (opened.applied.length > 0) progress(`Database migrated: ${opened.applied.join(', ')}.`);
  const api = await startApi(around, { addresses, opened, stack });
  if (values.LUNEO_ROLES.includes('api')) await api.listen(addresses.port, addresses.host);
  const demo = withDemo
    ? await api.seed({ file: folders.demo, shopOrigins: addresses.shopOrigins })
    : undefined;
  if (demo) stack.push(await startShop(addresses, demo));
  if (values.LUNEO_ROLES.includes('worker')) await api.work();
  return { addresses, demo, stop: () => stack.unwind() };
}

interface Start {
  readonly addresses: Addresses;
  readonly opened: RunningDatabase;
  readonly stack: Stack;
}

async function startApi(
  { values, folders, log }: Surroundings,
  { addresses, opened, stack }: Start,
): Promise<Api> {
  const onPoolError = (error: Error): void => log.warn({ err: error.message }, 'database connection lost');
  const database = new Database({ ...opened, onPoolError });
  stack.push(() => database.close());
  const pool = new RenderPool({
    size: values.RENDER_WORKERS || poolSize(totalmem(), availableParallelism()),
  });
  stack.push(() => pool.close());
  const outbound = new Outbound({ loopback: values.LUNEO_ENV !== 'production' });
  stack.push(() => outbound.close());
  const jobs = new Jobs({ directUrl: opened.directUrl, log });
  await jobs.start();
  // Waits for running jobs, which need what stands below it.
  stack.push(() => jobs.stop());
  const { blobs, derived } = await openStores(values, folders);
  const redis = values.REDIS_URL && new RedisCache({ url: values.REDIS_URL.reveal(), clock, log });
  const cache = redis ?? new MemoryCache(clock);
  stack.push(() => cache.close());
  const api = await createApi({
    settings: await settingsOf(values, folders, addresses),
    database,
    jobs,
    blobs,
    derived,
    renderer: new PoolRenderer({ pool, folder: folders.work }),
    outbound,
    log,
    clock,
    cache,
    newId,
    checks: [
      { name: 'database', check: () => database.check() },
      { name: 'queue', check: () => jobs.check() },
      { name: 'storage', check: () => blobs.check() },
      ...(redis ? [{ name: 'cache', needed: false, check: () => redis.check() }] : []),
    ],
    routes: async (app) => {
      if (!existsSync(BUILT.dashboard)) return;
      const apiOrigin = addresses.app === addresses.api ? '' : addresses.api;
      const demoShopUrl = demoIsOn(values) ? addresses.shop : undefined;
      await dashboardRoutes(app, { folder: BUILT.dashboard, apiOrigin, demoShopUrl });
    },
  });
  stack.push(() => api.close());
  return api;
}

/** Applications and services that sign-in uses, where configured. */
function signInWays(values: Values) {
  const client = (clientId?: string, clientSecret?: Secret) =>
    clientId === undefined || clientSecret === undefined
      ? undefined
      : { clientId, clientSecret: clientSecret.reveal() };
  const google = client(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET);
  const github = client(values.GITHUB_CLIENT_ID, values.GITHUB_CLIENT_SECRET);
  const pwnedRangeUrl = values.AUTH_PWNED_RANGE_URL;
  return { ...(google && { google }), ...(github && { github }), ...(pwnedRangeUrl && { pwnedRangeUrl }) };
}

async function settingsOf(values: Values, folders: Folders, addresses: Addresses) {
  return {
    publicOrigin: () => addresses.api,
    widgetOrigin: () => addresses.widget,
    pageOrigins: () => addresses.pages,
    dashboardOrigin: () => addresses.app,
    secret: await secretOf(values, folders),
    trustProxy: values.TRUST_PROXY,
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    concurrentRequests: values.CONCURRENT_REQUESTS,
    plan: values.LUNEO_PLAN,
    passwordTriesPerMinute: values.PASSWORD_TRIES_PER_MINUTE,
    allowSignUp: values.ALLOW_SIGN_UP,
    ...signInWays(values),
    outboxPage: values.LUNEO_ENV !== 'production',
    https: addresses.api.startsWith('https:'),
    previewConcurrency: values.PREVIEW_CONCURRENCY,
    jobConcurrency: values.JOB_CONCURRENCY,
    erasureWaitDays: values.ERASURE_WAIT_DAYS,
    mockupFolder: BUILT.mockups,
    ...(existsSync(BUILT.widget) && { widgetFolder: BUILT.widget }),
  };
}
