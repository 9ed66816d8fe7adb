import { MemoryCache, RedisCache } from '@luneo/cache';
import { redisMissing, startTestRedis, type TestRedis } from '@luneo/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeBrand, newId, type TestBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';

const PER_MINUTE = 30;
const clock = { now: () => Date.now() };
const log = { info: () => undefined, warn: () => undefined };

// Where Redis is not installed the table of capabilities says so.
describe.runIf(redisMissing() === undefined)('two processes of one installation', () => {
  let redis: TestRedis;
  let one: TestServer;
  let two: TestServer;
  let brand: TestBrand;

  beforeAll(async () => {
    redis = await startTestRedis();
    const secret = 'a secret of forty characters, only tests';
    const start = async () => {
      const cache = new RedisCache({ url: redis.url, clock, log });
      await vi.waitFor(() => cache.check(), 5_000);
      const settings = { secret, passwordTriesPerMinute: 5 };
      return startServer({
        file: 'redis.test.ts',
        cache,
        settings,
        worker: false,
        requestsPerMinute: PER_MINUTE,
      });
    };
    one = await start();
    two = await start();
    brand = await makeBrand(one, 'shared');
  });
  afterAll(async () => {
    await one?.stop();
    await two?.stop();
    await redis?.stop();
  });

  const makeKey = () =>
    brand.keys.create({ id: newId(), brandId: brand.brandId, kind: 'secret', mode: 'test', name: 'k' });
  const orders = (server: TestServer, bearer: string) =>
    server.call('/v1/orders', { headers: { authorization: `Bearer ${bearer}` } });

  it('count the requests of a key together', async () => {
    const { secret } = await makeKey();
    const answers: Response[] = [];
    for (let i = 0; i < PER_MINUTE + 2; i++) answers.push(await orders(i % 2 === 0 ? one : two, secret));
    expect(answers.map(({ status }) => status)).toEqual([...Array(PER_MINUTE).fill(200), 429, 429]);
    expect(answers[1]!.headers.get('ratelimit-remaining')).toBe(String(PER_MINUTE - 2));
    const wait = Number(answers.at(-1)!.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it('keep no key and no token in Redis', async () => {
    const { secret } = await makeKey();
    await orders(one, secret);
    const { createClient } = await import('@redis/client');
    const client = await createClient({ url: redis.url }).connect();
    const names = await client.keys('*');
    client.destroy();
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).not.toContain(secret.slice(8));
  });

  it('end a session and the tokens of a key for each other at once', async () => {
    const { secret, record } = await makeKey();
    const exchanged = await one.call('/v1/access-tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{}',
    });
    const { token } = (await exchanged.json()) as { token: string };
    expect((await orders(two, token)).status).toBe(200);
    await brand.keys.revoke(brand.brandId, record.id);
    expect((await orders(two, token)).status).toBe(401);

    const cookie = await brand.signIn('owner');
    const read = () => two.call('/v1/orders', { headers: { cookie } });
    expect((await read()).status).toBe(200);
    const out = await one.call('/auth/sign-out', {
      method: 'POST',
      headers: { cookie, origin: one.origin, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(out.status).toBe(200);
    expect((await read()).status).toBe(401);
  });

  it('count tries of a password together', async () => {
    const guess = (server: TestServer) =>
      server.call('/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.origin },
        body: JSON.stringify({ email: 'owner@shared.test', password: 'a wrong guess of length' }),
      });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await guess(i % 2 === 0 ? one : two)).status);
    const first = statuses.indexOf(429);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(5);
    expect(statuses.slice(first)).toEqual(Array(12 - first).fill(429));
  });

  it('go on without Redis, each counting for itself, and say so', async () => {
    const { secret } = await makeKey();
    await redis.kill();
    expect((await orders(one, secret)).status).toBe(200);
    expect((await brand.signIn('viewer')).length).toBeGreaterThan(0);
    const statuses: number[] = [];
    for (let i = 0; i < PER_MINUTE + 1; i++) statuses.push((await orders(two, secret)).status);
    expect(statuses.at(-1)).toBe(429);
    await redis.start();
    await vi.waitFor(() => Promise.all([one.cache.check(), two.cache.check()]), 10_000);
    expect((await orders(one, secret)).status).toBe(200);
  });
});

it('a session ends at once in a single process too', async () => {
  const server = await startServer({ file: 'redis.test.ts', worker: false, cache: new MemoryCache(clock) });
  const brand = await makeBrand(server, 'single');
  const cookie = await brand.signIn('owner');
  const read = () => server.call('/v1/orders', { headers: { cookie } });
  expect((await read()).status).toBe(200);
  await server.call('/auth/sign-out', {
    method: 'POST',
    headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
    body: '{}',
  });
  expect((await read()).status).toBe(401);
  await server.stop();
});
