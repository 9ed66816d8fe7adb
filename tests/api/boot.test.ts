import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'boot.test.ts', worker: false });
});
afterAll(() => server?.stop());

describe('a running server', () => {
  it('names what it needs', async () => {
    const answer = await server.call('/health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ok',
      checks: { database: 'ok', queue: 'ok', storage: 'ok' },
    });
  });

  it('lists and reads seeded products with the secret key', async () => {
    const { items } = await server.shop.listProducts({});
    expect(items.map(({ slug }) => slug).sort()).toEqual(['card', 'mug', 't-shirt']);
    const mug = await server.shop.getProduct({ params: { productId: server.demo.products.mug! } });
    expect(mug.geometry.sides[0]).toMatchObject({ id: 'wrap', widthUm: 200_000, heightUm: 90_000 });
    expect(mug.fonts.length).toBeGreaterThan(24);
  });

  it('signs a member in and says who it is', async () => {
    const signIn = await server.call('/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.origin },
      body: JSON.stringify({ email: server.demo.email, password: server.demo.password }),
    });
    expect(signIn.status).toBe(200);
    const cookie = signIn.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    const me = await server.call('/v1/me', { headers: { cookie } });
    expect(await me.json()).toMatchObject({
      user: { email: server.demo.email },
      brands: [{ id: server.demo.brandId, role: 'owner' }],
    });
  });
});
