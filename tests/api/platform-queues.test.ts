import type { DeadJob, JobQueue } from '@luneo/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
let owner: Browser;

beforeAll(async () => {
  server = await startServer({ file: 'platform-queues.test.ts', worker: false });
  owner = new Browser(server);
  const { email, password } = server.demo.platform;
  expect((await owner.fetch('/auth/sign-in/email', { body: { email, password } })).status).toBe(200);
});
afterAll(() => server?.stop());

const lines = async (): Promise<JobQueue> => {
  const { body } = await owner.json<{ items: JobQueue[] }>('/v1/platform/queues');
  return body.items.find(({ name }) => name === 'production.line')!;
};

it('the queues show what waits and what was done', async () => {
  await server.shop.createOrder({ body: orderOf('Q-1', [await frozen(server)]) });
  expect(await lines()).toMatchObject({ waiting: 1, running: 0, dead: 0, waitingSince: expect.any(String) });
  await server.api.work();
  const done = await until(lines, ({ waiting, running }) => waiting + running === 0);
  expect(done).toMatchObject({ dead: 0, waitingSince: null });
});

it('a job that died is shown with its brand and what it died of', async () => {
  const payload = { brandId: '0197a000-0000-7000-8000-00000000000a', requestId: 'r-1' };
  const id = await server.jobs.boss.send('production.line', payload, { retryLimit: 0, startAfter: 0 });
  const dead = async () =>
    (await owner.json<{ items: DeadJob[] }>('/v1/platform/dead-jobs?queue=production.line')).body.items;
  const [first] = await until(dead, (items) => items.length > 0);
  expect(first).toMatchObject({ id, queue: 'production.line', requestId: 'r-1', tries: 1 });
  expect(first!.message).not.toBe('');
  expect((await lines()).dead).toBe(1);
});
