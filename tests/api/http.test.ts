import { ERRORS, type Problem } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, signIn } from './kit/brands.ts';
import { SHOP, startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
let bearer: Record<string, string>;
beforeAll(async () => {
  server = await startServer({ file: 'http.test.ts', worker: false });
  bearer = { authorization: `Bearer ${server.demo.secretKey}` };
});
afterAll(() => server?.stop());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  server.call(path, { method: 'POST', body, headers: { ...json, ...bearer, ...headers } });
const problemOf = async (answer: Response): Promise<Problem> => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return (await answer.json()) as Problem;
};

describe('errors', () => {
  it('are problems with a code, a page and the request id', async () => {
    const answer = await server.call('/v1/orders/ord_01h455vb4pex5vsknk084sn02q', { headers: bearer });
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 404, code: 'not_found', title: ERRORS.not_found[1] });
    expect(problem.instance).toBe(answer.headers.get('x-request-id'));
    const page = await fetch(problem.type);
    expect(await page.text()).toContain('id="not_found"');
  });

  it('name each wrong field by a JSON pointer', async () => {
    const answer = await post(
      '/v1/quotes',
      JSON.stringify({ productId: 'prd_x', quantity: 0, printedSides: 21 }),
    );
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 400, code: 'request_invalid' });
    expect(problem.errors!.map(({ pointer }) => pointer)).toEqual([
      '/body/productId',
      '/body/variantId',
      '/body/quantity',
      '/body/printedSides',
    ]);
  });

  it.each([
    ['a malformed id', () => server.call('/v1/orders/ord_1', { headers: bearer }), 400, 'id_malformed'],
    [
      'an address that is no URL',
      () => server.call('/v1/orders/%', { headers: bearer }),
      400,
      'request_invalid',
    ],
    [
      'an id without end',
      () => server.call(`/v1/orders/${'x'.repeat(900)}`, { headers: bearer }),
      404,
      'not_found',
    ],
    ['broken JSON', () => post('/v1/quotes', '{'), 400, 'request_invalid'],
    [
      'another content type',
      () => post('/v1/quotes', 'a=b', { 'content-type': 'text/csv' }),
      400,
      'request_invalid',
    ],
    ['an unknown address', () => server.call('/v1/nothing'), 404, 'not_found'],
    [
      'a wrong method',
      () => server.call('/v1/orders', { method: 'DELETE', headers: bearer }),
      405,
      'method_not_allowed',
    ],
    [
      'a wrong page size',
      () => server.call('/v1/orders?limit=1000', { headers: bearer }),
      400,
      'request_invalid',
    ],
    [
      'a foreign cursor',
      () => server.call('/v1/orders?cursor=abc', { headers: bearer }),
      400,
      'request_invalid',
    ],
    [
      'too large a body',
      () => post('/v1/quotes', JSON.stringify({ x: 'x'.repeat(3_000_000) })),
      413,
      'payload_too_large',
    ],
    [
      'a broken document',
      () => post('/v1/designs', JSON.stringify({ productId: server.demo.products.mug, document: {} })),
      422,
      'design_invalid',
    ],
  ] as const)('%s', async (_, call, status, code) => {
    expect(await problemOf(await call())).toMatchObject({ status, code });
  });

  it.each(['a\0b', '\ud800'])('refuse text that no database stores: %j', async (name) => {
    const draft = {
      slug: 'x',
      name,
      process: 'dtg',
      sides: [{ id: 'a', name: 'A', widthUm: 9_000, heightUm: 9_000 }],
    };
    const answer = await post('/v1/products', JSON.stringify({ draft }));
    const { errors } = await problemOf(answer);
    expect(answer.status).toBe(400);
    expect(errors).toMatchObject([{ pointer: '/body/draft/name', code: 'invalid_text' }]);
  });

  it('say nothing of what is our own fault', async () => {
    const original = server.blobs.get;
    server.blobs.get = () => Promise.reject(new Error('secret path /srv/luneo'));
    try {
      const answer = await server.call(`/previews/${'a'.repeat(64)}-wrap@640.webp`);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'internal' });
      expect(text).not.toContain('secret path');
      expect(JSON.parse(text).detail).toBeUndefined();
    } finally {
      server.blobs.get = original;
    }
  });
});

describe('headers', () => {
  it('protect every answer', async () => {
    for (const path of ['/health/live', '/v1/nothing', '/v1/openapi.json', '/reference/errors']) {
      const { headers } = await server.call(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('x-request-id'), path).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('let the reference load its own files only', async () => {
    const page = await server.call('/reference/');
    expect(page.status).toBe(200);
    const csp = page.headers.get('content-security-policy')!;
    expect(csp).toContain("default-src 'self'");
    expect(csp).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]+'/);
    const script = await server.call('/reference/js/scalar.js');
    expect(script.headers.get('content-type')).toContain('javascript');
  });

  it('let a font be kept for ever by anybody', async () => {
    const { items } = await server.shop.listProducts({});
    const product = await server.shop.getProduct({ params: { productId: items[0]!.id } });
    const answer = await server.call(`/v1/fonts/${product.fonts[0]!.ref.hash}?u=41-5a`);
    expect(answer.headers.get('content-type')).toBe('font/ttf');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await server.call(`/v1/fonts/${'0'.repeat(64)}?u=41`)).status).toBe(404);
  });
});

