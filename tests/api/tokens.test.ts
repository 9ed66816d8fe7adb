import { KeyRing } from '@luneo/auth';
import type { AccessToken, Jwks } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, newId, type TestBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { openWidget } from './kit/shopper.ts';

const MINUTE_MS = 60_000;
const offset = { ms: 0 };
const clock = { now: () => Date.now() + offset.ms };
const secret = 'a secret of forty characters, only tests';

let server: TestServer;
let brand: TestBrand;
beforeAll(async () => {
  server = await startServer({ file: 'tokens.test.ts', worker: false, clock, settings: { secret } });
  brand = await makeBrand(server, 'tokens');
});
afterAll(() => server?.stop());

const makeKey = (scopes: string[] = []) =>
  brand.keys.create({ id: newId(), brandId: brand.brandId, kind: 'secret', mode: 'live', name: 'k', scopes });
const exchange = async (bearer: string, body: object = {}) => {
  const answer = await server.call('/v1/access-tokens', {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as AccessToken & { code?: string } };
};
const status = async (bearer: string, path = '/v1/orders'): Promise<number> =>
  (await server.call(path, { headers: { authorization: `Bearer ${bearer}` } })).status;
const published = async (): Promise<Jwks> =>
  (await server.call('/.well-known/jwks.json')).json() as Promise<Jwks>;

describe('an access token', () => {
  it('does what its key may, and ends by itself', async () => {
    const { secret: key } = await makeKey();
    const { status: made, body } = await exchange(key, { lifetimeSeconds: 120 });
    expect(made).toBe(201);
    expect(Date.parse(body.expiresAt) - clock.now()).toBeLessThanOrEqual(120_000);
    expect(await status(body.token)).toBe(200);
    offset.ms += 2 * MINUTE_MS;
    const late = await server.call('/v1/orders', { headers: { authorization: `Bearer ${body.token}` } });
    expect(await late.json()).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('may be narrower than its key, never wider', async () => {
    const { secret: key } = await makeKey(['orders.read', 'products.read']);
    const { body: narrow } = await exchange(key, { scopes: ['products.read'] });
    expect(narrow.scopes).toEqual(['products.read']);
    expect([await status(narrow.token, '/v1/products'), await status(narrow.token)]).toEqual([200, 403]);
    expect(await exchange(key, { scopes: ['orders.write'] })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', params: { permission: 'orders.write' } },
    });
  });

  it('makes no further token, and none comes of other credentials', async () => {
    const { secret: key } = await makeKey();
    const { body } = await exchange(key);
    expect(await exchange(body.token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const { token: widget } = await openWidget(server, 'mug');
    expect(await exchange(widget)).toMatchObject({ status: 403 });
    expect(await exchange(brand.publishableKey)).toMatchObject({ status: 401 });
  });

  it('ends with its key within half a minute', async () => {
    const { secret: key, record } = await makeKey();
    const { body } = await exchange(key);
    expect(await status(body.token)).toBe(200);
    await brand.keys.revoke(brand.brandId, record.id);
    offset.ms += 31_000;
    expect(await status(body.token)).toBe(401);
  });
});

describe('the published keys', () => {
  it('prove the tokens of keys and of the customizer', async () => {
    const { secret: key } = await makeKey();
    const set = createLocalJWKSet((await published()) as JSONWebKeySet);
    const currentDate = new Date(clock.now());
    const { payload } = await jwtVerify((await exchange(key)).body.token, set, { currentDate });
    expect(payload).toMatchObject({ iss: 'luneo', aud: 'luneo-api', brand: brand.brandId });
    const { token } = await openWidget(server, 'mug');
    expect((await jwtVerify(token, set, { currentDate })).payload).toMatchObject({
      aud: 'luneo-widget',
      brand: unwrap(fromPublicId('brand', server.demo.brandId)),
    });
  });

  it('turn without ending a token or a session', async () => {
    const { secret: key } = await makeKey();
    const cookie = await brand.signIn('owner');
    const { token: shopper } = await openWidget(server, 'mug');
    const { body: before } = await exchange(key);
    const elsewhere = new KeyRing({ pool: server.database.authPool, secret, clock, newId });
    await elsewhere.turn();
    offset.ms += 11 * MINUTE_MS;
    const { body: after } = await exchange(key);
    expect(decodeProtectedHeader(after.token).kid).not.toBe(decodeProtectedHeader(before.token).kid);
    expect((await published()).keys.length).toBeGreaterThan(1);
    expect([await status(before.token), await status(after.token)]).toEqual([200, 200]);
    expect(await status(shopper, `/v1/products/${server.demo.products.mug}`)).toBe(200);
    expect((await server.call('/v1/orders', { headers: { cookie } })).status).toBe(200);
  });

  it('may be kept for five minutes', async () => {
    const answer = await server.call('/.well-known/jwks.json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  });
});
