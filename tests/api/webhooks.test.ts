import { withClient } from '@luneo/database';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeBrand, newId } from './kit/brands.ts';
import { type Receiver, startReceiver, verified } from './kit/receiver.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

const FILE = 'webhooks.test.ts';
const DAY_MS = 24 * 60 * 60 * 1000;

let server: TestServer;
let offsetMs = 0;
const receivers: Receiver[] = [];

beforeAll(async () => {
  server = await startServer({ file: FILE, clock: { now: () => Date.now() + offsetMs } });
});
afterAll(() => server?.stop());
afterEach(async () => {
  for (const receiver of receivers.splice(0)) receiver.stop();
  const { items } = await server.shop.listWebhookEndpoints({});
  for (const { id } of items) await server.shop.deleteWebhookEndpoint({ params: { webhookEndpointId: id } });
  offsetMs = 0;
});

type Types = Parameters<TestServer['shop']['createWebhookEndpoint']>[0]['body']['eventTypes'];

async function listen(eventTypes: Types = ['order.received']) {
  const receiver = await startReceiver();
  receivers.push(receiver);
  const { id, secret } = await server.shop.createWebhookEndpoint({ body: { url: receiver.url, eventTypes } });
  return { receiver, secret: secret!, params: { webhookEndpointId: id } };
}

let orders = 0;
async function order() {
  orders += 1;
  return server.shop.createOrder({ body: orderOf(`W-${orders}`, [await frozen(server)]) });
}

const count = (receiver: Receiver, n: number) =>
  expect.poll(() => receiver.received.length, { timeout: 15_000, interval: 20 }).toBe(n);
const deliveries = async (params: { webhookEndpointId: string }) =>
  (await server.shop.listWebhookDeliveries({ params, query: {} })).items;
const only = async (params: { webhookEndpointId: string }) => (await deliveries(params))[0]!;
const settled = (params: { webhookEndpointId: string }, status: string) =>
  expect.poll(async () => (await only(params))?.status, { timeout: 15_000, interval: 20 }).toBe(status);
const tried = (params: { webhookEndpointId: string }, tries: number) =>
  expect.poll(async () => (await only(params))?.tries, { timeout: 15_000, interval: 20 }).toBe(tries);

/** What waits for its time is due now. */
const makeDue = () =>
  withClient(inject('databases')[FILE]!.directUrl, (client) =>
    client.query(
      `UPDATE jobs.job SET start_after = now() WHERE name = 'webhook.deliver' AND state IN ('created', 'retry')`,
    ),
  );

/** Nothing more is told of the orders there are. */
const produced = () =>
  withClient(inject('databases')[FILE]!.directUrl, (client) =>
    until(
      () =>
        client.query<{ left: string }>(
          `SELECT (SELECT count(*) FROM "order") - count(*) AS left FROM event WHERE type = 'order.produced'`,
        ),
      ({ rows }) => Number(rows[0]!.left) === 0,
    ),
  );

describe('a delivery', () => {
  it('arrives signed, so that the vendor’s library accepts it, and is logged with both bodies', async () => {
    const { receiver, secret, params } = await listen();
    receiver.answers.push({ status: 200, headers: { 'set-cookie': 'sid=secret' }, body: `thanks ${secret}` });
    const placed = await order();
    await count(receiver, 1);
    const [got] = receiver.received;
    expect(verified(secret, got!)).toMatchObject({
      type: 'order.received',
      version: 1,
      data: { orderId: placed.id, currency: 'EUR' },
    });
    expect(got!.headers['webhook-id']).toMatch(/^evt_/);
    expect(got!.headers['content-type']).toBe('application/json');
    await settled(params, 'delivered');
    const { id } = await only(params);
    const detail = await server.shop.getWebhookDelivery({ params: { webhookDeliveryId: id } });
    expect(detail).toMatchObject({ status: 'delivered', lastStatus: 200, tries: 1, lastError: null });
    const [attempt] = detail.attempts;
    expect(attempt!.request.body).toBe(got!.body);
    expect(attempt!.response!.headers['set-cookie']).toBe('(left out)');
    expect(JSON.stringify(detail)).not.toContain(secret.slice(6));
    expect(JSON.stringify(detail)).not.toContain(got!.headers['webhook-signature']);
  });

  it('goes to those who chose its type and to nobody of another brand', async () => {
    await produced();
    const [mine, others, all] = [await listen(), await listen(['production.held']), await listen(['*'])];
    const stranger = await makeBrand(server, 'stranger');
    const foreign = await startReceiver();
    receivers.push(foreign);
    const client = server.client(stranger.secretKey);
    await client.createWebhookEndpoint({ body: { url: foreign.url, eventTypes: ['*'] } });
    await order();
    await count(mine.receiver, 1);
    // Received, frozen, started, file ready, done, produced.
    await expect.poll(() => all.receiver.received.length, { timeout: 15_000 }).toBe(6);
    expect(others.receiver.received).toEqual([]);
    expect(foreign.received).toEqual([]);
  });

  it('of an order that is rolled back does not exist', async () => {
    const { receiver, params } = await listen();
    const version = await frozen(server);
    const body = { ...orderOf(`rolled-${newId()}`, [version]), currency: 'USD' };
    await expect(server.shop.createOrder({ body })).rejects.toMatchObject({ code: 'currency_mismatch' });
    await order();
    await count(receiver, 1);
    expect(await deliveries(params)).toHaveLength(1);
  });
});

