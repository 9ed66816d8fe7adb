import { randomUUID } from 'node:crypto';
import { api, type OperationId, type Route } from '@luneo/contracts';
import { withClient } from '@luneo/database';
import { canonicalJson } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from './kit/brands.ts';
import { prepareRequests, type Requests } from './kit/requests.ts';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
let requests: Requests;
let member: Record<string, string>;
beforeAll(async () => {
  server = await startServer({ file: 'idempotency.test.ts' });
  requests = await prepareRequests(server);
  const cookie = await signIn(server, server.demo.email, server.demo.password);
  member = { cookie, origin: server.origin };
});
afterAll(() => server?.stop());

/** Posts that say they are idempotent and take JSON of a member or a server. */
const routes = Object.entries<Route>(api).filter(
  ([, { idempotent, bodyKind, credentials }]) =>
    idempotent &&
    bodyKind !== 'multipart' &&
    (credentials.includes('session') || credentials.includes('secret')),
) as [OperationId, Route][];
/** Not under the same words twice: they would end what other calls here need. */
const LAST = ['cancelLine', 'cancelOrder', 'revoke'];
const ordered = [...routes].sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b));

const send = async (id: OperationId, route: Route, { key, body }: { key: string; body: unknown }) => {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => requests.real[name]!);
  const answer = await server.call(path, {
    method: route.method,
    headers: {
      ...(route.credentials.includes('session')
        ? member
        : { authorization: `Bearer ${server.demo.secretKey}` }),
      'idempotency-key': key,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    id,
    status: answer.status,
    body: (await answer.json().catch(() => ({}))) as Record<string, unknown>,
  };
};
/** A secret is shown once; the order of names in an object says nothing. */
const shown = ({ status, body }: { status: number; body: object }): string =>
  canonicalJson(JSON.parse(JSON.stringify({ status, ...body, secret: undefined })));

describe('every POST that creates or charges', () => {
  it('gives one answer under one key, and refuses the key for another request', async () => {
    const told: string[] = [];
    const outcomes: Record<string, number> = {};
    for (const [id, route] of ordered) {
      const key = randomUUID();
      const body = requests.bodies[id] as Readonly<Record<string, unknown>> | undefined;
      const first = await send(id, route, { key, body });
      outcomes[id] = first.status;
      if (first.status >= 300) continue;
      const again = await send(id, route, { key, body });
      if (shown(again) !== shown(first)) told.push(`${id}: ${shown(first)} then ${shown(again)}`);
      if (body === undefined || Object.keys(body).length === 0) continue;
      const [name] = Object.keys(body) as [string];
      const other = { ...body, [name]: spoilt(body[name]) };
      const conflict = await send(id, route, { key, body: other });
      if (![400, 409, 422].includes(conflict.status)) told.push(`${id}: another body got ${conflict.status}`);
    }
    expect(told).toEqual([]);
    const succeeded = Object.values(outcomes).filter((status) => status < 300).length;
    expect(succeeded, JSON.stringify(outcomes)).toBeGreaterThan(20);
  });

  it('names the conflict', async () => {
    const body = { name: 'Keys', permissions: ['orders.read'] };
    const route = api.createRole as Route;
    const key = randomUUID();
    expect((await send('createRole', route, { key, body })).status).toBe(201);
    const other = await send('createRole', route, { key, body: { ...body, name: 'Other' } });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
  });
});

describe('a key', () => {
  const body = { name: 'Times', permissions: ['orders.read'] };
  const route = api.createRole as Route;
  const waits = (set: string): Promise<unknown> =>
    withClient(server.urls.directUrl, (client) => client.query(`UPDATE idempotency_key SET ${set}`));

  it('whose first call died is free after two minutes, and no sooner', async () => {
    const key = randomUUID();
    const name = `Died ${key.slice(0, 4)}`;
    expect((await send('createRole', route, { key, body: { ...body, name } })).status).toBe(201);
    await waits('status = NULL, answer = NULL');
    const again = () => send('createRole', route, { key, body: { ...body, name: `${name} again` } });
    const same = () => send('createRole', route, { key, body: { ...body, name } });
    expect((await same()).body).toMatchObject({ code: 'idempotency_in_flight' });
    await waits(`created_at = now() - interval '121 seconds'`);
    expect((await again()).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    const key = randomUUID();
    const made = await send('createRole', route, { key, body: { ...body, name: `Old ${key.slice(0, 4)}` } });
    const other = { ...body, name: `New ${key.slice(0, 4)}` };
    await waits(`created_at = now() - interval '23 hours'`);
    expect((await send('createRole', route, { key, body: other })).status).toBe(409);
    await waits(`created_at = now() - interval '25 hours'`);
    const next = await send('createRole', route, { key, body: other });
    expect([next.status, next.body.id === made.body.id]).toEqual([201, false]);
  });
});

/** Another value of the same kind. */
function spoilt(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return [...value, ...value.slice(0, 1)];
  return value === true ? false : { ...(value as object), other: 1 };
}
