import type { Order } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'orders-edits.test.ts' });
});
afterAll(() => server?.stop());

let serial = 0;
async function place(lines = 1, extra: { dueAt?: string } = {}): Promise<Order> {
  serial += 1;
  const versions = [];
  for (let at = 0; at < lines; at += 1) versions.push(await frozen(server, 'mug', `edit ${serial} ${at}`));
  return server.shop.createOrder({ body: { ...orderOf(`E-${serial}`, versions), ...extra } });
}

const read = (orderId: string): Promise<Order> => server.shop.getOrder({ params: { orderId } });
const reaches = (orderId: string, status: Order['status']): Promise<Order> =>
  until(
    () => read(orderId),
    (order) => order.status === status,
  );
const types = ({ events }: Order): string[] => events.map(({ type }) => type);
const because = { reason: 'the shopper asked for it' };
const refused = (code: string, status: string) => ({ code, problem: { params: { status } } });

describe('cancelling', () => {
  it('ends every line and the order, once, in whatever state it is', async () => {
    const made = await reaches((await place(2)).id, 'produced');
    const params = { orderId: made.id };
    const gone = await server.shop.cancelOrder({ params, body: because });
    expect(gone).toMatchObject({ status: 'cancelled', totalMinor: 0, lineCount: 0, pieceCount: 0 });
    expect(gone.lines.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(gone.lines[0]!.production.reason).toEqual({ code: 'cancelled', message: because.reason });
    const again = await server.shop.cancelOrder({ params, body: because });
    expect(again.events).toEqual(gone.events);
    expect(types(gone).filter((type) => type === 'line.cancelled')).toHaveLength(2);
    expect(types(gone).filter((type) => type === 'order.cancelled')).toHaveLength(1);
  });

  it('leaves nothing to do to the order but to read it', async () => {
    const { id: orderId, lines } = await place();
    const params = { orderId };
    await server.shop.cancelOrder({ params, body: because });
    const order = refused('order_state', 'cancelled');
    await expect(server.shop.holdOrder({ params, body: because })).rejects.toMatchObject(order);
    await expect(server.shop.releaseOrder({ params, body: because })).rejects.toMatchObject(order);
    const body = { customer: { name: 'Ada', email: 'ada@example.test' } };
    await expect(server.shop.updateOrder({ params, body })).rejects.toMatchObject(order);
    const line = { lineItemId: lines[0]!.id };
    const state = refused('line_state', 'cancelled');
    await expect(server.shop.updateLine({ params: line, body: { quantity: 2 } })).rejects.toMatchObject(
      state,
    );
    await expect(server.shop.holdLine({ params: line, body: because })).rejects.toMatchObject(state);
    await expect(server.shop.releaseLine({ params: line, body: because })).rejects.toMatchObject(state);
    await expect(server.shop.retryLine({ params: line })).rejects.toMatchObject(state);
  });

  it('of one line leaves the others, and of the last takes the order with it', async () => {
    const order = await place(2);
    const [first, second] = order.lines;
    const one = await server.shop.cancelLine({ params: { lineItemId: first!.id }, body: because });
    expect(one).toMatchObject({ lineCount: 1, pieceCount: 1, totalMinor: second!.totalMinor });
    await reaches(order.id, 'produced');
    const none = await server.shop.cancelLine({ params: { lineItemId: second!.id }, body: because });
    expect(none.status).toBe('cancelled');
    expect(types(none).at(-1)).toBe('order.cancelled');
  });

  it('ends the same when many do it at once, and while files are made', async () => {
    const order = await place(3);
    const params = { orderId: order.id };
    const line = { lineItemId: order.lines[0]!.id };
    await Promise.all([
      ...[1, 2, 3].map(() => server.shop.cancelOrder({ params, body: because })),
      ...[1, 2, 3].map(() => server.shop.cancelLine({ params: line, body: because })),
    ]);
    const gone = await read(order.id);
    expect(gone.status).toBe('cancelled');
    expect(types(gone).filter((type) => type === 'line.cancelled')).toHaveLength(3);
    expect(types(gone).filter((type) => type === 'order.cancelled')).toHaveLength(1);
  });
});

describe('holding', () => {
  it('keeps an order from being produced until a person releases it; its files are made', async () => {
    const { id: orderId } = await place();
    const params = { orderId };
    const held = await server.shop.holdOrder({ params, body: { reason: 'is the address right?' } });
    expect(held).toMatchObject({ status: 'held', holdReason: 'is the address right?' });
    const made = await until(
      () => read(orderId),
      ({ lines }) => lines[0]!.status === 'ready',
    );
    expect(made.status).toBe('held');
    const since = types(made);
    expect(since.slice(since.indexOf('order.held'))).not.toContain('order.produced');
    const free = await server.shop.releaseOrder({ params, body: { reason: 'it is' } });
    expect(free).toMatchObject({ status: 'produced', holdReason: null });
    expect(types(free).slice(-2)).toEqual(['order.released', 'order.produced']);
    const again = server.shop.releaseOrder({ params, body: because });
    await expect(again).rejects.toMatchObject(refused('order_state', 'produced'));
  });

  it('of a line holds its order; a person’s hold goes before one of production', async () => {
    server.renderer.parity = { ppm: 431, hold: true };
    const order = await place();
    const params = { lineItemId: order.lines[0]!.id };
    const doubtful = await until(
      () => read(order.id),
      ({ lines }) => lines[0]!.production.status === 'held',
    );
    server.renderer.parity = { ppm: 0, hold: false };
    expect(doubtful.status).toBe('held');
    await server.shop.holdLine({ params, body: { reason: 'wait for the stock' } });
    const first = await server.shop.releaseLine({ params, body: { reason: 'the stock is here' } });
    expect(first).toMatchObject({ status: 'held', holdReason: null, production: { status: 'held' } });
    const second = await server.shop.releaseLine({ params, body: { reason: 'looks right' } });
    expect(second).toMatchObject({ status: 'ready', production: { status: 'done' } });
    const made = await read(order.id);
    expect(made.status).toBe('produced');
    expect(types(made)).toEqual(
      expect.arrayContaining(['production.held', 'line.held', 'line.released', 'production.released']),
    );
  });

  it('of nobody cannot be released', async () => {
    server.renderer.parity = { ppm: 431, hold: true };
    const { id: orderId } = await place();
    await reaches(orderId, 'held');
    server.renderer.parity = { ppm: 0, hold: false };
    const release = server.shop.releaseOrder({ params: { orderId }, body: because });
    await expect(release).rejects.toMatchObject(refused('order_state', 'held'));
  });
});

describe('editing', () => {
  it('changes the quantity at the price of the frozen version', async () => {
    const order = await place();
    const [line] = order.lines;
    const params = { lineItemId: line!.id };
    const three = await server.shop.updateLine({ params, body: { quantity: 3 } });
    const [changed] = three.lines;
    expect(changed!.quote.quantity).toBe(3);
    expect(changed!.quote.priceBook).toEqual(line!.quote.priceBook);
    expect(three).toMatchObject({ pieceCount: 3, totalMinor: changed!.totalMinor });
    const event = three.events.find(({ type }) => type === 'line.quantity_changed');
    expect(event!.data).toMatchObject({ from: 1, to: 3 });
    const same = await server.shop.updateLine({ params, body: { quantity: 3 } });
    expect(types(same).filter((type) => type === 'line.quantity_changed')).toHaveLength(1);
    const one = await server.shop.updateLine({ params, body: { quantity: 1 } });
    expect(one.totalMinor).toBe(order.totalMinor);
  });

  it('changes address, customer and promised time, and says which', async () => {
    const order = await place();
    const customer = { name: 'Grace Martin', email: 'grace@example.test' };
    const dueAt = '2030-01-02T03:04:05.000Z';
    const changed = await server.shop.updateOrder({
      params: { orderId: order.id },
      body: { customer, dueAt },
    });
    expect(changed).toMatchObject({ customer, dueAt, shipTo: order.shipTo, late: false });
    const event = changed.events.find(({ type }) => type === 'order.updated');
    expect(event!.data).toMatchObject({ changed: ['customer', 'dueAt'] });
    const none = await server.shop.updateOrder({ params: { orderId: order.id }, body: { dueAt: null } });
    expect(none.dueAt).toBeNull();
  });

  it('keeps what the shop wrote on a line, and refuses one number for two lines', async () => {
    const version = await frozen(server, 'mug', 'props');
    const body = orderOf('E-props', [version]);
    const [line] = body.lines;
    const properties = { Wrapping: 'red paper' };
    const placed = await server.shop.createOrder({ body: { ...body, lines: [{ ...line!, properties }] } });
    expect(placed.lines[0]!.properties).toEqual(properties);
    const twice = { ...orderOf('E-twice', [version]), lines: [line!, line!] };
    await expect(server.shop.createOrder({ body: twice })).rejects.toMatchObject({ code: 'line_exists' });
  });
});

describe('the list', () => {
  it('finds what is late, what is due, and pages by promised time with the undated last', async () => {
    const at = (day: number) => `2020-01-0${day}T00:00:00.000Z`;
    const orders = [];
    for (const dueAt of [at(3), undefined, at(1), at(2), undefined])
      orders.push(await place(1, dueAt === undefined ? {} : { dueAt }));
    const [third, none, first, second, nothing] = orders.map(({ externalId }) => externalId);
    const mine = new Set([third, none, first, second, nothing]);
    for (const { id } of orders) await server.shop.holdOrder({ params: { orderId: id }, body: because });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { sort: 'due' as const, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const page = await server.shop.listOrders({ query });
      seen.push(...page.items.map(({ externalId }) => externalId).filter((name) => mine.has(name)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([first, second, third, none, nothing]);
    const numbers = async (query: Parameters<typeof server.shop.listOrders>[0]['query']) =>
      (await server.shop.listOrders({ query })).items.map(({ externalId }) => externalId);
    expect(await numbers({ late: 'true', sort: 'due' })).toEqual([first, second, third]);
    const onTime = await numbers({ late: 'false', limit: 100 });
    expect(onTime).toContain(none);
    expect(onTime).not.toContain(first);
    expect(await numbers({ dueBefore: at(2) })).toEqual([first]);
    await server.shop.cancelOrder({ params: { orderId: orders[2]!.id }, body: because });
    expect(await numbers({ late: 'true', sort: 'due' })).toEqual([second, third]);
  });

  it('finds by product and by time', async () => {
    const { lines, createdAt, externalId } = await place();
    const { productId } = lines[0]!;
    const query = { productId, from: createdAt, q: externalId };
    expect((await server.shop.listOrders({ query })).items).toHaveLength(1);
    const before = { productId, to: createdAt, q: externalId };
    expect((await server.shop.listOrders({ query: before })).items).toEqual([]);
  });
});
