import type { ApiKey, ApiKeyWithSecret } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, newId, type TestBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';

const HOUR_MS = 3_600_000;
const offset = { ms: 0 };
const clock = { now: () => Date.now() + offset.ms };

let server: TestServer;
let brand: TestBrand;
let owner: Record<string, string>;
beforeAll(async () => {
  server = await startServer({ file: 'keys.test.ts', worker: false, clock });
  brand = await makeBrand(server, 'keys');
  owner = { cookie: await brand.signIn('owner'), origin: server.origin };
});
afterAll(() => server?.stop());

/** The answer's body: what was asked for, or the problem. */
async function call<T = unknown>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = owner,
): Promise<T> {
  const answer = await server.call(path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
const make = (body: object, headers = owner) =>
  call<ApiKeyWithSecret>(
    'POST',
    '/v1/api-keys',
    { kind: 'secret', mode: 'test', name: 'Shop', ...body },
    headers,
  );
const asKey = async (secret: string | null, path = '/v1/orders'): Promise<number> =>
  (await server.call(path, { headers: { authorization: `Bearer ${secret}` } })).status;

describe('a secret key', () => {
  it('is shown once, works, and is told by its beginning afterwards', async () => {
    const made = await make({});
    expect(made.secret).toMatch(/^sk_test_[A-Za-z0-9]{32}$/);
    expect(made).toMatchObject({ status: 'in_use', scopes: null, prefix: made.secret!.slice(0, 16) });
    expect(await asKey(made.secret)).toBe(200);
    const shown = await call<ApiKey>('GET', `/v1/api-keys/${made.id}`);
    expect(JSON.stringify(shown)).not.toContain(made.secret!.slice(16));
    const listed = await call<{ items: ApiKey[] }>('GET', '/v1/api-keys?kind=secret');
    expect(listed.items.map(({ id }) => id)).toContain(made.id);
  });

  it('may do what its scopes say and nothing else', async () => {
    const { secret } = await make({ scopes: ['products.read'] });
    expect(await asKey(secret, '/v1/products')).toBe(200);
    const refused = await server.call('/v1/orders', { headers: { authorization: `Bearer ${secret}` } });
    expect(await refused.json()).toMatchObject({ status: 403, params: { permission: 'orders.read' } });
  });

  it('gets other scopes at once, and back', async () => {
    const { id, secret } = await make({ scopes: ['products.read'] });
    await call('PATCH', `/v1/api-keys/${id}`, { scopes: ['orders.read'] });
    expect([await asKey(secret), await asKey(secret, '/v1/products')]).toEqual([200, 403]);
    expect(await call('PATCH', `/v1/api-keys/${id}`, { scopes: null })).toMatchObject({ scopes: null });
    expect([await asKey(secret), await asKey(secret, '/v1/products')]).toEqual([200, 200]);
  });

  it('ends when it was said to', async () => {
    const { id, secret } = await make({ expiresAt: new Date(clock.now() + HOUR_MS).toISOString() });
    expect(await asKey(secret)).toBe(200);
    offset.ms += HOUR_MS;
    expect(await asKey(secret)).toBe(401);
    expect(await call('GET', `/v1/api-keys/${id}`)).toMatchObject({ status: 'expired' });
    expect(await call('PATCH', `/v1/api-keys/${id}`, { name: 'Late' })).toMatchObject({
      code: 'key_not_in_use',
    });
    const past = await make({ expiresAt: '2020-01-01T00:00:00Z' });
    expect(past).toMatchObject({
      status: 422,
      code: 'expiry_past',
      errors: [{ pointer: '/body/expiresAt' }],
    });
  });

  it('tells when it was used last, to the minute', async () => {
    const { id, secret } = await make({});
    expect(await call('GET', `/v1/api-keys/${id}`)).toMatchObject({ lastUsedAt: null });
    const used = async () => {
      await asKey(secret);
      return expect
        .poll(async () => (await call<ApiKey>('GET', `/v1/api-keys/${id}`)).lastUsedAt)
        .not.toBeNull()
        .then(async () => (await call<ApiKey>('GET', `/v1/api-keys/${id}`)).lastUsedAt);
    };
    const first = await used();
    expect(await used()).toBe(first);
    offset.ms += 120_000;
    await asKey(secret);
    await expect
      .poll(async () => (await call<ApiKey>('GET', `/v1/api-keys/${id}`)).lastUsedAt)
      .not.toBe(first);
  });
});

describe('a rotation', () => {
  it('leaves both keys working until the overlap ends', async () => {
    const old = await make({ scopes: ['orders.read'], name: 'Till' });
    const made = await call<ApiKeyWithSecret>('POST', `/v1/api-keys/${old.id}/rotate`, { overlapHours: 2 });
    expect(made).toMatchObject({
      name: 'Till',
      scopes: ['orders.read'],
      rotatedFrom: old.id,
      expiresAt: null,
    });
    expect([await asKey(old.secret), await asKey(made.secret)]).toEqual([200, 200]);
    offset.ms += 2 * HOUR_MS;
    expect([await asKey(old.secret), await asKey(made.secret)]).toEqual([401, 200]);
  });

  it('of no overlap ends the old key at once', async () => {
    const old = await make({});
    const made = await call<ApiKeyWithSecret>('POST', `/v1/api-keys/${old.id}/rotate`, { overlapHours: 0 });
    expect([await asKey(old.secret), await asKey(made.secret)]).toEqual([401, 200]);
    expect(await call('POST', `/v1/api-keys/${old.id}/rotate`, {})).toMatchObject({
      status: 409,
      code: 'key_not_in_use',
    });
  });

  it('never lets the old key live longer than it was meant to', async () => {
    const old = await make({ expiresAt: new Date(clock.now() + HOUR_MS).toISOString() });
    await call('POST', `/v1/api-keys/${old.id}/rotate`, { overlapHours: 100 });
    expect(await call<ApiKey>('GET', `/v1/api-keys/${old.id}`)).toMatchObject({ expiresAt: old.expiresAt });
  });

  it('repeated under one idempotency key makes one key, and shows its secret once', async () => {
    const old = await make({});
    const headers = { ...owner, 'idempotency-key': 'rotate-1' };
    const first = await call<ApiKeyWithSecret>('POST', `/v1/api-keys/${old.id}/rotate`, {}, headers);
    const again = await call<ApiKeyWithSecret>('POST', `/v1/api-keys/${old.id}/rotate`, {}, headers);
    expect(again).toEqual({ ...first, secret: null });
  });
});

describe('a publishable key', () => {
  const session = async (key: string | null, origin: string): Promise<number> => {
    const { status } = await server.call('/v1/widget-sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ key, productId: server.demo.products.mug }),
    });
    return status;
  };

  it('opens the customizer for its own pages alone', async () => {
    const demo = unwrap(fromPublicId('brand', server.demo.brandId));
    const { record, secret } = await brand.keys.create({
      id: newId(),
      brandId: demo,
      kind: 'publishable',
      mode: 'live',
      name: 'Shop',
      origins: ['https://one.test'],
    });
    expect(await session(secret, 'https://one.test')).toBe(201);
    expect(await session(secret, 'https://two.test')).toBe(403);
    await brand.keys.update(demo, record.id, { origins: ['https://two.test'] });
    expect([await session(secret, 'https://one.test'), await session(secret, 'https://two.test')]).toEqual([
      403, 201,
    ]);
  });

  it.each([
    'https://shop.test/',
    'http://shop.test',
    'shop.test',
    'https://*.test',
    'https://a.test/x',
    'null',
  ])('takes no origin like %s', async (origin) => {
    const made = await make({ kind: 'publishable', origins: [origin] });
    expect(made).toMatchObject({
      status: 400,
      code: 'request_invalid',
      errors: [{ pointer: '/body/origins/0' }],
    });
  });

  it('ends for the tokens it gave within half a minute', async () => {
    const demo = unwrap(fromPublicId('brand', server.demo.brandId));
    const made = await brand.keys.create({
      id: newId(),
      brandId: demo,
      kind: 'publishable',
      mode: 'live',
      name: 'Shop',
      origins: ['https://one.test'],
    });
    const answer = await server.call('/v1/widget-sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://one.test' },
      body: JSON.stringify({ key: made.secret, productId: server.demo.products.mug }),
    });
    const { token } = (await answer.json()) as { token: string };
    const product = `/v1/products/${server.demo.products.mug}`;
    expect(await asKey(token, product)).toBe(200);
    await brand.keys.revoke(demo, made.record.id);
    offset.ms += 30_000;
    expect(await asKey(token, product)).toBe(401);
  });

  it('has origins and no scopes, and a secret key the other way round', async () => {
    const publishable = await make({ kind: 'publishable', origins: ['https://a.test'] });
    expect(await call('PATCH', `/v1/api-keys/${publishable.id}`, { scopes: ['orders.read'] })).toMatchObject({
      code: 'key_kind',
    });
    const secret = await make({});
    expect(await call('PATCH', `/v1/api-keys/${secret.id}`, { origins: ['https://a.test'] })).toMatchObject({
      code: 'key_kind',
    });
  });
});