describe('web origins', () => {
  const open = (origin: string | undefined, key = server.demo.publishableKey) =>
    server.call('/v1/widget-sessions', {
      method: 'POST',
      headers: { ...json, ...(origin === undefined ? {} : { origin }) },
      body: JSON.stringify({ key, productId: server.demo.products.mug }),
    });

  it('open the customizer where the key allows it, exactly', async () => {
    const answer = await open(SHOP);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    for (const wrong of [undefined, `${SHOP}1`, SHOP.replace('http:', 'https:'), 'http://shop.test'])
      expect(await problemOf(await open(wrong))).toMatchObject({ status: 403, code: 'origin_not_allowed' });
  });

  it('do not let another brand’s key open this brand’s product', async () => {
    const other = await makeBrand(server, 'origins');
    expect(await problemOf(await open('https://b.test', other.publishableKey))).toMatchObject({
      code: 'not_found',
    });
  });

  it('answer preflights of allowed pages only', async () => {
    const preflight = (origin: string, path: string) =>
      server.call(path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    expect((await preflight(SHOP, '/v1/widget-sessions')).headers.get('access-control-allow-origin')).toBe(
      SHOP,
    );
    expect((await preflight(SHOP, '/v1/orders')).headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await preflight('https://evil.test', '/v1/widget-sessions')).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
  });

  it('keep the shopper when a session is renewed', async () => {
    const subject = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).sub;
    const first = (await (await open(SHOP)).json()) as { token: string };
    const again = await server.call('/v1/widget-sessions', {
      method: 'POST',
      headers: { ...json, origin: SHOP },
      body: JSON.stringify({
        key: server.demo.publishableKey,
        productId: server.demo.products.card,
        renew: first.token,
      }),
    });
    const second = (await again.json()) as { token: string };
    expect(subject(second.token)).toBe(subject(first.token));
  });
});

describe('the session cookie', () => {
  it('changes nothing from a foreign page', async () => {
    const cookie = await signIn(server, server.demo.email, server.demo.password);
    const body = JSON.stringify({
      productId: server.demo.products.mug,
      variantId: 'var_01h455vb4pex5vsknk084sn02q',
      quantity: 1,
      printedSides: 1,
    });
    const quote = (headers: Record<string, string>) =>
      server.call('/v1/quotes', { method: 'POST', headers: { ...json, cookie, ...headers }, body });
    expect(await problemOf(await quote({ origin: 'https://evil.test' }))).toMatchObject({
      code: 'origin_not_allowed',
    });
    expect(await problemOf(await quote({}))).toMatchObject({ code: 'origin_not_allowed' });
    expect(await problemOf(await quote({ origin: server.origin }))).toMatchObject({
      code: 'variant_unknown',
    });
  });

  it('is not given for a wrong password, nor to a foreign page', async () => {
    const attempt = (password: string, origin: string) =>
      server.call('/auth/sign-in/email', {
        method: 'POST',
        headers: { ...json, origin, cookie: 'a=b' },
        body: JSON.stringify({ email: server.demo.email, password }),
      });
    expect((await attempt('wrong password here', server.origin)).status).toBe(401);
    expect((await attempt(server.demo.password, 'https://evil.test')).status).toBe(403);
  });

  it('ends with the sign-out', async () => {
    const cookie = await signIn(server, server.demo.email, server.demo.password);
    const out = await server.call('/auth/sign-out', {
      method: 'POST',
      headers: { ...json, cookie, origin: server.origin },
      body: '{}',
    });
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie().some((line) => /luneo\.session_token=;.*Max-Age=0/i.test(line))).toBe(
      true,
    );
  });
});

describe('keys', () => {
  it('stop working when they are revoked', async () => {
    const brand = await makeBrand(server, 'revoked');
    const list = () =>
      server.call('/v1/products', { headers: { authorization: `Bearer ${brand.secretKey}` } });
    expect((await list()).status).toBe(200);
    const { rows } = await server.database.authPool.query<{ id: string }>(
      `SELECT id FROM auth.api_key WHERE brand_id = $1 AND kind = 'secret'`,
      [brand.brandId],
    );
    await brand.keys.revoke(brand.brandId, rows[0]!.id);
    expect(await problemOf(await list())).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('are stored as hashes only', async () => {
    const { rows } = await server.database.authPool.query<{ row: string }>(
      'SELECT api_key::text AS row FROM auth.api_key',
    );
    expect(rows.some(({ row }) => row.includes(server.demo.secretKey.slice(16)))).toBe(false);
  });
});
