import type { AuditEntry } from '@luneo/contracts';
import { withClient } from '@luneo/database';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeBrand, type TestBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, openWidget, orderOf } from './kit/shopper.ts';

const FILE = 'audit.test.ts';
let server: TestServer;
let brand: TestBrand;
let owner: string;
let headers: Record<string, string>;

beforeAll(async () => {
  server = await startServer({ file: FILE });
  brand = await makeBrand(server, 'audited');
  owner = await brand.signIn('owner');
  headers = {
    cookie: owner,
    origin: server.origin,
    'user-agent': 'Dashboard/1',
  };
});
afterAll(() => server?.stop());

const send = async (method: string, path: string, body?: unknown) => {
  const answer = await server.call(path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    requestId: answer.headers.get('x-request-id')!,
    body: (await answer.json().catch(() => null)) as { id: string; secret?: string },
  };
};
const list = async (query = ''): Promise<AuditEntry[]> => {
  const answer = await server.call(`/v1/audit-entries${query}`, { headers });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: AuditEntry[] }).items;
};

const settings = { url: 'http://127.0.0.1:9/', eventTypes: ['order.received'] };

describe('a change', () => {
  it('is written down with who, from where, what it was and what it is', async () => {
    const made = await send('POST', '/v1/webhook-endpoints', settings);
    const changed = await send('PATCH', `/v1/webhook-endpoints/${made.body.id}`, {
      description: 'Order desk',
    });
    const gone = await send('DELETE', `/v1/webhook-endpoints/${made.body.id}`);
    const [deleted, update, insert] = await list(`?subject=${made.body.id}`);
    expect(insert).toMatchObject({
      action: 'created',
      operation: 'createWebhookEndpoint',
      requestId: made.requestId,
      actor: { kind: 'member', id: expect.stringMatching(/^usr_/) },
      ip: '127.0.0.1',
      userAgent: 'Dashboard/1',
      reason: null,
      subject: { type: 'webhookEndpoint', id: made.body.id },
      before: null,
      after: { url: settings.url, status: 'enabled' },
    });
    expect(update).toMatchObject({
      action: 'changed',
      requestId: changed.requestId,
      before: { description: '' },
      after: { description: 'Order desk' },
    });
    expect(Object.keys(update!.after!)).toEqual(['description']);
    expect(deleted).toMatchObject({ action: 'deleted', requestId: gone.requestId, after: null });
  });

  it('leaves secrets out', async () => {
    const made = await send('POST', '/v1/webhook-endpoints', settings);
    const entries = await list(`?requestId=${made.requestId}`);
    expect(entries.map(({ subject }) => subject.type).sort()).toEqual(['webhookEndpoint', 'webhookSecret']);
    const { secret } = made.body as unknown as { secret: string };
    expect(JSON.stringify(entries)).not.toContain(Buffer.from(secret.slice(6), 'base64').toString('hex'));
    expect(entries.find(({ subject }) => subject.type === 'webhookSecret')!.after!.sealed).toBe(
      '(left out: secret)',
    );
  });

  it('that does not happen leaves no entry, nor does reading', async () => {
    const before = await list();
    const refused = await send('POST', '/v1/webhook-endpoints', { ...settings, url: 'https://10.0.0.1/' });
    expect(refused.status).toBe(422);
    await send('PATCH', '/v1/webhook-endpoints/whe_01kb0c6z3mf9v8x2q4t7y1n5rh', { description: 'x' });
    await send('GET', '/v1/webhook-endpoints');
    expect(await list()).toEqual(before);
  });

  it('of keys, which no trigger sees, is written down before it happens', async () => {
    const made = await send('POST', '/v1/api-keys', { kind: 'secret', mode: 'test', name: 'Shop server' });
    expect(made.status).toBe(201);
    const [entry, ...others] = await list(`?requestId=${made.requestId}`);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      action: 'called',
      operation: 'createApiKey',
      subject: { type: 'brand', id: null },
      after: { kind: 'secret', mode: 'test', name: 'Shop server' },
    });
    const { id, secret } = made.body;
    expect(JSON.stringify(entry)).not.toContain(secret!);
    const renamed = await send('PATCH', `/v1/api-keys/${id}`, { name: 'Old shop server' });
    expect(renamed.status).toBe(200);
    expect(await list(`?subject=${id}`)).toMatchObject([
      { operation: 'updateApiKey', subject: { type: 'apiKey', id } },
    ]);
  });

  it('is written once, though it is asked for twice under one key', async () => {
    headers['idempotency-key'] = 'audit-once';
    const first = await send('POST', '/v1/webhook-endpoints', settings);
    const again = await send('POST', '/v1/webhook-endpoints', settings);
    delete headers['idempotency-key'];
    expect(again.body.id).toBe(first.body.id);
    expect(await list(`?subject=${first.body.id}`)).toHaveLength(1);
  });
});

