import type { Order } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';

const HOUR_MS = 3_600_000;
const offset = { ms: 0 };
const clock = { now: () => Date.now() + offset.ms };
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'order-edits.test.ts', clock });
});
afterAll(() => server?.stop());

let serial = 0;
const iso = (ms: number) => new Date(clock.now() + ms).toISOString();
/** An order of so many lines, each of a design of its own. */
async function order(lines = 2, more: object = {}): Promise<Order> {
  serial += 1;
  const versions = [];
  for (let n = 0; n < lines; n++) versions.push(await frozen(server, 'mug', `${serial} ${n}`));
  return server.shop.createOrder({ body: { ...orderOf(`E-${serial}`, versions, 2), ...more } });
}
const get = (orderId: string): Promise<Order> => server.shop.getOrder({ params: { orderId } });
const reaches = (orderId: string, status: Order['status']): Promise<Order> =>
  vi.waitFor(
    async () => {
      const found = await get(orderId);
      expect(found.status).toBe(status);
      return found;
    },
    { timeout: 20_000, interval: 50 },
  );
const types = ({ events }: Order): string[] => events.map(({ type }) => type);
const reason = 'the shopper asked for it';
const ofOrder = (orderId: string) => ({ params: { orderId }, body: { reason } });
const ofLine = (lineItemId: string) => ({ params: { lineItemId }, body: { reason } });

