import type { OrderSummary } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
let ids: string[];
beforeAll(async () => {
  server = await startServer({ file: 'reads.test.ts' });
  const version = await frozen(server);
  ids = [];
  for (const n of [1, 2, 3])
    ids.push((await server.shop.createOrder({ body: orderOf(`R-${n}`, [version]) })).id);
  for (const orderId of ids)
    await until(
      () => server.shop.getOrder({ params: { orderId } }),
      ({ status }) => status === 'produced',
    );
});
afterAll(() => server?.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  server.call(path, { headers: { authorization: `Bearer ${server.demo.secretKey}`, ...headers } });

describe('a read', () => {
  it('is named by its content: who has it gets 304, until it changes', async () => {
    for (const path of [`/v1/orders/${ids[0]}`, '/v1/orders', '/v1/suppliers']) {
      const first = await get(path);
      const etag = first.headers.get('etag')!;
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      const again = await get(path, { 'if-none-match': etag });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
    const path = `/v1/orders/${ids[0]}`;
    const before = (await get(path)).headers.get('etag')!;
    await server.shop.updateOrder({
      params: { orderId: ids[0]! },
      body: { dueAt: '2027-01-01T00:00:00.000Z' },
    });
    expect((await get(path, { 'if-none-match': before })).status).toBe(200);
  });

  it('of a list answers with the fields asked for, and refuses one there is not', async () => {
    const { items, nextCursor } = (await (
      await get('/v1/orders?limit=2&fields=status,totalMinor')
    ).json()) as {
      items: OrderSummary[];
      nextCursor: string;
    };
    expect(items).toHaveLength(2);
    for (const item of items) expect(Object.keys(item).sort()).toEqual(['id', 'status', 'totalMinor']);
    const rest = (await (await get(`/v1/orders?limit=2&fields=status&cursor=${nextCursor}`)).json()) as {
      items: OrderSummary[];
    };
    expect(rest.items.map((item) => Object.keys(item).sort())).toEqual([['id', 'status']]);
    const wrong = await get('/v1/orders?fields=status,secret');
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'request_invalid',
        errors: [expect.objectContaining({ pointer: '/query/fields' })],
      }),
    ]);
  });
});

describe('many at once', () => {
  it('are acted on each by itself, and say what came of each', async () => {
    const [one, two, three] = ids as [string, string, string];
    await server.shop.cancelOrder({ params: { orderId: two }, body: { reason: 'ordered twice' } });
    const { done, refused, results } = await server.shop.actOnOrders({
      body: {
        action: 'hold',
        orderIds: [one, two, 'ord_01kb0c6z3mf9v8x2q4t7y1n5ra', three],
        reason: 'no mugs left',
      },
    });
    expect([done, refused]).toEqual([2, 2]);
    expect(results).toEqual([
      { orderId: one, status: 'held', error: null },
      { orderId: two, status: null, error: { code: 'order_state', message: expect.any(String) } },
      expect.objectContaining({ error: expect.objectContaining({ code: 'not_found' }) }),
      { orderId: three, status: 'held', error: null },
    ]);
  });

  it('are remembered as one under an idempotency key', async () => {
    const body = { action: 'release' as const, orderIds: [ids[0]!, ids[2]!], reason: 'mugs came' };
    const first = await server.shop.actOnOrders({ body }, { idempotencyKey: 'bulk-1' });
    const again = await server.shop.actOnOrders({ body }, { idempotencyKey: 'bulk-1' });
    expect(again).toEqual(first);
    expect(first).toMatchObject({ done: 2, refused: 0 });
    const anew = await server.shop.actOnOrders({ body });
    expect(anew).toMatchObject({ done: 0, refused: 2 });
  });

  it('are scanned as if told alone', async () => {
    const { items } = await server.shop.listJobTickets({ query: {} });
    const scans = items.map(({ id, nextStage }, n) => ({
      jobTicketId: id,
      scanId: `gun-1-00${n}`,
      stage: nextStage!,
    }));
    const { results, done } = await server.shop.scanJobTickets({ body: { scans: scans as never } });
    const cancelled = results.filter(({ error }) => error?.code === 'order_state');
    expect([done, cancelled.length]).toEqual([2, 1]);
    const again = await server.shop.scanJobTickets({ body: { scans: scans as never } });
    expect(again.results).toEqual(results);
  });
});
