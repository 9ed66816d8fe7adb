import type { LongJob } from '@luneo/contracts';
import { toPublicId } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, newId, type TestBrand } from './kit/brands.ts';
import { openStream } from './kit/event-stream.ts';
import { startReceiver, verified } from './kit/receiver.ts';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
let demo: TestBrand;
let bearer: Record<string, string>;
const cookies = new Map<string, Record<string, string>>();

beforeAll(async () => {
  server = await startServer({ file: 'job-events.test.ts' });
  demo = await makeBrand(server, 'demo');
  bearer = { authorization: `Bearer ${server.demo.secretKey}` };
  for (const role of ['owner', 'designer', 'supplier', 'viewer'] as const)
    cookies.set(role, {
      cookie: await demo.signIn(role),
      origin: server.origin,
      'luneo-brand': toPublicId('brand', demo.brandId),
    });
});
afterAll(() => server?.stop());

/** Long work that goes on until the test says otherwise. */
async function job({ kind = 'variants.import', actor = 'system:test' } = {}) {
  const id = newId();
  await server.database.forTenant(demo.brandId, (tx) =>
    tx.longJob.create({
      data: { id, brandId: demo.brandId, kind, status: 'queued', params: {}, actor },
    }),
  );
  const set = (change: { status?: string; done?: number; total?: number }) =>
    server.database.forTenant(demo.brandId, (tx) =>
      tx.longJob.updateMany({
        where: { brandId: demo.brandId, id },
        data: { ...change, revision: { increment: 1 }, updatedAt: new Date() },
      }),
    );
  const jobId = toPublicId('longJob', id);
  return { jobId, set, path: `/v1/jobs/${jobId}/events` };
}

const follow = (path: string, headers = bearer) => openStream(server, path, headers);
const states = (stream: { messages: readonly { data: unknown }[] }) =>
  stream.messages.map(({ data }) => {
    const { status, progress } = data as LongJob;
    return `${status} ${progress.done}/${progress.total}`;
  });
const seen = (stream: Parameters<typeof states>[0], n: number) =>
  expect.poll(() => stream.messages.length, { timeout: 5_000, interval: 20 }).toBe(n);