describe('an order', () => {
  it('gets another address, customer and promised time, and says what changed', async () => {
    const { id, shipTo } = await order(1);
    const dueAt = iso(48 * HOUR_MS);
    const changed = await server.shop.updateOrder({
      params: { orderId: id },
      body: { shipTo: { ...shipTo, city: 'Lyon' }, dueAt },
    });
    expect(changed).toMatchObject({ shipTo: { city: 'Lyon' }, dueAt, late: false });
    expect(changed.events.at(-1)).toMatchObject({
      type: 'order.updated',
      data: { changed: ['shipTo', 'dueAt'] },
    });
    const later = await server.shop.updateOrder({
      params: { orderId: id },
      body: { customer: { name: 'Lou Petit', email: 'lou@example.test' }, dueAt: null },
    });
    expect(later).toMatchObject({ customer: { name: 'Lou Petit' }, dueAt: null });
    await expect(server.shop.updateOrder({ params: { orderId: id }, body: {} })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });

  it('held by a person has its files made and goes on where it was', async () => {
    const { id } = await order();
    expect(await server.shop.holdOrder(ofOrder(id))).toMatchObject({ status: 'held', holdReason: reason });
    await vi.waitFor(
      async () => expect((await get(id)).lines.map(({ status }) => status)).toEqual(['ready', 'ready']),
      {
        timeout: 20_000,
      },
    );
    expect((await get(id)).status).toBe('held');
    expect(await server.shop.releaseOrder(ofOrder(id))).toMatchObject({
      status: 'produced',
      holdReason: null,
    });
    expect(types(await get(id))).toEqual(
      expect.arrayContaining(['order.held', 'order.released', 'order.produced']),
    );
    await expect(server.shop.releaseOrder(ofOrder(id))).rejects.toMatchObject({ code: 'order_state' });
  });

  it('is cancelled once, with all its lines; nothing moves it afterwards', async () => {
    const { id, lines } = await order();
    const cancelled = await server.shop.cancelOrder(ofOrder(id));
    expect(cancelled).toMatchObject({ status: 'cancelled', totalMinor: 0 });
    expect(cancelled.lines.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    const again = await server.shop.cancelOrder(ofOrder(id));
    expect(types(again)).toEqual(types(cancelled));
    const gone = { code: 'order_state', problem: { params: { status: 'cancelled' } } };
    await expect(server.shop.holdOrder(ofOrder(id))).rejects.toMatchObject(gone);
    await expect(
      server.shop.updateOrder({ params: { orderId: id }, body: { dueAt: null } }),
    ).rejects.toMatchObject(gone);
    await expect(server.shop.holdLine(ofLine(lines[0]!.id))).rejects.toMatchObject({ code: 'line_state' });
    // A worker that was at it ends without a word.
    const other = await order(1);
    await reaches(other.id, 'produced');
    expect((await get(id)).status).toBe('cancelled');
    expect(types(await get(id)).filter((type) => type === 'order.cancelled')).toHaveLength(1);
  });

  it('cancelled while its files are made stays cancelled', async () => {
    const { id } = await order(3);
    const answers = await Promise.all([
      server.shop.cancelOrder(ofOrder(id)),
      server.shop.cancelOrder(ofOrder(id)),
      server.shop.holdOrder(ofOrder(id)).catch(({ code }: { code: string }) => code),
    ]);
    expect(answers[0].status).toBe('cancelled');
    await reaches((await order(1)).id, 'produced');
    const end = await get(id);
    expect(end.status).toBe('cancelled');
    expect(types(end).filter((type) => type === 'line.cancelled')).toHaveLength(3);
    expect(types(end)).not.toContain('order.produced');
  });

  it('is refused when two lines have one name', async () => {
    const version = await frozen(server, 'mug', 'twins');
    const body = orderOf('E-twins', [version, version]);
    await expect(
      server.shop.createOrder({
        body: { ...body, lines: body.lines.map((line) => ({ ...line, externalId: '1' })) },
      }),
    ).rejects.toMatchObject({
      code: 'line_exists',
      problem: { errors: [{ pointer: '/body/lines/1/externalId' }] },
    });
  });

  it('keeps what the shop wrote on its lines', async () => {
    const version = await frozen(server, 'mug', 'properties');
    const body = orderOf('E-properties', [version]);
    const properties = { Gift: 'yes, wrap it 🎁', _engraver: '7' };
    const placed = await server.shop.createOrder({
      body: { ...body, lines: body.lines.map((line) => ({ ...line, properties })) },
    });
    expect(placed.lines[0]!.properties).toEqual(properties);
  });
});

describe('a line', () => {
  it('gets another quantity and the price of it, also when its files are made', async () => {
    const { id, totalMinor, lines } = await order(1);
    await reaches(id, 'produced');
    const line = lines[0]!;
    const changed = await server.shop.updateLine({
      params: { lineItemId: line.id },
      body: { quantity: 100 },
    });
    expect(changed.lines[0]).toMatchObject({ quantity: 100, totalMinor: changed.totalMinor });
    expect(changed.totalMinor).toBeGreaterThan(totalMinor);
    expect(changed.lines[0]!.quote.totalMinor).toBe(changed.totalMinor);
    expect(changed.events.at(-1)).toMatchObject({
      type: 'line.quantity_changed',
      data: { from: 2, to: 100 },
    });
    const same = await server.shop.updateLine({ params: { lineItemId: line.id }, body: { quantity: 100 } });
    expect(same.events).toHaveLength(changed.events.length);
  });

  it('is cancelled alone; the last one takes the order with it', async () => {
    const { id, lines, totalMinor } = await order();
    const [first, second] = lines;
    const one = await server.shop.cancelLine(ofLine(first!.id));
    expect(one.totalMinor).toBe(totalMinor - first!.totalMinor);
    expect(one.lines.map(({ status }) => status)[0]).toBe('cancelled');
    await reaches(id, 'produced');
    const both = await server.shop.cancelLine(ofLine(second!.id));
    expect(both).toMatchObject({ status: 'cancelled', totalMinor: 0 });
    expect(types(both).slice(-2)).toEqual(['line.cancelled', 'order.cancelled']);
    await expect(
      server.shop.updateLine({ params: { lineItemId: first!.id }, body: { quantity: 3 } }),
    ).rejects.toMatchObject({ code: 'line_state', problem: { params: { status: 'cancelled' } } });
  });

  it('held by a person holds its order, until it is released', async () => {
    const { id, lines } = await order();
    const held = await server.shop.holdLine(ofLine(lines[0]!.id));
    expect(held).toMatchObject({ status: 'held', holdReason: reason });
    await vi.waitFor(async () => expect((await get(id)).lines[1]!.status).toBe('ready'), { timeout: 20_000 });
    expect((await get(id)).status).toBe('held');
    const released = await server.shop.releaseLine(ofLine(lines[0]!.id));
    expect(released.holdReason).toBeNull();
    const done = await reaches(id, 'produced');
    expect(types(done)).toEqual(expect.arrayContaining(['line.held', 'line.released']));
    await expect(server.shop.releaseLine(ofLine(lines[0]!.id))).rejects.toMatchObject({ code: 'line_state' });
  });
});

describe('a line in doubt that a person holds as well', () => {
  it('takes a release for each', async () => {
    server.renderer.parity = { ppm: 431, hold: true };
    const { id, lines } = await order(1);
    await reaches(id, 'held');
    server.renderer.parity = { ppm: 0, hold: false };
    const line = lines[0]!.id;
    await server.shop.holdLine(ofLine(line));
    const first = await server.shop.releaseLine(ofLine(line));
    expect(first).toMatchObject({ status: 'held', holdReason: null, production: { status: 'held' } });
    const second = await server.shop.releaseLine(ofLine(line));
    expect(second).toMatchObject({ status: 'ready', production: { status: 'done' } });
    const made = await reaches(id, 'produced');
    expect(types(made).slice(-4)).toEqual([
      'line.held',
      'line.released',
      'production.released',
      'order.produced',
    ]);
  });
});

describe('the list', () => {
  it('finds what is late, by product and by time, soonest due first', async () => {
    const soon = await order(1, { dueAt: iso(HOUR_MS) });
    const later = await order(1, { dueAt: iso(3 * HOUR_MS) });
    for (const { id } of [soon, later]) {
      await server.shop.holdOrder(ofOrder(id));
    }
    offset.ms += 2 * HOUR_MS;
    const late = await server.shop.listOrders({ query: { late: 'true' } });
    expect(late.items).toMatchObject([{ id: soon.id, late: true }]);
    const notLate = await server.shop.listOrders({ query: { late: 'false', limit: 100 } });
    expect(notLate.items.map(({ id }) => id)).toContain(later.id);
    expect(notLate.items.map(({ id }) => id)).not.toContain(soon.id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await server.shop.listOrders({
        query: { sort: 'due', limit: 3, ...(cursor && { cursor }) },
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.slice(0, 2)).toEqual([soon.id, later.id]);
    expect(new Set(seen).size).toBe(seen.length);
    const all = await server.shop.listOrders({ query: { limit: 100 } });
    expect(seen).toHaveLength(all.items.length);
    const card = await server.shop.listOrders({ query: { productId: server.demo.products.card! } });
    expect(card.items).toEqual([]);
    const future = await server.shop.listOrders({ query: { from: iso(HOUR_MS) } });
    expect(future.items).toEqual([]);
    await server.shop.releaseOrder(ofOrder(soon.id));
    await reaches(soon.id, 'produced');
    expect((await get(soon.id)).late).toBe(false);
  });
});
