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
import { commits, LossyWire, type Swallow, successes } from './proxy.ts';
import { openJobs, type Verdict, verify } from './verify.ts';

export interface OrdersOptions {
  readonly seconds: number;
  readonly workerKills: number;
  readonly databaseKills: number;
  readonly apiKills?: number;
  /** Ends as soon as so many orders are acknowledged, and not before: kills go on meanwhile. Absent = after `seconds`. */
  readonly orders?: number;
  readonly clients?: number;
  /** Lines of every order; absent = one to three. */
  readonly lines?: number;
  readonly designs?: number;
  /** Between two orders of one client, ms. */
  readonly pauseMs?: number;
  /** Each nth answer of the API to a shop, and each nth COMMIT of the database to the product, is swallowed; 0 = none. */
  readonly swallowAnswers?: number;
  readonly swallowCommits?: number;
  /** Durability off: the scenario must then find losses. */
  readonly teeth: boolean;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Outcome extends Verdict {
  readonly acknowledged: number;
  readonly settleSeconds: number;
  /** Answers to shops and to the product that nobody heard. */
  readonly swallowed: number;
}

/** Longest time the last job may take to end after the last kill. */
const SETTLE_MS = 120_000;
/** The same for each line that is still to be made then. */
const SETTLE_LINE_MS = 100;
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
  const through = async (target: number, swallow: Swallow): Promise<number> => {
    const wire = new LossyWire();
    wires.push(wire);
    undo.push(() => wire.stop());
    return wire.start(target, swallow);
  };
  const wires: LossyWire[] = [];
  const url = new URL(database.url);
  const { swallowCommits = 0, swallowAnswers = 0 } = options;
  if (swallowCommits > 0) url.port = String(await through(Number(url.port), commits(swallowCommits)));
  const env: Env = {
    LUNEO_DATA_DIR: folder,
    LUNEO_SECRET: randomBytes(48).toString('base64'),
    DATABASE_URL: url.href,
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
  const near = `http://127.0.0.1:${port}`;
  const designs = await frozenDesigns(
    { api: near, origin: `http://localhost:${port + 1}`, ...demo },
    options.designs ?? 6,
  );
  const api =
    swallowAnswers > 0 ? `http://127.0.0.1:${await through(port, successes(swallowAnswers))}` : near;
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
    producers: options.clients ?? 4,
    pauseMs: options.pauseMs ?? 150,
    seed,
    ...(options.lines !== undefined && { lines: options.lines }),
    ...(options.orders !== undefined && { most: options.orders }),
  });
  const producing = producers.run();
  const kills = killing(options, { database, workers, server });
  await (options.orders === undefined ? Promise.race([producing, kills]) : producing);
  producers.stop();
  await producing;
  const began = performance.now();
  const open = await openJobs(database.directUrl).catch(() => 0);
  await settled(database.directUrl, teeth ? BRIEF_MS : SETTLE_MS + open * SETTLE_LINE_MS, say);
  const settleSeconds = (performance.now() - began) / 1000;
  const verdict = await verify(
    database.directUrl,
    new DiskBlobs(join(folder, 'blobs')),
    producers.acknowledged,
  );
  const swallowed = wires.reduce((sum, wire) => sum + wire.swallowed, 0);
  return { acknowledged: producers.acknowledged.length, ...verdict, settleSeconds, swallowed };
}

interface DemoFile {
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly products: Readonly<Record<string, string>>;
}

type Victim = 'worker' | 'database' | 'api';

interface Victims {
  readonly database: LocalDatabase;
  readonly workers: readonly Supervised[];
  readonly server: Supervised;
}

/** Kills spread over the time given, in an order the seed decides. */
async function killing(options: OrdersOptions, { database, workers, server }: Victims): Promise<void> {
  const { seconds, workerKills, databaseKills, apiKills = 0, seed, say } = options;
  const roll = dice(seed);
  const kills: Victim[] = [...Array<'worker'>(workerKills).fill('worker')];
  const spread = (kind: Victim, times: number): void => {
    for (let n = 1; n <= times; n++) kills.splice(Math.round((n * kills.length) / (times + 1)), 0, kind);
  };
  spread('database', databaseKills);
  spread('api', apiKills);
  const gapMs = (seconds * 1000) / (kills.length + 1);
  for (const kind of kills) {
    await wait(gapMs);
    if (kind === 'worker') workers[roll(workers.length)]!.kill();
    else if (kind === 'api') server.kill();
    else if (database.server.pid) process.kill(database.server.pid, 'SIGKILL');
    say(`killed ${kind === 'api' ? 'the API' : `a ${kind}`}`);
  }
  await wait(gapMs);
}

async function settled(url: string, withinMs: number, say: (line: string) => void): Promise<void> {
  const end = performance.now() + withinMs;
  for (let asked = 1; performance.now() < end; asked++) {
    const open = await openJobs(url).catch(() => 1);
    if (open === 0) return;
    if (asked % 100 === 0) say(`${open} lines to be made`);
    await wait(200);
  }
}
