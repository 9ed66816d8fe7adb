import type { Order } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, design, frozen, openWidget, orderOf } from './kit/shopper.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'production.test.ts' });
});
afterAll(() => server?.stop());

let serial = 0;
/** Orders a design never drawn before, so that no render is reused. */
async function order(): Promise<Order> {
  serial += 1;
  return server.shop.createOrder({
    body: orderOf(`L-${serial}`, [await frozen(server, 'mug', `no ${serial}`)]),
  });
}

const reaches = (orderId: string, status: string): Promise<Order> =>
  vi.waitFor(
    async () => {
      const found = await server.shop.getOrder({ params: { orderId } });
      expect(found.lines.map(({ production }) => production.status)).toEqual([status]);
      return found;
    },
    { timeout: 25_000, interval: 50 },
  );

const types = ({ events }: Order): string[] => events.map(({ type }) => type);

describe('a line', () => {
  it('is made at the next try when one fails', async () => {
    server.renderer.failures.push(new Error('the render process died'));
    const done = await reaches((await order()).id, 'done');
    expect(done.status).toBe('produced');
    expect(types(done).filter((type) => type === 'production.started')).toHaveLength(1);
  });

  it('fails at once where no second try can mend it, and is made after a person’s retry', async () => {
    server.renderer.failures.push(new CodedError({ code: 'blob_missing', message: 'a photo is gone' }));
    const failed = await reaches((await order()).id, 'failed');
    expect(failed.status).toBe('held');
    const [line] = failed.lines;
    expect(line!.production.reason).toEqual({ code: 'blob_missing', message: 'a photo is gone' });
    await server.shop.retryLine({ params: { lineItemId: line!.id } });
    const done = await reaches(failed.id, 'done');
    expect(done.status).toBe('produced');
    expect(types(done)).toContain('production.failed');
  });

  it('is held when the file differs from the proof, until a person releases it', async () => {
    server.renderer.parity = { ppm: 431, hold: true };
    const held = await reaches((await order()).id, 'held');
    server.renderer.parity = { ppm: 0, hold: false };
    const [line] = held.lines;
    expect(held.status).toBe('held');
    expect(line!.production.reason).toMatchObject({ code: 'parity_exceeded' });
    expect(line!.printFiles[0]).toMatchObject({ parityPpm: 431, parityHold: true });
    const lineItemId = line!.id;
    await expect(server.shop.retryLine({ params: { lineItemId } })).rejects.toMatchObject({
      code: 'line_state',
    });
    await server.shop.releaseLine({ params: { lineItemId }, body: { reason: 'checked on press' } });
    const done = await reaches(held.id, 'done');
    expect(done.status).toBe('produced');
    expect(done.events.find(({ type }) => type === 'production.released')!.data).toMatchObject({
      reason: 'checked on press',
    });
  });

  it('leaves one set of files however often its job runs', async () => {
    const done = await reaches((await order()).id, 'done');
    const made = server.renderer.made.length;
    const { rows } = await server.database.authPool.query<{ id: string }>(
      `SELECT id FROM auth.brand WHERE slug = 'demo'`,
    );
    const brandId = rows[0]!.id;
    const job = await server.database.forTenant(brandId, (tx) =>
      tx.productionJob.findFirstOrThrow({
        orderBy: { id: 'desc' },
      }),
    );
    const ran = (): number => server.lines.filter(({ message }) => message === 'job done').length;
    const before = ran();
    for (let i = 0; i < 3; i += 1)
      await server.jobs.boss.send('production.line', {
        brandId,
        requestId: 'again',
        productionJobId: job.id,
      });
    await vi.waitFor(() => expect(ran()).toBeGreaterThanOrEqual(before + 3), 15_000);
    const after = await server.shop.getOrder({ params: { orderId: done.id } });
    expect(after).toEqual(done);
    expect(server.renderer.made).toHaveLength(made);
  });
});

describe('a design', () => {
  it('is not frozen when preflight forbids it', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const variantId = product.variants[0]!.id;
    const document = design(product, []);
    const { id: designId, revision } = await client.createDesign({
      body: { productId: product.id, document },
    });
    const sceneHash = await approve(product, variantId, document);
    const freezing = client.freezeDesign({
      params: { designId },
      body: { revision, variantId, quantity: 1, sceneHash },
    });
    await expect(freezing).rejects.toMatchObject({
      code: 'design_blocked',
      problem: { errors: [{ pointer: '/body', code: 'design_empty' }] },
    });
  });
});
