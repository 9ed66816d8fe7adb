import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalDatabase, startLocalDatabase } from '@luneo/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';

/** A durable server of its own: the shared one does not flush its commits. */
let local: LocalDatabase;
let server: TestServer;
beforeAll(async () => {
  local = await startLocalDatabase({ folder: await mkdtemp(join(tmpdir(), 'luneo-outage-')) });
  server = await startServer({ file: 'outage.test.ts', urls: local });
});
afterAll(async () => {
  await server?.stop();
  await local?.server.stop();
  if (local) await rm(local.server.folder, { recursive: true, force: true });
});

it('says 503 while the database is away, and produces every order it took', async () => {
  const version = await frozen(server);
  const statuses = new Map<string, number>();
  const send = async (externalId: string): Promise<void> => {
    const answer = await server.call('/v1/orders', {
      method: 'POST',
      headers: { authorization: `Bearer ${server.demo.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(orderOf(externalId, [version])),
    });
    statuses.set(externalId, answer.status);
  };
  let serial = 0;
  let sending = true;
  const shop = (async () => {
    while (sending) {
      serial += 1;
      await send(`D-${serial}`);
    }
  })();
  await vi.waitFor(() => expect(serial).toBeGreaterThan(3));
  process.kill(local.server.pid!, 'SIGKILL');
  await vi.waitFor(() => expect([...statuses.values()]).toContain(503), { timeout: 10_000, interval: 5 });
  const before = [...statuses.values()].filter((status) => status === 201).length;
  await vi.waitFor(
    () =>
      expect([...statuses.values()].filter((status) => status === 201).length).toBeGreaterThan(before + 3),
    { timeout: 20_000, interval: 50 },
  );
  sending = false;
  await shop;

  expect([...new Set(statuses.values())].sort()).toEqual([201, 503]);
  const taken = [...statuses].filter(([, status]) => status === 201).map(([externalId]) => externalId);
  for (const externalId of taken)
    await vi.waitFor(
      async () => {
        const { items } = await server.shop.listOrders({ query: { q: externalId } });
        const found = items.filter((order) => order.externalId === externalId);
        expect(found.map(({ status }) => status)).toEqual(['produced']);
      },
      { timeout: 30_000, interval: 100 },
    );
}, 90_000);
