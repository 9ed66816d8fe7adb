import { provisionMember } from '@luneo/auth';
import type { JobTicket, JobTicketDetail, Member, Order } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, PASSWORD, signIn } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'tickets.test.ts' });
});
afterAll(() => server?.stop());

let serial = 0;
/** An order of one line whose files are made, and the ticket of it. */
async function made(quantity = 10): Promise<{ order: Order; ticket: JobTicketDetail }> {
  serial += 1;
  const order = await server.shop.createOrder({
    body: orderOf(`P-${serial}`, [await frozen(server)], quantity),
  });
  const lineItemId = order.lines[0]!.id;
  const { items } = await until(
    () => server.shop.listJobTickets({ query: { lineItemId } }),
    (answer) => answer.items.length > 0,
  );
  return { order, ticket: await ticketOf(items[0]!.id) };
}
const ticketOf = (jobTicketId: string) => server.shop.getJobTicket({ params: { jobTicketId } });
const scan = (jobTicketId: string, scanId: string, stage: string, quantity?: number) =>
  server.shop.scanJobTicket({
    params: { jobTicketId },
    body: { scanId, stage: stage as 'printed', ...(quantity !== undefined && { quantity }) },
  });
const supplier = (name: string, unitCostMinor: number, more: object = {}) =>
  server.shop.createSupplier({
    body: { name, offers: [{ processes: ['sublimation'], countries: ['FR'], unitCostMinor }], ...more },
  });
const quiet = async (supplierId: string): Promise<void> => {
  const {
    id,
    createdAt: _c,
    updatedAt: _u,
    ...body
  } = await server.shop.getSupplier({ params: { supplierId } });
  await server.shop.saveSupplier({ params: { supplierId: id }, body: { ...body, active: false } });
};

