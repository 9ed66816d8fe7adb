import { ApiKeys } from '@luneo/auth';
import { api, type Route } from '@luneo/contracts';
import { withClient } from '@luneo/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, PASSWORD, signIn } from '../api/kit/brands.ts';
import { untilBlocked } from '../api/kit/locks.ts';
import { absentIds } from '../api/kit/requests.ts';
import { SHOP, startServer, type TestServer } from '../api/kit/server.ts';
import { until } from '../api/kit/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'answers.test.ts', worker: false });
});
afterAll(() => server?.stop());

describe('the headers of every answer', () => {
  const EXPECTED: Readonly<Record<string, RegExp>> = {
    'x-content-type-options': /^nosniff$/,
    'content-security-policy': /default-src/,
  };
  const wrong = (path: string, { headers }: Response): string[] => [
    ...Object.entries(EXPECTED)
      .filter(([name, pattern]) => !pattern.test(headers.get(name) ?? ''))
      .map(([name]) => `${path} lacks ${name}`),
    ...['x-powered-by', 'server'].filter((name) => headers.has(name)).map((name) => `${path} tells ${name}`),
  ];

  it('protect, on every route of the running router', async () => {
    const faults: string[] = [];
    const routes = server.api.routes.filter(({ method }) => !['HEAD', 'OPTIONS'].includes(method));
    expect(routes.length).toBeGreaterThan(60);
    for (const { method, url } of routes) {
      const path = url.replace(/:(\w+)/g, (_, name: string) => absentIds()[name] ?? 'x').replaceAll('*', 'x');
      const answer = await server.call(path, { method });
      faults.push(...wrong(`${method} ${url}`, answer));
      // What is not read keeps its connection, for which the server waits at its end.
      await answer.body?.cancel();
    }
    expect(faults).toEqual([]);
  });

  it.each([
    '/',
    '/nothing',
    '/v1/%',
    '/v1/orders/%ED%A0%80',
    `/v1/${'x'.repeat(3_000)}`,
    '/v1/../../etc/passwd',
  ])('protect where there is nothing: %s', async (path) => {
    expect(wrong(path, await server.call(path))).toEqual([]);
  });

  it('keep what is one brand’s own out of shared caches', async () => {
    const routes = Object.values<Route>(api).filter(
      ({ method, params, credentials }) =>
        method === 'GET' && params === undefined && !credentials.includes('public'),
    );
    expect(routes.length).toBeGreaterThan(3);
    for (const { path } of routes) {
      const answer = await server.call(path, {
        headers: { authorization: `Bearer ${server.demo.secretKey}` },
      });
      await answer.body?.cancel();
      if (answer.status === 200)
        expect(answer.headers.get('cache-control') ?? 'private').not.toContain('public');
    }
  });
});

