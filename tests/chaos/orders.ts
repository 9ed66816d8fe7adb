import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, type LocalDatabase, startLocalDatabase, withClient } from '@luneo/database';
import { DiskBlobs } from '@luneo/storage';
import { frozenDesigns } from './designs.ts';
import { type Env, Supervised } from './processes.ts';
import { dice, Producers } from './producers.ts';
import { openJobs, type Verdict, verify } from './verify.ts';

export interface OrdersOptions {
  readonly seconds: number;
  readonly workerKills: number;
  readonly databaseKills: number;
  /** Durability off: the scenario must then find losses. */
  readonly teeth: boolean;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Outcome extends Verdict {
  readonly acknowledged: number;
  readonly settleSeconds: number;
}

/** Longest time the last job may take to end after the last kill. */
const SETTLE_MS = 120_000;
/** With durability off some work is gone for good; waiting for it is of no use. */
const BRIEF_MS = 5_000;
const WORKERS = 2;

/** Commits answered before they are on disk, and written there rarely: a killed server forgets. */
const NOT_DURABLE = {
  synchronous_commit: 'off',
  wal_writer_delay: '10s',
  wal_writer_flush_after: '1GB',
  fsync: 'off',
};

/** Orders are placed while workers and the database are killed; afterwards nothing acknowledged is missing. */
export async function ordersChaos(options: OrdersOptions): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-chaos-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    return await scenario(options, folder, undo);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function scenario(
  options: OrdersOptions,
  folder: string,
  undo: (() => Promise<unknown>)[],
): Promise<Outcome> {
  const { say, seed, teeth } = options;
  const database = await startLocalDatabase({
    folder: join(folder, 'postgres'),
    ...(teeth && { settings: NOT_DURABLE }),
  });
  undo.push(() => database.server.stop());
  const port = await freePort();
  const env: Env = {
    LUNEO_DATA_DIR: folder,
    LUNEO_SECRET: randomBytes(48).toString('base64'),
    DATABASE_URL: database.url,
    DATABASE_AUTH_URL: database.authUrl,
    DATABASE_DIRECT_URL: database.directUrl,
    REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
  };
  const server = new Supervised('api', {
    ...env,
    LUNEO_ROLES: 'api',
    LUNEO_DEMO: 'true',
    PORT: String(port),
  });
  undo.push(() => server.stop());
  await server.start();
  const demo = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')) as DemoFile;
  const api = `http://127.0.0.1:${port}`;
  const designs = await frozenDesigns({ api, origin: `http://localhost:${port + 1}`, ...demo }, 6);
  const workers = Array.from(
    { length: WORKERS },
    (_, n) =>
      new Supervised(`worker ${n + 1}`, {
        ...env,
        LUNEO_ROLES: 'worker',
        LUNEO_DEMO: 'false',
        PORT: '0',
        RENDER_WORKERS: '1',
      }),
  );
  for (const worker of workers) undo.push(() => worker.stop());
  await Promise.all(workers.map((worker) => worker.start()));
  // What stood before the kills is on disk, also where what follows is not.
  await withClient(database.directUrl, (client) => client.query('CHECKPOINT'));
  say(`running: ${designs.length} designs, ${WORKERS} workers`);

  const producers = new Producers({
    api,
    secretKey: demo.secretKey,
    designs,
    producers: 4,
    pauseMs: 150,
    seed,
  });
  const producing = producers.run();
  await Promise.race([producing, killing(options, database, workers)]);
  producers.stop();
  await producing;
  const began = performance.now();
  await settled(database.directUrl, teeth ? BRIEF_MS : SETTLE_MS);
  const settleSeconds = (performance.now() - began) / 1000;
  const verdict = await verify(
    database.directUrl,
    new DiskBlobs(join(folder, 'blobs')),
    producers.acknowledged,
  );
  return { acknowledged: producers.acknowledged.length, ...verdict, settleSeconds };
}

interface DemoFile {
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly products: Readonly<Record<string, string>>;
}

/** Kills spread over the time given, in an order the seed decides. */
async function killing(
  options: OrdersOptions,
  database: LocalDatabase,
  workers: readonly Supervised[],
): Promise<void> {
  const { seconds, workerKills, databaseKills, seed, say } = options;
  const roll = dice(seed);
  const kills = [...Array<'worker'>(workerKills).fill('worker')] as ('worker' | 'database')[];
  for (let n = 1; n <= databaseKills; n++)
    kills.splice(Math.round((n * kills.length) / (databaseKills + 1)), 0, 'database');
  const gapMs = (seconds * 1000) / (kills.length + 1);
  for (const kind of kills) {
    await wait(gapMs);
    if (kind === 'worker') workers[roll(workers.length)]!.kill();
    else if (database.server.pid) process.kill(database.server.pid, 'SIGKILL');
    say(`killed a ${kind}`);
  }
  await wait(gapMs);
}

async function settled(url: string, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if ((await openJobs(url).catch(() => 1)) === 0) return;
    await wait(200);
  }
}
