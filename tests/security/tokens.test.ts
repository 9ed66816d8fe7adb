import { createHmac } from 'node:crypto';
import type { Problem } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, newId, type TestBrand } from '../api/kit/brands.ts';
import { startServer, type TestServer } from '../api/kit/server.ts';
import { openWidget } from '../api/kit/shopper.ts';

let server: TestServer;
let brand: TestBrand;
let token: string;
let published: { x: string };
beforeAll(async () => {
  server = await startServer({ file: 'tokens.test.ts', worker: false });
  brand = await makeBrand(server, 'other');
  ({ token } = await openWidget(server, 'mug'));
  const jwks = (await (await server.call('/.well-known/jwks.json')).json()) as { keys: { x: string }[] };
  published = jwks.keys[0]!;
});
afterAll(() => server?.stop());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (jwt: string): Record<string, unknown>[] =>
  jwt
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
/** The token with another header or payload, signed by somebody who lacks the key. */
function forged(header: object, payload: object, key = 'guess'): string {
  const [oldHeader, oldPayload] = partsOf(token);
  const body = `${encode({ ...oldHeader, ...header })}.${encode({ ...oldPayload, ...payload })}`;
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}
/** The token for another audience, under its own signature. */
function renamed(aud: string): string {
  const [header, payload] = partsOf(token);
  return `${encode(header)}.${encode({ ...payload, aud, scope: 'orders.read' })}.${token.split('.')[2]}`;
}
const asBearer = (bearer: string): Promise<Response> =>
  server.call(`/v1/products/${server.demo.products.mug}`, { headers: { authorization: `Bearer ${bearer}` } });

describe('a widget token', () => {
  it('is let in as it was given', async () => {
    expect((await asBearer(token)).status).toBe(200);
  });

  const signature = () => token.split('.')[2]!;
  it.each([
    ['signed by nobody', () => `${forged({ alg: 'none' }, {}).split('.').slice(0, 2).join('.')}.`],
    ['that says none and keeps the signature', () => forged({ alg: 'none' }, {})],
    ['that says NoNe', () => forged({ alg: 'NoNe' }, {})],
    ['signed with a guess', () => forged({}, {})],
    ['signed with a guessed secret', () => forged({ alg: 'HS256' }, {})],
    ['signed with the empty key', () => forged({ alg: 'HS256' }, {}, '\0')],
    ['signed with the published key as a secret', () => forged({ alg: 'HS256' }, {}, published.x)],
    [
      'signed with the published key, all of it',
      () => forged({ alg: 'HS256' }, {}, JSON.stringify(published)),
    ],
    ['said to be for the API', () => forged({}, { aud: 'luneo-api', scope: 'orders.read', mode: 'live' })],
    ['made for the customizer and renamed for the API', () => renamed('luneo-api')],
    ['of an asymmetric algorithm', () => forged({ alg: 'RS256' }, {})],
    ['with its own key in the header', () => forged({ jwk: { kty: 'oct', k: 'Z3Vlc3M' } }, {})],
    ['with an address of keys', () => forged({ jku: 'http://127.0.0.1/keys' }, {})],
    ['with a path as key id', () => forged({ kid: '../../dev/null' }, {}, '')],
    ['with SQL as key id', () => forged({ kid: "' UNION SELECT 'guess" }, {})],
    ['with a critical header', () => forged({ crit: ['exp'], exp: 1 }, {})],
    ['of another brand', () => forged({}, { brand: brand.brandId })],
    ['that never ends', () => forged({}, { exp: 9_999_999_999 })],
    [
      'with a payload changed under its signature',
      () => {
        const [header, payload] = partsOf(token);
        return `${encode(header)}.${encode({ ...payload, brand: brand.brandId })}.${signature()}`;
      },
    ],
    ['without signature', () => token.slice(0, token.lastIndexOf('.'))],
    ['with half a signature', () => token.slice(0, -20)],
    ['twice', () => `${token}.${token}`],
    ['of five parts', () => 'a.b.c.d.e'],
    ['of no JSON', () => 'e30.e30.e30'],
    ['of a megabyte', () => `${encode({ a: 'x'.repeat(7_000) })}.e30.e30`],
  ])('%s is refused', async (_, make) => {
    const answer = await asBearer(make());
    expect(answer.status).toBe(401);
    expect(((await answer.json()) as Problem).code).toBe('unauthenticated');
  });

  it('opens nothing of the dashboard', async () => {
    for (const path of ['/v1/orders', '/v1/catalogue', '/v1/me']) {
      const answer = await server.call(path, { headers: { authorization: `Bearer ${token}` } });
      expect([401, 403, 404]).toContain(answer.status);
    }
  });
});

describe('a key', () => {
  const create = async (more: object): Promise<string> =>
    (
      await brand.keys.create({
        id: newId(),
        brandId: brand.brandId,
        kind: 'secret',
        mode: 'test',
        name: 'k',
        ...more,
      })
    ).secret;
  const orders = (authorization: string) => server.call('/v1/orders', { headers: { authorization } });

  it.each([
    ['with a letter changed', (key: string) => `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`],
    ['by its prefix alone', (key: string) => key.slice(0, 16)],
    ['longer than it is', (key: string) => `${key}a`],
    ['in other case', (key: string) => key.toUpperCase()],
    ['of the other mode', (key: string) => key.replace('sk_test', 'sk_live')],
    ['as publishable', (key: string) => key.replace('sk_', 'pk_')],
  ])('%s is refused', async (_, change) => {
    expect((await orders(`Bearer ${change(await create({}))}`)).status).toBe(401);
  });

  it('is no basic log-in, and is not read from the query', async () => {
    const key = await create({});
    const basic = Buffer.from(`${key}:`).toString('base64');
    expect((await orders(`Basic ${basic}`)).status).toBe(401);
    expect((await server.call(`/v1/orders?key=${key}&access_token=${key}`)).status).toBe(401);
  });

  it('that is publishable opens nothing as bearer', async () => {
    expect((await orders(`Bearer ${brand.publishableKey}`)).status).toBe(401);
  });
});

describe('a session cookie', () => {
  it('is for scripts and other sites out of reach', async () => {
    await brand.signIn('viewer');
    const answer = await server.call('/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.origin },
      body: JSON.stringify({ email: 'viewer@other.test', password: 'correct horse battery' }),
    });
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    }
  });

  it('changed by a letter is no session', async () => {
    const cookie = await brand.signIn('owner');
    const own = (value: string) =>
      server.call('/v1/orders', { headers: { cookie: value, origin: server.origin } });
    expect((await own(cookie)).status).toBe(200);
    const at = cookie.indexOf('=') + 5;
    expect(
      (await own(`${cookie.slice(0, at)}${cookie[at] === 'x' ? 'y' : 'x'}${cookie.slice(at + 1)}`)).status,
    ).toBe(401);
  });
});