describe('a ticket', () => {
  it('waits for a person where there is no supplier, and can be made by the brand itself', async () => {
    const { ticket } = await made();
    expect(ticket).toMatchObject({ supplierId: null, stage: 'queued', nextStage: 'printed', quantity: 10 });
    expect(ticket.routing).toEqual({ by: 'rules', supplierId: null, considered: [] });
  });

  it('goes to the cheapest who has room, and says why', async () => {
    const dear = await supplier('Dear', 500);
    const full = await supplier('Full', 100, { dailyCapacity: 9 });
    const cheap = await supplier('Cheap', 300, { dailyCapacity: 15 });
    const { ticket, order } = await made();
    expect(ticket.supplierId).toBe(cheap.id);
    expect(ticket.routing.considered).toEqual([
      { supplierId: cheap.id, verdict: 'chosen', costMinor: 3_000, freeCapacity: 15 },
      { supplierId: dear.id, verdict: 'dearer', costMinor: 5_000, freeCapacity: null },
      { supplierId: full.id, verdict: 'capacity_full', costMinor: 1_000, freeCapacity: 9 },
    ]);
    const second = await made();
    expect(second.ticket.supplierId).toBe(dear.id);
    const { events } = await server.shop.getOrder({ params: { orderId: order.id } });
    expect(events.find(({ type }) => type === 'ticket.assigned')!.data).toMatchObject({
      supplierId: cheap.id,
      quantity: 10,
    });
    const params = { jobTicketId: second.ticket.id };
    await server.shop.assignJobTicket({ params, body: { supplierId: full.id } });
    expect(await ticketOf(second.ticket.id)).toMatchObject({
      supplierId: full.id,
      routing: { by: 'person', considered: [] },
    });
    await expect(server.shop.deleteSupplier({ params: { supplierId: full.id } })).rejects.toMatchObject({
      code: 'supplier_in_use',
    });
    for (const { id } of [dear, full, cheap]) await quiet(id);
    await expect(
      server.shop.assignJobTicket({ params, body: { supplierId: dear.id } }),
    ).rejects.toMatchObject({ code: 'supplier_inactive' });
  });

  it('passes its stages in order, each scan once', async () => {
    const { id } = (await made(3)).ticket;
    await expect(scan(id, `${id}-2`, 'packed')).rejects.toMatchObject({
      code: 'scan_out_of_order',
      problem: { params: { stage: 'queued', next: 'printed', scanned: 'packed' } },
    });
    const first = await scan(id, `${id}-1`, 'printed');
    expect(first).toMatchObject({ stage: 'printed', nextStage: 'pressed' });
    expect(await scan(id, `${id}-1`, 'printed')).toEqual(first);
    await expect(scan(id, `${id}-1`, 'pressed')).rejects.toMatchObject({ code: 'scan_conflict' });
    await scan(id, `${id}-2`, 'pressed');
    const last = await scan(id, `${id}-3`, 'packed');
    expect(last).toMatchObject({ stage: 'packed', nextStage: null });
    expect(last.scans.map(({ stage }) => stage)).toEqual(['printed', 'pressed', 'packed']);
    await expect(scan(id, `${id}-4`, 'printed')).rejects.toMatchObject({ code: 'scan_out_of_order' });
    const other = (await made(1)).ticket;
    await expect(scan(other.id, `${id}-1`, 'printed')).rejects.toMatchObject({ code: 'scan_conflict' });
  });

  it('counts one scan of two that come at once', async () => {
    const { id } = (await made(3)).ticket;
    const answers = await Promise.all([1, 2, 3].map(() => scan(id, `${id}-1`, 'printed')));
    expect(new Set(answers.map(({ stage }) => stage))).toEqual(new Set(['printed']));
    expect((await ticketOf(id)).scans).toHaveLength(1);
  });

  it('leaves pieces behind that were not scanned, and is split: no piece is lost or doubled', async () => {
    const { order, ticket } = await made(10);
    const { id } = ticket;
    const lineItemId = order.lines[0]!.id;
    await scan(id, `${id}-1`, 'printed', 4);
    await expect(scan(id, `${id}-2`, 'pressed', 5)).rejects.toMatchObject({ code: 'quantity_exceeded' });
    const params = { jobTicketId: id };
    await expect(server.shop.splitJobTicket({ params, body: { quantity: 4 } })).rejects.toMatchObject({
      code: 'quantity_exceeded',
    });
    const part = await server.shop.splitJobTicket({ params, body: { quantity: 1 } });
    expect(part).toMatchObject({ kind: 'split', parentId: id, stage: 'printed', quantity: 1 });
    const { items } = await server.shop.listJobTickets({ query: { lineItemId } });
    expect(items.map(({ stage, quantity }) => [stage, quantity])).toEqual([
      ['printed', 3],
      ['queued', 6],
      ['printed', 1],
    ]);
  });

  it('is printed again with a reason, and counted', async () => {
    const { id } = (await made(5)).ticket;
    const params = { jobTicketId: id };
    const body = { quantity: 2, code: 'damaged' as const, note: 'torn in the press' };
    await expect(server.shop.reprintJobTicket({ params, body })).rejects.toMatchObject({
      code: 'ticket_not_started',
    });
    await scan(id, `${id}-1`, 'printed');
    const first = await server.shop.reprintJobTicket({ params, body });
    expect(first).toMatchObject({
      kind: 'reprint',
      reprint: 1,
      quantity: 2,
      stage: 'queued',
      parentId: id,
      reason: { code: 'damaged', note: 'torn in the press' },
    });
    expect((await server.shop.reprintJobTicket({ params, body })).reprint).toBe(2);
    await expect(
      server.shop.reprintJobTicket({ params, body: { ...body, quantity: 6 } }),
    ).rejects.toMatchObject({ code: 'quantity_exceeded' });
  });

  it('is found in the queue by page, stage, process and order', async () => {
    const { order, ticket } = await made(2);
    const pages: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await server.shop.listJobTickets({ query: { limit: 2, ...(cursor && { cursor }) } });
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual([...new Set(pages)].sort());
    const found = async (query: NonNullable<Parameters<TestServer['shop']['listJobTickets']>[0]['query']>) =>
      (await server.shop.listJobTickets({ query })).items.map(({ id }) => id);
    expect(await found({ q: order.externalId })).toEqual([ticket.id]);
    expect((await found({ sort: 'newest', limit: 1 }))[0]).toBe(ticket.id);
    expect(await found({ q: order.externalId, process: 'dtg' })).toEqual([]);
    expect(await found({ q: order.externalId, stage: 'queued', process: 'sublimation' })).toEqual([
      ticket.id,
    ]);
    expect(await found({ q: order.externalId, stage: 'packed' })).toEqual([]);
  });
});