describe('an order', () => {
  const ownerOf = async () => {
    const demo = await makeBrand(server, 'demo');
    const cookie = await demo.signIn('owner');
    return { cookie, origin: server.origin };
  };

  it('is written down as its key placed it, without the shopper', async () => {
    const placed = await server.shop.createOrder({ body: orderOf('AUDIT-1', [await frozen(server)]) });
    const answer = await server.call(`/v1/audit-entries?operation=createOrder`, { headers: await ownerOf() });
    const { items } = (await answer.json()) as { items: AuditEntry[] };
    const order = items.find(({ subject }) => subject.id === placed.id)!;
    expect(order).toMatchObject({
      actor: { kind: 'key', id: expect.stringMatching(/^key_/) },
      action: 'created',
      after: { externalId: 'AUDIT-1', customerEmail: '(left out: personal)', shipTo: '(left out: personal)' },
    });
    expect(JSON.stringify(items)).not.toMatch(/ada@example|Ada Moreau|rue du Port/);
    expect(new Set(items.map(({ subject }) => subject.type))).toEqual(
      new Set(['order', 'lineItem', 'productionJob']),
    );
  });

  it('keeps shoppers and jobs out: designs and production have a history of their own', async () => {
    await openWidget(server, 'mug');
    const answer = await server.call('/v1/audit-entries', { headers: await ownerOf() });
    const { items } = (await answer.json()) as { items: AuditEntry[] };
    expect(items.filter(({ operation }) => !['createOrder', 'releaseLine'].includes(operation))).toEqual([]);
  });
});

describe('the log', () => {
  it('cannot be changed by the role the server runs as', async () => {
    const { url } = inject('databases')[FILE]!;
    for (const sql of [
      `UPDATE audit_entry SET actor = 'nobody'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
      'DROP TRIGGER audit ON webhook_endpoint',
    ])
      await expect(withClient(url, (client) => client.query(sql))).rejects.toThrow(
        /permission denied|must be owner/,
      );
  });

  it('belongs to one brand, and to its owner and admins', async () => {
    const stranger = await makeBrand(server, 'audit-stranger');
    for (const [role, status] of [
      ['admin', 200],
      ['production', 403],
      ['viewer', 403],
    ] as const) {
      const answer = await server.call('/v1/audit-entries', {
        headers: { cookie: await stranger.signIn(role), origin: server.origin },
      });
      expect(answer.status, role).toBe(status);
      if (status === 200) expect(await answer.json()).toEqual({ items: [], nextCursor: null });
    }
    const bearer = { authorization: `Bearer ${brand.secretKey}` };
    expect((await server.call('/v1/audit-entries', { headers: bearer })).status).toBe(403);
  });

  it('is read page by page, and by every filter', async () => {
    const all = await list('?limit=100');
    const answer = await server.call('/v1/audit-entries?limit=2', { headers });
    const page = (await answer.json()) as { items: AuditEntry[]; nextCursor: string };
    expect(page.items).toEqual(all.slice(0, 2));
    expect(await list(`?limit=100&cursor=${page.nextCursor}`)).toEqual(all.slice(2));
    const [last] = all;
    for (const query of [
      `actor=${last!.actor.id}`,
      `operation=${last!.operation}`,
      `action=${last!.action}`,
      `subject=${last!.subject.id}`,
      `requestId=${last!.requestId}`,
    ])
      expect(
        (await list(`?${query}`)).map(({ id }) => id),
        query,
      ).toContain(last!.id);
    expect(await list(`?to=${all.at(-1)!.at}`)).toEqual([]);
    expect((await server.call('/v1/audit-entries?subject=nothing', { headers })).status).toBe(400);
  });

  it('is exported whole, as lines of JSON and as a table in which nothing is a formula', async () => {
    const made = await send('POST', '/v1/webhook-endpoints', { ...settings, description: '=cmd()' });
    headers['user-agent'] = '=HYPERLINK("http://evil")';
    await send('PATCH', `/v1/webhook-endpoints/${made.body.id}`, { status: 'disabled' });
    headers['user-agent'] = 'Dashboard/1';
    const all = (await list('?limit=100')).reverse();
    const ndjson = await (await server.call('/v1/audit-entries.ndjson', { headers })).text();
    expect(
      ndjson
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as AuditEntry),
    ).toEqual(all);
    const csv = await server.call('/v1/audit-entries.csv', { headers });
    expect(csv.headers.get('content-disposition')).toContain('audit-log.csv');
    const text = await csv.text();
    expect(text.split('\n')).toHaveLength(all.length + 2);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(text).not.toMatch(/(^|,)"?=/m);
  });
});