describe('a receiver that fails', () => {
  it('is tried again under the same id, until it answers', async () => {
    const { receiver, secret, params } = await listen();
    receiver.answers.push(500, { status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    await order();
    await tried(params, 1);
    expect(await only(params)).toMatchObject({ status: 'pending', lastStatus: 500, lastError: 'status' });
    await makeDue();
    await tried(params, 2);
    await makeDue();
    await settled(params, 'delivered');
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const got of receiver.received) verified(secret, got);
    expect((await server.shop.getWebhookEndpoint({ params })).failingSince).toBeNull();
  });

  it('for three days is switched off, with notice to the brand’s other endpoints', async () => {
    const { receiver, params } = await listen(['order.received']);
    const notices = await listen(['webhook.disabled', 'webhook.delivery_failed']);
    receiver.answers.push(...Array.from({ length: 20 }, () => 503));
    await order();
    for (let tries = 1; tries < 10; tries++) {
      await tried(params, tries);
      offsetMs += DAY_MS;
      await makeDue();
    }
    await settled(params, 'failed');
    await count(notices.receiver, 2);
    const types = notices.receiver.received
      .map(({ body }) => (JSON.parse(body) as { type: string }).type)
      .sort();
    expect(types).toEqual(['webhook.delivery_failed', 'webhook.disabled']);
    expect(await server.shop.getWebhookEndpoint({ params })).toMatchObject({
      status: 'disabled',
      disabledReason: 'failing',
    });
    const sent = receiver.received.length;
    await order();
    expect(await deliveries(params)).toHaveLength(1);
    expect(receiver.received).toHaveLength(sent);
    await expect(server.shop.testWebhookEndpoint({ params })).rejects.toMatchObject({
      code: 'webhook_disabled',
    });
  }, 120_000);

  it('is switched off at once when it says it is gone', async () => {
    const { receiver, params } = await listen();
    receiver.answers.push(410);
    await order();
    await settled(params, 'failed');
    expect(await server.shop.getWebhookEndpoint({ params })).toMatchObject({
      status: 'disabled',
      disabledReason: 'gone',
    });
    const on = await server.shop.updateWebhookEndpoint({ params, body: { status: 'enabled' } });
    expect(on).toMatchObject({ status: 'enabled', disabledReason: null, failingSince: null });
  });

  it('or does not answer keeps nobody else waiting, and gets few calls at a time', async () => {
    const slow = await listen(['webhook.test', 'order.received']);
    slow.receiver.answers.push(...Array.from({ length: 40 }, () => 'never' as const));
    for (let n = 0; n < 12; n++) await server.shop.testWebhookEndpoint({ params: slow.params });
    await expect.poll(() => slow.receiver.received.length, { timeout: 10_000 }).toBeGreaterThan(1);
    const quick = await listen();
    const began = performance.now();
    await order();
    await count(quick.receiver, 1);
    expect(performance.now() - began).toBeLessThan(5_000);
    // Three at a time; a call given up is still open to the receiver when the next one comes.
    expect(slow.receiver.mostOpen()).toBeLessThanOrEqual(6);
  });
});

describe('replay', () => {
  it('sends one delivery again under its id', async () => {
    const { receiver, params } = await listen();
    await order();
    await settled(params, 'delivered');
    const { id } = await only(params);
    const again = await server.shop.replayWebhookDelivery({ params: { webhookDeliveryId: id } });
    expect(again).toMatchObject({ status: 'pending', round: 2, tries: 0 });
    await count(receiver, 2);
    expect(receiver.received[1]!.headers['webhook-id']).toBe(receiver.received[0]!.headers['webhook-id']);
    await settled(params, 'delivered');
    const detail = await server.shop.getWebhookDelivery({ params: { webhookDeliveryId: id } });
    expect(detail.attempts.map(({ round, number }) => [round, number])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('of a time sends what was missed, and all where asked', async () => {
    const from = new Date().toISOString();
    await order();
    await order();
    const { receiver, params } = await listen();
    await order();
    await settled(params, 'delivered');
    const body = { from, to: new Date(Date.now() + 60_000).toISOString() };
    const job = await server.shop.replayWebhooks({ params, body });
    expect(job).toMatchObject({ kind: 'webhooks.replay', progress: { total: 3 } });
    const report = async (id: string) => {
      await expect
        .poll(async () => (await server.shop.getJob({ params: { jobId: id } })).status, { timeout: 10_000 })
        .toBe('done');
      return (await server.shop.getJob({ params: { jobId: id } })).report;
    };
    expect(await report(job.id)).toEqual({ sent: 2, skipped: 1 });
    await count(receiver, 3);
    await expect
      .poll(async () => (await deliveries(params)).filter(({ status }) => status === 'delivered').length)
      .toBe(3);
    const all = await server.shop.replayWebhooks({ params, body: { ...body, missedOnly: false } });
    expect(await report(all.id)).toEqual({ sent: 3, skipped: 0 });
    await count(receiver, 6);
  });
});

describe('secrets', () => {
  it('are shown once, also under an idempotency key', async () => {
    const receiver = await startReceiver();
    receivers.push(receiver);
    const body = { url: receiver.url, eventTypes: ['order.received' as const] };
    const first = await server.shop.createWebhookEndpoint({ body }, { idempotencyKey: 'once' });
    const again = await server.shop.createWebhookEndpoint({ body }, { idempotencyKey: 'once' });
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(again).toEqual({ ...first, secret: null });
    const dump = await withClient(inject('databases')[FILE]!.directUrl, async (client) => {
      const tables = ['webhook_secret', 'webhook_endpoint', 'idempotency_key'];
      const rows: unknown[] = [];
      for (const name of tables) rows.push((await client.query(`SELECT t::text FROM ${name} t`)).rows);
      return JSON.stringify(rows);
    });
    expect(dump).not.toContain(first.secret!.slice(6));
    expect(dump).not.toContain(Buffer.from(first.secret!.slice(6), 'base64').toString('hex'));
  });

  it('overlap while one replaces the other', async () => {
    const { receiver, secret, params } = await listen(['webhook.test']);
    const rotated = await server.shop.rotateWebhookSecret({ params, body: { overlapHours: 1 } });
    expect(rotated.secrets).toHaveLength(2);
    await server.shop.testWebhookEndpoint({ params });
    await count(receiver, 1);
    verified(secret, receiver.received[0]!);
    verified(rotated.secret!, receiver.received[0]!);
    offsetMs = 2 * 60 * 60 * 1000;
    expect((await server.shop.getWebhookEndpoint({ params })).secrets).toHaveLength(1);
    offsetMs = 0;
    const last = await server.shop.rotateWebhookSecret({ params, body: { overlapHours: 0 } });
    await server.shop.testWebhookEndpoint({ params });
    await count(receiver, 2);
    verified(last.secret!, receiver.received[1]!);
    expect(() => verified(rotated.secret!, receiver.received[1]!)).toThrow();
  });
});

describe('addresses', () => {
  it.each([
    'http://receiver.example/hooks',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::ffff:127.0.0.1]/',
    'https://receiver.example:22/',
    'https://user:pass@receiver.example/',
  ])('%s is refused', async (url) => {
    await expect(
      server.shop.createWebhookEndpoint({ body: { url, eventTypes: ['*'] } }),
    ).rejects.toMatchObject({ status: 422, code: 'url_refused' });
  });

  it('that lead inside only by their name fail when they are called', async () => {
    const { params } = await listen(['webhook.test']);
    await server.shop.updateWebhookEndpoint({ params, body: { url: 'https://ip6-allnodes/hooks' } });
    await server.shop.testWebhookEndpoint({ params });
    await tried(params, 1);
    expect((await only(params)).lastError).toMatch(/^(address|name_unknown)$/);
  });
});

describe('what can be subscribed to', () => {
  it('is listed with schema and example', async () => {
    const { items } = await server.shop.listEventTypes({});
    expect(items.length).toBeGreaterThanOrEqual(20);
    for (const { description, schema, example } of items) {
      expect(description).not.toBe('');
      expect(schema).toMatchObject({ type: 'object' });
      expect(Object.keys(example).length).toBeGreaterThan(0);
    }
  });

  it('can be read instead of received, page by page', async () => {
    const from = new Date().toISOString();
    const placed = [await order(), await order()].map(({ id }) => id);
    // Others here act days ahead.
    const to = new Date(Date.now() + 60_000).toISOString();
    const query = { type: 'order.received' as const, from, to, limit: 1 };
    const first = await server.shop.listEvents({ query });
    const second = await server.shop.listEvents({ query: { ...query, cursor: first.nextCursor! } });
    expect([...second.items, ...first.items].map(({ data }) => data.orderId)).toEqual(placed);
    expect(second.nextCursor).toBeNull();
  });

  it('is for those who may manage webhooks', async () => {
    const brand = await makeBrand(server, 'webhook-roles');
    for (const [role, status] of [
      ['admin', 200],
      ['designer', 403],
      ['viewer', 403],
      ['supplier', 403],
    ] as const) {
      const headers = { cookie: await brand.signIn(role), origin: server.origin };
      expect((await server.call('/v1/webhook-endpoints', { headers })).status, role).toBe(status);
    }
  });
});

it('logs no secret', () => {
  expect(JSON.stringify(server.lines)).not.toContain('whsec_');
});
