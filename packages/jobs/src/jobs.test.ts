import type { JobDefinition } from '@luneo/contracts';
import { Database } from '@luneo/database';
import { startTestCluster, type TestCluster, type TestDatabase } from '@luneo/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type JobHandler, JobRegistry, Jobs } from './index.ts';

const BRAND = '0197a000-0000-7000-8000-00000000000a';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const define = (name: string, retries: number) =>
  ({
    name,
    payload: z.object({ requestId: z.string(), n: z.int() }),
    retries,
    heartbeatSeconds: 10,
    key: ({ n }) => String(n),
  }) satisfies JobDefinition<z.ZodObject<{ requestId: z.ZodString; n: z.ZodInt }>>;
const COUNT = define('test.count', 0);
const DOOMED = define('test.doomed', 0);

let cluster: TestCluster;
let urls: TestDatabase;
let database: Database;
let jobs: Jobs;
const ran: number[] = [];
const givenUp: string[] = [];

const handler = (definition: typeof COUNT, run: (n: number) => void): JobHandler<typeof COUNT> => ({
  definition,
  run: async ({ n }) => run(n),
  exhausted: async ({ n }, { message }) => void givenUp.push(`${n}: ${message}`),
});

beforeAll(async () => {
  cluster = await startTestCluster();
  urls = await cluster.createDatabase();
  database = new Database({ ...urls, onPoolError: () => undefined });
  jobs = new Jobs({ directUrl: urls.directUrl, log: silent });
  await jobs.start([COUNT, DOOMED]);
  const registry = new JobRegistry().register(handler(COUNT, (n) => ran.push(n))).register(
    handler(DOOMED, () => {
      throw new Error('no use');
    }),
  );
  await jobs.work(registry, { concurrency: 1, definitions: [COUNT, DOOMED] });
}, 60_000);
afterAll(async () => {
  await jobs?.stop();
  await database?.close();
  await cluster?.stop();
});

const enqueue = (definition: typeof COUNT, n: number, after?: () => void) =>
  database.forTenant(BRAND, async (tx) => {
    await jobs.enqueue({ tx }, definition, { requestId: 'r', n });
    after?.();
  });

describe('the queue', () => {
  it('runs what committed and knows nothing of what rolled back', async () => {
    const fail = () => {
      throw new Error('changed our mind');
    };
    await expect(enqueue(COUNT, 1, fail)).rejects.toThrow('changed our mind');
    await enqueue(COUNT, 2);
    await vi.waitFor(() => expect(ran).toContain(2), 10_000);
    expect(ran).toEqual([2]);
  });

  it('hands a job that failed for good to its end', async () => {
    await enqueue(DOOMED, 7);
    await vi.waitFor(() => expect(givenUp).toEqual(['7: no use']), 15_000);
  });

  it('says what waits, what died, and of what', async () => {
    await enqueue(DOOMED, 8);
    await vi.waitFor(() => expect(givenUp).toContain('8: no use'), 15_000);
    const dead = await jobs.dead({ queue: DOOMED.name, before: undefined, limit: 10 });
    expect(dead[0]).toMatchObject({ data: { requestId: 'r', n: 8 }, tries: 1, message: 'no use' });
    const next = await jobs.dead({ queue: DOOMED.name, before: dead[0]!.id, limit: 10 });
    expect(next.map(({ id }) => id)).not.toContain(dead[0]!.id);
    expect(await jobs.counts([COUNT, DOOMED])).toMatchObject([
      { name: COUNT.name, dead: 0 },
      { name: DOOMED.name, waiting: 0, running: 0, dead: next.length + 1, waitingSince: null },
    ]);
  });

  it('refuses a payload that breaks its contract', async () => {
    await expect(enqueue(COUNT, 0.5)).rejects.toMatchObject({ code: 'internal' });
  });
});