/** Signs somebody new of the demo brand in. */
async function supplierAtDemo(): Promise<{ browser: Browser; memberId: string }> {
  serial += 1;
  const email = `press-${serial}@people.test`;
  await provisionMember(server.database.authPool, newId, {
    brand: { name: 'Demo', slug: 'demo' },
    user: { name: 'Press', email },
    role: 'supplier',
    password: PASSWORD,
    resetPassword: false,
  });
  const owner = new Browser(server, {
    cookie: await signIn(server, server.demo.email, server.demo.password),
  });
  const { body } = await owner.json<{ items: Member[] }>(`/v1/members?search=${email}`);
  const browser = new Browser(server, { cookie: await signIn(server, email, PASSWORD) });
  return { browser, memberId: body.items[0]!.id };
}

describe('who works for a supplier', () => {
  it('sees its tickets and files and nothing else', async () => {
    const { browser, memberId } = await supplierAtDemo();
    const other = await made(1);
    const queue = async () => (await browser.json<{ items: JobTicket[] }>('/v1/job-tickets')).body.items;
    expect(await queue()).toEqual([]);
    const mine = await supplier('Theirs alone', 100, { memberIds: [memberId] });
    const rival = await supplier('Rival', 200);
    const { order, ticket } = await made(1);
    expect(ticket.supplierId).toBe(mine.id);
    expect((await queue()).map(({ id }) => id)).toEqual([ticket.id]);
    const { body } = await browser.json<JobTicketDetail>(`/v1/job-tickets/${ticket.id}`);
    expect(JSON.stringify(body)).not.toContain(rival.id);
    expect((await browser.json(`/v1/job-tickets/${other.ticket.id}`)).status).toBe(404);
    const scanned = { body: { scanId: 'their-scan-1', stage: 'printed' } };
    expect((await browser.json(`/v1/job-tickets/${other.ticket.id}/scans`, scanned)).status).toBe(404);
    expect((await browser.json(`/v1/job-tickets/${ticket.id}/scans`, scanned)).status).toBe(200);
    expect((await browser.json('/v1/suppliers')).status).toBe(403);
    const fileOf = async (orderId: string) =>
      (await server.shop.getOrder({ params: { orderId } })).lines[0]!.printFiles[0]!.id;
    const status = async (orderId: string) =>
      (await browser.fetch(`/v1/print-files/${await fileOf(orderId)}/content`)).status;
    expect(await status(order.id)).toBe(200);
    expect(await status(other.order.id)).toBe(404);
    await quiet(mine.id);
    await quiet(rival.id);
  });
});

describe('a shipment', () => {
  it('never holds more than was ordered, whatever comes at once', async () => {
    const { order } = await made(5);
    const lineItemId = order.lines[0]!.id;
    const params = { orderId: order.id };
    const ship = (quantity: number) =>
      server.shop.createShipment({
        params,
        body: { carrier: 'La Poste', tracking: '6A1', lines: [{ lineItemId, quantity }] },
      });
    const results = await Promise.allSettled([ship(2), ship(2), ship(2)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(ship(2)).rejects.toMatchObject({
      code: 'quantity_exceeded',
      problem: { errors: [{ pointer: '/body/lines/0', message: '1 left' }] },
    });
    const { items } = await server.shop.listShipments({ query: { orderId: order.id } });
    const [first] = items;
    const move = (to: 'in_transit' | 'cancelled' | 'delivered') =>
      server.shop.moveShipment({ params: { shipmentId: first!.id }, body: { to } });
    await move('cancelled');
    await expect(move('in_transit')).rejects.toMatchObject({ code: 'shipment_state' });
    expect((await ship(3)).status).toBe('created');
    const { events } = await server.shop.getOrder({ params });
    expect(events.filter(({ type }) => type.startsWith('shipment.')).map(({ type }) => type)).toEqual([
      'shipment.created',
      'shipment.created',
      'shipment.moved',
      'shipment.created',
    ]);
  });

  it('holds lines of its order alone, each once', async () => {
    const [one, other] = [await made(2), await made(2)];
    const line = (order: Order) => ({ lineItemId: order.lines[0]!.id, quantity: 1 });
    for (const lines of [[line(other.order)], [line(one.order), line(one.order)]])
      await expect(
        server.shop.createShipment({ params: { orderId: one.order.id }, body: { carrier: 'C', lines } }),
      ).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
