import { api, type Route } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, type TestBrand } from './kit/brands.ts';
import { absentIds, callRoute, knownParameters, prepareRequests, type Requests } from './kit/requests.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { openWidget } from './kit/shopper.ts';

let server: TestServer;
let other: TestBrand;
let cookie: string;
let requests: Requests;

beforeAll(async () => {
  server = await startServer({ file: 'tenancy.test.ts' });
  other = await makeBrand(server, 'other');
  cookie = await other.signIn('owner');
  requests = await prepareRequests(server);
});
afterAll(() => server?.stop());

const tenantRoutes = Object.entries<Route>(api).filter(([, route]) => route.permission !== undefined);
const named = tenantRoutes.filter(([, route]) => route.params !== undefined);

async function call(
  id: string,
  route: Route,
  ids: Readonly<Record<string, string>>,
  headers: Record<string, string>,
) {
  const { status, code, detail } = await callRoute(server, {
    id,
    route,
    ids,
    headers,
    bodies: requests.bodies,
  });
  return { status, code, detail };
}

/** As every kind of credential of the other brand that the route accepts. */
function credentials(route: Route): Record<string, string>[] {
  const session = { cookie, origin: server.origin };
  const secret = { authorization: `Bearer ${other.secretKey}` };
  return [
    ...(route.credentials.includes('session') ? [session] : []),
    ...(route.credentials.includes('secret') ? [secret] : []),
  ];
}

describe('another tenant', () => {
  it('knows every parameter of the contract', () => {
    const names = named.flatMap(([, route]) => Object.keys(route.params!.shape));
    expect(names.filter((name) => !knownParameters().has(name))).toEqual([]);
  });

  it.each(named)('gets from %s what a missing id gives', async (id, route) => {
    const absent = absentIds();
    for (const headers of credentials(route)) {
      const wrong = await call(id, route, absent, headers);
      const foreign = await call(id, route, requests.real, headers);
      expect(wrong).toMatchObject({ status: 404, code: 'not_found' });
      expect(foreign).toEqual(wrong);
    }
  });

  it.each(['createDesign', 'createQuote', 'createOrder', 'createTemplate'] as const)(
    'cannot use ids of the brand in %s',
    async (id) => {
      const answer = await call(id, api[id], {}, { authorization: `Bearer ${other.secretKey}` });
      expect(answer).toMatchObject({ status: 404, code: 'not_found' });
    },
  );

  it.each(['listProducts', 'listCatalogue', 'listOrders'] as const)(
    'sees nothing of the brand in %s',
    async (id) => {
      const mine = server.client(other.secretKey);
      expect(await mine[id]({})).toEqual({ items: [], nextCursor: null });
    },
  );

  it('sees nothing under the brand header of the first brand', async () => {
    const headers = { cookie, 'luneo-brand': server.demo.brandId };
    expect(await call('listOrders', api.listOrders, {}, headers)).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });
});

describe('a shopper', () => {
  it('reads their own designs only, of their product only', async () => {
    const stranger = await openWidget(server, 'mug');
    await expect(
      stranger.client.getDesign({ params: { designId: requests.real.designId! } }),
    ).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      stranger.client.getDesignVersion({ params: { designVersionId: requests.real.designVersionId! } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      stranger.client.getProduct({ params: { productId: server.demo.products.card! } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('cannot order, list or produce', async () => {
    const { token } = await openWidget(server, 'mug');
    for (const [id, route] of tenantRoutes.filter(([, { credentials: c }]) => !c.includes('widget')))
      expect(await call(id, route, requests.real, { authorization: `Bearer ${token}` })).toMatchObject({
        status: 403,
        code: 'forbidden',
      });
  });
});

describe('roles', () => {
  it('hold each call to the permission its contract names', async () => {
    const viewer = await other.signIn('viewer');
    for (const [id, route] of tenantRoutes.filter(([, { credentials: c }]) => c.includes('session'))) {
      const answer = await call(id, route, requests.real, { cookie: viewer, origin: server.origin });
      if (route.permission!.endsWith('.read')) expect(answer.status, id).not.toBe(403);
      else expect(answer, id).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it.each(tenantRoutes)('%s is closed to the unknown', async (id, route) => {
    expect(await call(id, route, requests.real, {})).toMatchObject({ status: 401, code: 'unauthenticated' });
    const forged = { authorization: `Bearer sk_test_${'A'.repeat(32)}` };
    expect(await call(id, route, requests.real, forged)).toMatchObject({
      status: 401,
      code: 'unauthenticated',
    });
  });
});