describe('where a request comes from', () => {
  it('an origin that only looks like an allowed one gets nothing', async () => {
    const shop = new URL(SHOP);
    const near = [
      `${SHOP}.evil.test`,
      `https://evil.test/${shop.host}`,
      `http://${shop.hostname}x`,
      'null',
      `${SHOP}:1`,
      SHOP.toUpperCase(),
    ];
    for (const origin of near) {
      const answer = await server.call('/v1/widget-sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ key: server.demo.publishableKey, productId: server.demo.products.mug }),
      });
      expect([origin, answer.status]).toEqual([origin, 403]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('a host header changes no address in an answer', async () => {
    const answer = await server.call('/v1/nothing', { headers: { 'x-forwarded-host': 'evil.test' } });
    expect(await answer.text()).not.toContain('evil.test');
  });
});

describe('requests without end', () => {
  it('are counted by the address of the connection, not by what a header says', async () => {
    const limited = await startServer({ file: 'answers.test.ts', worker: false, requestsPerMinute: 20 });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 30; i++) {
        const headers = {
          'x-forwarded-for': `10.0.0.${i}`,
          'x-real-ip': `10.0.1.${i}`,
          forwarded: `for=10.0.2.${i}`,
        };
        statuses.push((await limited.call('/v1/nothing', { headers })).status);
      }
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
      const refused = await limited.call('/v1/nothing');
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(refused.headers.get('ratelimit-limit')).toBe('20');
      expect(refused.headers.get('ratelimit-remaining')).toBe('0');
      // A new credential for every request: each has its own count, the address has one.
      const guessed: number[] = [];
      for (let i = 0; i < 200; i++) {
        const authorization = `Bearer sk_test_${String(i).padStart(32, '0')}`;
        guessed.push((await limited.call('/v1/nothing', { headers: { authorization } })).status);
      }
      expect(guessed[0]).toBe(404);
      expect(guessed.at(-1)).toBe(429);
    } finally {
      await limited.stop();
    }
  });
});

describe('more than can be answered at a time', () => {
  it('is turned away at once; those inside end, and their places are free again', async () => {
    const narrow = await startServer({
      file: 'answers.test.ts',
      worker: false,
      settings: { concurrentRequests: 4 },
    });
    const authorization = `Bearer ${narrow.demo.secretKey}`;
    const read = (signal?: AbortSignal): Promise<Response> =>
      narrow.call('/v1/products', { headers: { authorization }, ...(signal && { signal }) });
    try {
      await withClient(narrow.urls.directUrl, async (sql) => {
        await sql.query('BEGIN; LOCK TABLE product IN ACCESS EXCLUSIVE MODE');
        const gone = new AbortController();
        const left = read(gone.signal).catch((error: Error) => error.name);
        const inside = [read(), read(), read()];
        await untilBlocked(sql, 4);
        const refused = await read();
        expect(refused.status).toBe(503);
        expect(refused.headers.get('retry-after')).toBe('1');
        expect(await refused.json()).toMatchObject({ code: 'unavailable' });
        expect((await narrow.call('/health/live')).status).toBe(200);
        gone.abort();
        expect(await left).toBe('AbortError');
        // The place of the one that left is free as soon as the server hears of it.
        inside.push(
          until(
            () => read(),
            ({ status }) => status !== 503,
          ),
        );
        await untilBlocked(sql, 5);
        await sql.query('COMMIT');
        expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      });
      expect((await read()).status).toBe(200);
    } finally {
      await narrow.stop();
    }
  });
});

describe('what is written down', () => {
  it('holds no secret, whatever was done', async () => {
    const brand = await makeBrand(server, 'quiet');
    const cookie = await brand.signIn('owner');
    await signIn(server, 'owner@quiet.test', PASSWORD);
    await server.call('/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.origin },
      body: JSON.stringify({ email: 'owner@quiet.test', password: 'wrong-and-private' }),
    });
    const session = await server.call('/v1/widget-sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: SHOP },
      body: JSON.stringify({ key: server.demo.publishableKey, productId: server.demo.products.mug }),
    });
    const { token } = (await session.json()) as { token: string };
    const keys = new ApiKeys({
      pool: server.database.authPool,
      clock: { now: () => Date.now() },
      cache: server.cache,
    });
    for (const bearer of [brand.secretKey, token, 'sk_test_forgedforgedforgedforged'])
      for (const path of ['/v1/orders', `/v1/orders?secret=${brand.secretKey}`, '/v1/orders/%', '/v1/quotes'])
        await server.call(path, { headers: { authorization: `Bearer ${bearer}`, cookie } });
    await keys.principal('sk_test_forgedforgedforgedforged').catch(() => undefined);
    const written = JSON.stringify(server.lines);
    expect(server.lines.length).toBeGreaterThan(10);
    const secrets = [
      PASSWORD,
      'wrong-and-private',
      brand.secretKey,
      token,
      server.demo.secretKey,
      server.demo.password,
      cookie.split('=')[1]!,
    ];
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });
});
