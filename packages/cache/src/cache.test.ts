import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fixedClock } from '@luneo/kernel';
import { redisMissing, startTestRedis, type TestRedis } from '@luneo/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Cache, MemoryCache, RedisCache } from './index.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 1);
const lines: string[] = [];
const note = (_: object, message: string): void => void lines.push(message);
const log = { info: note, warn: note };
const redisOf = (url: string, clock = fixedClock(START_MS)) => new RedisCache({ url, clock, log });
const ready = (cache: Cache) => vi.waitFor(() => cache.check(), 5_000);

const kinds = [
  { name: 'in memory', shared: false },
  ...(redisMissing() === undefined ? [{ name: 'in Redis', shared: true }] : []),
];
let redis: TestRedis;
beforeAll(async () => {
  if (redisMissing() === undefined) redis = await startTestRedis();
});
afterAll(() => redis?.stop());

describe.each(kinds)('a cache $name', ({ shared }) => {
  const clock = fixedClock(START_MS);
  let cache: Cache;
  beforeAll(async () => {
    cache = shared ? redisOf(redis.url, clock) : new MemoryCache(clock);
    await ready(cache);
  });
  afterAll(() => cache.close());

  it('keeps, replaces and forgets', async () => {
    expect(await cache.get('a')).toBeUndefined();
    await cache.set('a', 'one', MINUTE_MS);
    await cache.set('a', 'two é🙂', MINUTE_MS);
    expect(await cache.get('a')).toBe('two é🙂');
    await cache.delete('a');
    expect(await cache.get('a')).toBeUndefined();
  });

  it('forgets by itself when the time is over', async () => {
    await cache.set('b', 'x', shared ? 50 : MINUTE_MS);
    expect(await cache.get('b')).toBe('x');
    if (!shared) clock.advance(MINUTE_MS + 1);
    await expect.poll(() => cache.get('b')).toBeUndefined();
  });

  it('counts within a window that begins with the first hit, each key for itself', async () => {
    const windowMs = shared ? 300 : MINUTE_MS;
    const first = await cache.count('c', windowMs);
    expect(first.count).toBe(1);
    expect(first.endsInMs).toBeGreaterThan(windowMs - 200);
    const second = await cache.count('c', windowMs);
    expect(second.count).toBe(2);
    expect(second.endsInMs).toBeLessThanOrEqual(first.endsInMs);
    expect((await cache.count('d', MINUTE_MS)).count).toBe(1);
    clock.advance(windowMs);
    await vi.waitFor(async () => expect((await cache.count('c', windowMs)).count).toBe(1), 2_000);
  });

  it('counts each of many hits at once', async () => {
    const counts = await Promise.all(Array.from({ length: 200 }, () => cache.count('e', MINUTE_MS)));
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
  });
});

// Where Redis is not installed the table of capabilities says so.
describe.runIf(redisMissing() === undefined)('caches of several processes', () => {
  it('share what they keep and count', async () => {
    const [one, two] = [redisOf(redis.url), redisOf(redis.url)];
    await Promise.all([ready(one), ready(two)]);
    await one.set('shared', 'yes', MINUTE_MS);
    expect(await two.get('shared')).toBe('yes');
    await one.count('hits', MINUTE_MS);
    expect((await two.count('hits', MINUTE_MS)).count).toBe(2);
    await Promise.all([one.close(), two.close()]);
  });

  it('count alone while Redis is away, and together again when it is back', async () => {
    const own = await startTestRedis();
    onTestFinished(() => own.stop());
    const clock = fixedClock(START_MS);
    const cache = redisOf(own.url, clock);
    await ready(cache);
    lines.length = 0;
    await own.kill();
    await cache.set('k', 'v', MINUTE_MS);
    expect(await cache.get('k')).toBeUndefined();
    await cache.delete('k');
    expect((await cache.count('k', MINUTE_MS)).count).toBe(1);
    expect((await cache.count('k', MINUTE_MS)).count).toBe(2);
    await expect(cache.check()).rejects.toMatchObject({ code: 'unavailable' });
    await own.start();
    clock.advance(5_000);
    await ready(cache);
    await expect
      .poll(async () => {
        clock.advance(5_000);
        await cache.set('k', 'v', MINUTE_MS);
        return cache.get('k');
      })
      .toBe('v');
    // A busy machine may answer late once more.
    expect(lines.slice(0, 2)).toEqual([
      'Redis is away: this process counts and caches alone',
      'Redis is back',
    ]);
    await cache.close();
  });

  it('wait a quarter of a second for a Redis that hangs, then leave it alone for two', async () => {
    const own = await startTestRedis();
    onTestFinished(() => own.stop());
    const clock = fixedClock(START_MS);
    const cache = redisOf(own.url, clock);
    await ready(cache);
    own.pause();
    const started = performance.now();
    for (let i = 0; i < 100; i++) await cache.count('k', MINUTE_MS);
    expect(performance.now() - started).toBeLessThan(2_000);
    own.resume();
    clock.advance(2_001);
    await vi.waitFor(async () => {
      await cache.set('x', 'y', MINUTE_MS);
      expect(await cache.get('x')).toBe('y');
    });
    await cache.close();
  });

  it('make do with seven commands, by TLS, as a user', async () => {
    const own = await startTestRedis({ restricted: true });
    onTestFinished(() => own.stop());
    const script = `
      import { RedisCache } from '@luneo/cache';
      const cache = new RedisCache({ url: ${JSON.stringify(own.url)}, clock: { now: () => Date.now() }, log: { info() {}, warn(fields) { console.error(fields); } } });
      for (let i = 0; i < 50 && !(await cache.check().then(() => true, () => false)); i++) await new Promise((r) => setTimeout(r, 50));
      await cache.set('k', 'v', 60000);
      const found = await cache.get('k');
      await cache.delete('k');
      console.log(found, await cache.get('k'), (await cache.count('c', 60000)).count, (await cache.count('c', 60000)).count);
      await cache.close();`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@luneo/source', '--input-type=module', '-e', script],
      {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
        env: { NODE_EXTRA_CA_CERTS: own.caFile },
      },
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'v undefined 1 2\n', stderr: '' });
  });
});