describe('progress', () => {
  it('comes as events, with signs of life between, and ends with the job', async () => {
    const { path, set } = await job();
    const stream = await follow(path);
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toContain('no-cache');
    await seen(stream, 1);
    await set({ status: 'running', done: 10, total: 20 });
    await seen(stream, 2);
    await expect.poll(stream.beats, { timeout: 5_000 }).toBeGreaterThan(1);
    await set({ status: 'done', done: 20 });
    await stream.ended;
    expect(states(stream)).toEqual(['queued 0/0', 'running 10/20', 'done 20/20']);
    expect(stream.messages.map(({ event, id }) => `${event} ${id}`)).toEqual(['job 0', 'job 1', 'job 2']);
  });

  it('goes on where a lost connection stopped, and tells one that knows the end to stay away', async () => {
    const { path, set } = await job();
    const first = await follow(path);
    await seen(first, 1);
    first.close();
    await set({ status: 'running', done: 1, total: 2 });
    const again = await follow(path, { ...bearer, 'last-event-id': '0' });
    await seen(again, 1);
    again.close();
    const quiet = await follow(path, { ...bearer, 'last-event-id': '1' });
    await expect.poll(quiet.beats, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(quiet.messages).toEqual([]);
    await set({ status: 'failed' });
    await quiet.ended;
    expect(states(quiet)).toEqual(['failed 1/2']);
    const over = await follow(path, { ...bearer, 'last-event-id': '2' });
    expect(over.status).toBe(204);
    const late = await follow(path);
    await late.ended;
    expect(states(late)).toEqual(['failed 1/2']);
  });

  it('is the same for all who follow, by cookie or key', async () => {
    const { path, set } = await job();
    const streams = await Promise.all([
      follow(path),
      follow(path, cookies.get('owner')),
      follow(path, cookies.get('designer')),
    ]);
    await set({ status: 'done', done: 1, total: 1 });
    for (const stream of streams) {
      await stream.ended;
      expect(states(stream).at(-1)).toBe('done 1/1');
    }
  });

  it('of a real job is followed from queue to end', async () => {
    const product = server.demo.products.mug!;
    const csv = await server.shop.exportVariants({ params: { productId: product } });
    const started = await server.shop.importVariants({
      params: { productId: product },
      query: {},
      file: { name: 'v.csv', data: csv },
    });
    const stream = await follow(`/v1/jobs/${started.id}/events`);
    await expect.poll(() => states(stream).at(-1), { timeout: 10_000 }).toMatch(/^waiting (\d+)\/\1$/);
    stream.close();
  });
});

describe('who may follow', () => {
  it('whoever began it, whatever its kind, and whoever may read its subject', async () => {
    const { rows } = await server.database.authPool.query<{ id: string }>(
      `SELECT id FROM auth."user" WHERE email = 'supplier@demo.test'`,
    );
    const own = await job({ actor: `member:${rows[0]!.id}` });
    const other = await job();
    const unnamed = await job({ kind: 'brand.something' });
    const statusOf = async (path: string, role: string) => {
      const stream = await follow(path, cookies.get(role));
      stream.close();
      return stream.status;
    };
    expect(await statusOf(own.path, 'supplier')).toBe(200);
    expect(await statusOf(other.path, 'supplier')).toBe(404);
    expect(await statusOf(other.path, 'viewer')).toBe(200);
    expect(await statusOf(unnamed.path, 'viewer')).toBe(404);
    expect(await statusOf(unnamed.path, 'owner')).toBe(200);
    const listed = async (role: string) => {
      const answer = await server.call('/v1/jobs?limit=100', { headers: cookies.get(role)! });
      return ((await answer.json()) as { items: LongJob[] }).items.map(({ id }) => id);
    };
    expect(await listed('supplier')).toEqual([own.jobId]);
    expect(await listed('viewer')).not.toContain(unnamed.jobId);
    expect(await listed('owner')).toEqual(expect.arrayContaining([own.jobId, other.jobId, unnamed.jobId]));
  });

  it('ends for a key that is revoked and a member who was removed', async () => {
    const { path } = await job();
    const id = newId();
    const { secret } = await demo.keys.create({
      id,
      brandId: demo.brandId,
      kind: 'secret',
      mode: 'live',
      name: 'short',
    });
    const byKey = await follow(path, { authorization: `Bearer ${secret}` });
    await seen(byKey, 1);
    await demo.keys.revoke(demo.brandId, id);
    await byKey.ended;
    expect(byKey.messages.at(-1)).toEqual({
      event: 'closed',
      id: undefined,
      data: { code: 'unauthenticated' },
    });
    const byCookie = await follow(path, cookies.get('viewer'));
    await seen(byCookie, 1);
    await server.database.authPool.query(`DELETE FROM auth.member WHERE role = 'viewer'`);
    await byCookie.ended;
    expect(byCookie.messages.at(-1)).toMatchObject({ event: 'closed', data: { code: 'forbidden' } });
  });

  it('is limited in number', async () => {
    const { path } = await job();
    const streams = await Promise.all(Array.from({ length: 55 }, () => follow(path)));
    const counts = Map.groupBy(streams, ({ status }) => status);
    expect(counts.get(429)!.length).toBeGreaterThanOrEqual(5);
    for (const stream of streams) stream.close();
    await expect
      .poll(async () => {
        const stream = await follow(path);
        stream.close();
        return stream.status;
      })
      .toBe(200);
  });
});

describe('cancelling', () => {
  it('stops the work, ends the streams and is an event', async () => {
    const receiver = await startReceiver();
    const { secret } = await server.shop.createWebhookEndpoint({
      body: { url: receiver.url, eventTypes: ['job.cancelled'] },
    });
    const { jobId, path, set } = await job();
    const stream = await follow(path);
    const cancelled = await server.shop.cancelJob({ params: { jobId } });
    expect(cancelled.status).toBe('cancelled');
    await stream.ended;
    expect(states(stream).at(-1)).toMatch(/^cancelled/);
    await expect.poll(() => receiver.received.length, { timeout: 5_000 }).toBe(1);
    expect(verified(secret!, receiver.received[0]!)).toMatchObject({
      type: 'job.cancelled',
      data: { jobId },
    });
    await expect(server.shop.cancelJob({ params: { jobId } })).rejects.toMatchObject({ code: 'job_state' });
    await set({});
    receiver.stop();
  });

  it('an import leaves the draft as it was', async () => {
    const { items } = await server.shop.listJobs({ query: { kind: 'variants.import', status: 'waiting' } });
    const params = { jobId: items[0]!.id };
    await server.shop.cancelJob({ params });
    await expect(server.shop.applyVariantImport({ params })).rejects.toMatchObject({ code: 'job_state' });
    expect((await server.shop.getJob({ params })).status).toBe('cancelled');
  });

  it('is for whoever began it or may change its subject', async () => {
    const { jobId } = await job({ kind: 'webhooks.replay' });
    const cancel = (role: string) =>
      server.call(`/v1/jobs/${jobId}/cancel`, { method: 'POST', headers: cookies.get(role)! });
    expect((await cancel('supplier')).status).toBe(404);
    expect((await cancel('owner')).status).toBe(200);
  });
});

it('lets the server stop while streams are open', async () => {
  const { path } = await job();
  const stream = await follow(path);
  await seen(stream, 1);
  const began = performance.now();
  await server.api.close();
  await stream.ended;
  expect(performance.now() - began).toBeLessThan(5_000);
});
