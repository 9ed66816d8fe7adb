import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { boxLayer, design, frozen, openWidget, orderOf } from './kit/shopper.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'orders.test.ts', worker: false });
});
afterAll(() => server?.stop());

describe('the shop’s own number', () => {
  it('names one order, however often and however at once it is sent', async () => {
    const body = orderOf('R-1', [await frozen(server)]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.shop.createOrder({ body })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const { items } = await server.shop.listOrders({ query: { q: 'R-1' } });
    expect(items).toHaveLength(1);
    const jobs = await server.database.forTenant(brandUuid(), (tx) => tx.productionJob.count());
    expect(jobs).toBe(1);
    expect(await queued()).toBe(1);
  });

  it('is not taken for another order', async () => {
    const version = await frozen(server);
    const { id } = await server.shop.createOrder({ body: orderOf('R-2', [version]) });
    const other = server.shop.createOrder({ body: orderOf('R-2', [version], 3) });
    await expect(other).rejects.toMatchObject({ code: 'order_exists', problem: { params: { orderId: id } } });
  });

  it('leaves neither rows nor jobs of an order that fails', async () => {
    const version = await frozen(server);
    const before = await queued();
    const wrong = { ...orderOf('R-3', [version, version]), currency: 'USD' };
    await expect(server.shop.createOrder({ body: wrong })).rejects.toMatchObject({
      code: 'currency_mismatch',
    });
    expect((await server.shop.listOrders({ query: { q: 'R-3' } })).items).toEqual([]);
    expect(await queued()).toBe(before);
  });
});

describe('an idempotency key', () => {
  const create = (key: string, body: object) =>
    server.call('/v1/designs', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.demo.secretKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });

  async function body(rgb = '#c0282d') {
    const { product } = await openWidget(server, 'mug');
    return { productId: product.id, document: design(product, [boxLayer('box', rgb)]) };
  }

  it('gives the same answer to a repeat', async () => {
    const [key, request] = [randomUUID(), await body()];
    const first = await (await create(key, request)).json();
    const second = await create(key, request);
    expect(second.status).toBe(201);
    expect(await second.json()).toEqual(first);
  });

  it('refuses another request', async () => {
    const key = randomUUID();
    await create(key, await body());
    const other = await create(key, await body('#00ff00'));
    expect(await other.json()).toMatchObject({ status: 409, code: 'idempotency_conflict' });
  });

  it('lets one of many at once through; the others wait or see its answer', async () => {
    const [key, request] = [randomUUID(), await body()];
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(key, request)));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as {
      id?: string;
      code?: string;
    }[];
    const ids = new Set(bodies.flatMap(({ id }) => (id === undefined ? [] : [id])));
    expect(ids.size).toBe(1);
    for (const { id, code } of bodies) expect(id ?? code).toMatch(/^dsn_|^idempotency_in_flight$/);
  });

  it('forgets a call that failed', async () => {
    const key = randomUUID();
    expect((await create(key, { productId: 'prd_01h455vb4pex5vsknk084sn02q', document: {} })).status).toBe(
      422,
    );
    expect((await create(key, await body())).status).toBe(201);
  });
});

describe('the list', () => {
  it('pages through all orders once, in each order', async () => {
    const version = await frozen(server);
    for (let i = 0; i < 5; i += 1)
      await server.shop.createOrder({ body: orderOf(`P-${i}`, [version], i + 1) });
    for (const sort of ['newest', 'oldest', 'total'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { q: 'P-', sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
        const { items, nextCursor } = await server.shop.listOrders({ query });
        seen.push(...items.map(({ externalId }) => externalId));
        cursor = nextCursor ?? undefined;
      } while (cursor !== undefined);
      const ascending = ['P-0', 'P-1', 'P-2', 'P-3', 'P-4'];
      expect(seen, sort).toEqual(sort === 'oldest' ? ascending : ascending.reverse());
    }
  });
});

describe('saving a design', () => {
  it('refuses a stale revision and accepts a repeat of the same save', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const { id: designId } = await client.createDesign({
      body: { productId: product.id, document: design(product, []) },
    });
    const save = (baseRevision: number, rgb: string) =>
      client.saveDesign({
        params: { designId },
        body: { baseRevision, document: design(product, [boxLayer('box', rgb)]) },
      });
    expect(await save(1, '#c0282d')).toMatchObject({ revision: 2 });
    expect(await save(1, '#c0282d')).toMatchObject({ revision: 2 });
    await expect(save(1, '#00ff00')).rejects.toMatchObject({
      code: 'design_revision_stale',
      problem: { params: { current: 2 } },
    });
  });

  it('lets one of two savers win', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const { id: designId } = await client.createDesign({
      body: { productId: product.id, document: design(product, []) },
    });
    const colours = ['#111111', '#222222', '#333333', '#444444'];
    const outcomes = await Promise.allSettled(
      colours.map((rgb) =>
        client.saveDesign({
          params: { designId },
          body: { baseRevision: 1, document: design(product, [boxLayer('box', rgb)]) },
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await client.getDesign({ params: { designId } })).revision).toBe(2);
  });
});

const brandUuid = (): string => brandId;
let brandId = '';
beforeAll(async () => {
  const { rows } = await server.database.authPool.query<{ id: string }>(
    `SELECT id FROM auth.brand WHERE slug = 'demo'`,
  );
  brandId = rows[0]!.id;
});

/** Production jobs waiting in the queue. */
const queued = async (): Promise<number> =>
  (await server.jobs.boss.findJobs('production.line', { queued: true })).length;