describe('the list', () => {
  it('pages, newest first, and finds by state', async () => {
    const own = await makeBrand(server, 'list');
    const headers = { cookie: await own.signIn('admin'), origin: server.origin };
    const made = [];
    for (let i = 0; i < 5; i++) made.push((await make({ name: `k${i}` }, headers)).id);
    await call('DELETE', `/v1/api-keys/${made[0]}`, undefined, headers);
    const first = await call<{ items: ApiKey[]; nextCursor: string }>(
      'GET',
      '/v1/api-keys?kind=secret&limit=3',
      undefined,
      headers,
    );
    const rest = await call<{ items: ApiKey[]; nextCursor: null }>(
      'GET',
      `/v1/api-keys?kind=secret&limit=3&cursor=${first.nextCursor}`,
      undefined,
      headers,
    );
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual([
      'k4',
      'k3',
      'k2',
      'k1',
      'k0',
      'shop',
    ]);
    const revoked = await call<{ items: ApiKey[] }>('GET', '/v1/api-keys?status=revoked', undefined, headers);
    expect(revoked.items.map(({ id }) => id)).toEqual([made[0]]);
  });

  it('ends at a hundred keys in use', async () => {
    const full = await makeBrand(server, 'full');
    const headers = { cookie: await full.signIn('owner'), origin: server.origin };
    for (let i = 0; i < 98; i++)
      await full.keys.create({ id: newId(), brandId: full.brandId, kind: 'secret', mode: 'test', name: 'x' });
    expect(await make({}, headers)).toMatchObject({ status: 409, code: 'key_limit' });
  });

  it('is not for those who may not manage keys, nor for keys', async () => {
    const viewer = { cookie: await brand.signIn('viewer'), origin: server.origin };
    expect(await call('GET', '/v1/api-keys', undefined, viewer)).toMatchObject({ status: 403 });
    expect(await asKey(brand.secretKey, '/v1/api-keys')).toBe(403);
  });

  it('is in the audit log, without the secret', async () => {
    const { id, secret } = await make({ name: 'Audited' });
    const entries = await call<{ items: { operation: string; after: object }[] }>(
      'GET',
      '/v1/audit-entries?limit=5',
    );
    expect(entries.items[0]).toMatchObject({ operation: 'createApiKey', after: { name: 'Audited' } });
    expect(JSON.stringify(entries)).not.toContain(secret!.slice(16));
    await call('DELETE', `/v1/api-keys/${id}`);
  });
});
