import { api, type OperationId, type Problem, type Route } from '@luneo/contracts';
import { type IdKind, toPublicId } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeBrand, newId, type TestBrand } from './kit/brands.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { boxLayer, design, frozen, openWidget, orderOf } from './kit/shopper.ts';

/** Path parameters of the contract, and how to make an id that does not exist. */
const missing = (kind: IdKind) => () => toPublicId(kind, newId());
const MISSING: Record<string, () => string> = {
  productId: missing('product'),
  assetId: missing('asset'),
  designId: missing('design'),
  designVersionId: missing('designVersion'),
  orderId: missing('order'),
  lineItemId: missing('lineItem'),
  printFileId: missing('printFile'),
  jobId: missing('longJob'),
  priceDraftId: missing('priceDraft'),
  version: () => '1',
  brandId: missing('brand'),
  hash: () => 'ab'.repeat(32),
  rendition: () => 'original',
};

let server: TestServer;
let other: TestBrand;
let cookie: string;
/** Real ids of the first brand, by parameter name. */
let real: Record<string, string>;
/** Bodies that would be right for the first brand. */
let bodies: Partial<Record<OperationId, unknown>>;

beforeAll(async () => {
  server = await startServer({ file: 'tenancy.test.ts' });
  other = await makeBrand(server, 'other');
  cookie = await other.signIn('owner');
  const { client, product } = await openWidget(server, 'mug');
  const asset = await client.uploadAsset({ file: { name: 'a.png', data: new Blob([await pngOf(40, 30)]) } });
  const version = await frozen(server);
  const placed = await server.shop.createOrder({ body: orderOf('T-1', [version]) });
  const order = await vi.waitFor(async () => {
    const found = await server.shop.getOrder({ params: { orderId: placed.id } });
    expect(found.lines[0]!.printFiles).toHaveLength(1);
    return found;
  }, 20_000);
  const job = await server.shop.importVariants({
    params: { productId: product.id },
    query: {},
    file: { name: 'v.csv', data: new Blob(['sku\n']) },
  });
  const { id: _, version: __, ...rules } = product.priceBook;
  const prices = await server.shop.createPriceDraft({
    params: { productId: product.id },
    body: { name: 'Mine', rules },
  });
  real = {
    productId: product.id,
    assetId: asset.id,
    hash: asset.hash,
    rendition: 'original',
    designId: version.designId,
    designVersionId: version.id,
    orderId: order.id,
    lineItemId: order.lines[0]!.id,
    printFileId: order.lines[0]!.printFiles[0]!.id,
    jobId: job.id,
    priceDraftId: prices.id,
    version: '1',
    brandId: server.demo.brandId,
  };
  const document = design(product, [boxLayer('box')]);
  const variantId = product.variants[0]!.id;
  bodies = {
    createDesign: { productId: product.id, document },
    saveDesign: { baseRevision: 1, document },
    freezeDesign: { revision: 1, variantId, quantity: 1, sceneHash: version.sceneHash },
    createQuote: { productId: product.id, variantId, quantity: 1, printedSides: 1 },
    createOrder: orderOf('T-2', [version]),
    releaseLine: { reason: 'looks right' },
    createProduct: { draft: draft() },
    saveProductDraft: { baseRevision: 1, draft: draft() },
    restoreProductVersion: { baseRevision: 1 },
    duplicateProduct: { slug: 'copy', name: 'Copy', skuSuffix: '-2' },
    publishProduct: { baseRevision: 1 },
    archiveProduct: { baseRevision: 1 },
    saveVariants: { baseRevision: 1 },
    generateVariants: { baseRevision: 1, skuPattern: 'A' },
    createPriceDraft: { name: 'Mine', rules },
    savePriceDraft: { baseRevision: 1, name: 'Mine', rules },
    replayPriceDraft: {},
    publishPriceDraft: { baseRevision: 1 },
    savePrintSettings: { baseRevision: 0, settings: {} },
  };
});
afterAll(() => server?.stop());

const draft = () => ({
  slug: 'mine',
  name: 'Mine',
  process: 'dtg',
  sides: [{ id: 'front', name: 'Front', widthUm: 90_000, heightUm: 90_000 }],
});

/** Queries without which a route is not well-formed. */
const QUERIES: Partial<Record<OperationId, string>> = {
  compareProduct: '?from=1',
  explainPrintProfile: '?side=front',
};

const tenantRoutes = Object.entries<Route>(api).filter(([, route]) => route.permission !== undefined);
const named = tenantRoutes.filter(([, route]) => route.params !== undefined);

async function call(id: string, route: Route, ids: Record<string, string>, headers: Record<string, string>) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
  const body = bodies[id as OperationId];
  const form = route.bodyKind === 'multipart' && route.params !== undefined ? new FormData() : undefined;
  form?.set('file', new Blob(['sku\n']), 'v.csv');
  const answer = await server.call(`${path}${QUERIES[id as OperationId] ?? ''}`, {
    method: route.method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form && { body: form }),
  });
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  return { status: answer.status, code: problem.code, detail: problem.detail };
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
    expect(names.filter((name) => MISSING[name] === undefined)).toEqual([]);
  });

  it.each(named)('gets from %s what a missing id gives', async (id, route) => {
    const absent = Object.fromEntries(Object.entries(MISSING).map(([name, make]) => [name, make()]));
    for (const headers of credentials(route)) {
      const wrong = await call(id, route, absent, headers);
      const foreign = await call(id, route, real, headers);
      expect(wrong).toMatchObject({ status: 404, code: 'not_found' });
      expect(foreign).toEqual(wrong);
    }
  });

  it.each(['createDesign', 'createQuote', 'createOrder'] as const)(
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
    await expect(stranger.client.getDesign({ params: { designId: real.designId! } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      stranger.client.getDesignVersion({ params: { designVersionId: real.designVersionId! } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      stranger.client.getProduct({ params: { productId: server.demo.products.card! } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('cannot order, list or produce', async () => {
    const { token } = await openWidget(server, 'mug');
    for (const [id, route] of tenantRoutes.filter(([, { credentials: c }]) => !c.includes('widget')))
      expect(await call(id, route, real, { authorization: `Bearer ${token}` })).toMatchObject({
        status: 403,
        code: 'forbidden',
      });
  });
});

describe('roles', () => {
  it('hold each call to the permission its contract names', async () => {
    const viewer = await other.signIn('viewer');
    for (const [id, route] of tenantRoutes.filter(([, { credentials: c }]) => c.includes('session'))) {
      const answer = await call(id, route, real, { cookie: viewer, origin: server.origin });
      if (route.permission!.endsWith('.read')) expect(answer.status, id).not.toBe(403);
      else expect(answer, id).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it.each(tenantRoutes)('%s is closed to the unknown', async (id, route) => {
    expect(await call(id, route, real, {})).toMatchObject({ status: 401, code: 'unauthenticated' });
    const forged = { authorization: `Bearer sk_test_${'A'.repeat(32)}` };
    expect(await call(id, route, real, forged)).toMatchObject({ status: 401, code: 'unauthenticated' });
  });
});
