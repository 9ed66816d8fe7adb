import type { AuditEntry, PlatformAct, PlatformBrand, PlatformBrandUse, Problem } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, signIn, type TestBrand } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { SHOP, startServer, type TestServer } from './kit/server.ts';
import { frozen, openWidget, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
let owner: Browser;
let other: TestBrand;

type Page<T> = { items: T[]; nextCursor: string | null };
type Detailed = PlatformBrand & { use: PlatformBrandUse };

beforeAll(async () => {
  server = await startServer({ file: 'platform-brands.test.ts', worker: false });
  other = await makeBrand(server, 'other');
  owner = new Browser(server);
  const { email, password } = server.demo.platform;
  expect((await owner.fetch('/auth/sign-in/email', { body: { email, password } })).status).toBe(200);
});
afterAll(() => server?.stop());

const demo = (action = ''): string => `/v1/platform/brands/${server.demo.brandId}${action}`;
const turn = (action: 'suspend' | 'resume', reason = 'Unpaid since September') =>
  owner.json<PlatformBrand & Problem>(demo(`/${action}`), { body: { reason } });

describe('to whoever is not the owner of the platform', () => {
  it.each(['owner', 'viewer'] as const)('a brand’s %s, there is no such address', async (role) => {
    const headers = { cookie: await other.signIn(role), origin: server.origin };
    const there = await server.call('/v1/platform/brands', { headers });
    const nowhere = await server.call('/v1/platform/nothing', { headers });
    const problem = async (answer: Response) => ({
      ...((await answer.json()) as Problem),
      instance: undefined,
    });
    expect(there.status).toBe(404);
    expect(await problem(there)).toEqual(await problem(nowhere));
  });

  it('nor to a key, before the body is looked at', async () => {
    const answer = await server.call(demo('/suspend'), {
      method: 'POST',
      headers: { authorization: `Bearer ${server.demo.secretKey}`, 'content-type': 'application/json' },
      body: '{"wrong":1}',
    });
    expect(answer.status).toBe(404);
  });

  it('nobody gets 401; another site with the owner’s cookie 403', async () => {
    expect((await server.call(demo())).status).toBe(401);
    const answer = await server.call(demo('/suspend'), {
      method: 'POST',
      headers: { cookie: owner.cookie, origin: 'https://evil.test', 'content-type': 'application/json' },
      body: '{"reason":"because"}',
    });
    expect(answer.status).toBe(403);
  });

  it('and the owner of the platform belongs to no brand', async () => {
    expect(await owner.json('/v1/orders')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const header = new Browser(server, { 'luneo-brand': server.demo.brandId });
    const { email, password } = server.demo.platform;
    await header.fetch('/auth/sign-in/email', { body: { email, password } });
    expect((await header.json('/v1/orders')).status).toBe(403);
  });
});

describe('brands', () => {
  it('are found by name, slug or a member’s address, sorted and paged', async () => {
    const list = async (query: string) =>
      (await owner.json<Page<PlatformBrand>>(`/v1/platform/brands?${query}`)).body;
    for (let i = 1; i <= 3; i++) await makeBrand(server, `paged-${i}`);
    expect((await list('search=owner@demo')).items.map(({ slug }) => slug)).toEqual(['demo']);
    expect((await list('search=%25')).items).toEqual([]);
    for (const [sort, slugs] of [
      ['name', ['paged-1', 'paged-2', 'paged-3']],
      ['newest', ['paged-3', 'paged-2', 'paged-1']],
    ] as const) {
      const first = await list(`search=paged&sort=${sort}&limit=2`);
      const second = await list(`search=paged&sort=${sort}&limit=2&cursor=${first.nextCursor}`);
      expect([...first.items, ...second.items].map(({ slug }) => slug)).toEqual(slugs);
      expect(second.nextCursor).toBeNull();
    }
  });

  it('show their own use, and none of another brand’s', async () => {
    const mine = (await owner.json<Detailed>(demo())).body;
    expect(mine).toMatchObject({ slug: 'demo', members: 1, suspension: null });
    expect(mine.use.products).toBeGreaterThan(0);
    expect(mine.use.storage.assetBytes).toBeGreaterThan(0);
    const { items } = (await owner.json<Page<PlatformBrand>>('/v1/platform/brands?search=other')).body;
    const empty = (await owner.json<Detailed>(`/v1/platform/brands/${items[0]!.id}`)).body;
    expect(empty.use).toMatchObject({ products: 0, designs: 0, orders: 0, storage: { assetBytes: 0 } });
  });

  it('that are not there are not found', async () => {
    const id = 'brd_01kb0c6z3mf9v8x2q4t7y1n5rg';
    expect((await owner.json(`/v1/platform/brands/${id}`)).status).toBe(404);
    const refused = await owner.json(`/v1/platform/brands/${id}/suspend`, { body: { reason: 'because' } });
    expect(refused.status).toBe(404);
    const { body } = await owner.json<Page<PlatformAct>>('/v1/platform/acts');
    expect(body.items.filter(({ brandId }) => brandId === id)).toEqual([]);
  });
});

describe('a suspended brand', () => {
  it('is refused everywhere with one code, its orders are still produced, and it comes back', async () => {
    const member = await signIn(server, server.demo.email, server.demo.password);
    const widget = await openWidget(server, 'mug');
    const { token } = await server.shop.createAccessToken({ body: {} });
    const version = await frozen(server);
    const order = await server.shop.createOrder({ body: orderOf('P-1', [version]) });
    const ways: readonly (readonly [string, () => Promise<Response>])[] = [
      ['its key', () => server.call('/v1/orders', { headers: bearer(server.demo.secretKey) })],
      ['a token of its key', () => server.call('/v1/orders', { headers: bearer(token) })],
      ['its member', () => server.call('/v1/orders', { headers: { cookie: member } })],
      [
        'an open customizer',
        () => server.call(`/v1/products/${server.demo.products.mug}`, { headers: bearer(widget.token) }),
      ],
      [
        'a new customizer',
        () =>
          server.call('/v1/widget-sessions', {
            method: 'POST',
            headers: { origin: SHOP, 'content-type': 'application/json' },
            body: JSON.stringify({
              key: server.demo.publishableKey,
              productId: server.demo.products.mug,
            }),
          }),
      ],
    ];
    const answers = async () => Promise.all(ways.map(async ([name, ask]) => [name, await ask()] as const));
    for (const [name, { status }] of await answers()) expect(status, name).toBeLessThan(300);

    expect(await turn('suspend')).toMatchObject({
      status: 200,
      body: { suspension: { reason: 'Unpaid since September' } },
    });
    for (const [name, answer] of await answers()) {
      expect(answer.status, name).toBe(403);
      expect(((await answer.json()) as Problem).code, name).toBe('brand_suspended');
    }
    expect(await turn('suspend')).toMatchObject({ status: 409, body: { code: 'brand_state' } });
    const suspended = await owner.json<Page<PlatformBrand>>('/v1/platform/brands?status=suspended');
    expect(suspended.body.items.map(({ id }) => id)).toEqual([server.demo.brandId]);
    expect((await server.call('/v1/orders', { headers: bearer(other.secretKey) })).status).toBe(200);

    await server.api.work();
    const brandId = unwrap(fromPublicId('brand', server.demo.brandId));
    const files = () => server.database.forTenant(brandId, (tx) => tx.printFile.count());
    await until(files, (count) => count > 0);
    expect((await owner.json<Detailed>(demo())).body).toMatchObject({
      suspension: { reason: 'Unpaid since September' },
      use: { orders: 1, rendering: { printFiles: 1 } },
    });

    expect((await turn('resume', 'Paid')).body.suspension).toBeNull();
    for (const [name, { status }] of await answers()) expect(status, name).toBeLessThan(300);
    expect(await turn('resume')).toMatchObject({ status: 409, body: { code: 'brand_state' } });
    expect((await server.shop.getOrder({ params: { orderId: order.id } })).id).toBe(order.id);
  });

  it('reads in its own log who did it and why; the platform keeps its own log', async () => {
    const brand = new Browser(server);
    await brand.fetch('/auth/sign-in/email', {
      body: { email: server.demo.email, password: server.demo.password },
    });
    const log = await brand.json<Page<AuditEntry>>('/v1/audit-entries?operation=suspendBrand');
    expect(log.body.items.at(-1)).toMatchObject({
      actor: { kind: 'platform', id: expect.stringMatching(/^usr_/) },
      action: 'called',
      reason: 'Unpaid since September',
      subject: { type: 'brand', id: server.demo.brandId },
    });
    const acts = await owner.json<Page<PlatformAct>>(`/v1/platform/acts?brandId=${server.demo.brandId}`);
    expect(acts.body.items.map(({ operation, reason }) => [operation, reason])).toEqual([
      ['resumeBrand', 'Paid'],
      ['suspendBrand', 'Unpaid since September'],
    ]);
    expect(acts.body.items[0]).toMatchObject({ email: server.demo.platform.email, ip: '127.0.0.1' });
  });

  it('wants a reason', async () => {
    expect(await turn('suspend', ' ')).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
  });
});

function bearer(secret: string): Record<string, string> {
  return { authorization: `Bearer ${secret}` };
}
