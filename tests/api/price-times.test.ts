import type { PriceRules, ProductBundle } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, openWidget, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
let mug: string;

beforeAll(async () => {
  server = await startServer({ file: 'price-times.test.ts' });
  mug = server.demo.products.mug!;
});
afterAll(() => server?.stop());

const rulesOf = ({ id: _, version: __, ...rules }: ProductBundle['priceBook']): PriceRules => rules;
const live = () => server.shop.getProduct({ params: { productId: mug } });
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

async function draft(change: Partial<PriceRules> = {}, productId = mug) {
  const { priceBook } = await server.shop.getProduct({ params: { productId } });
  const made = await server.shop.createPriceDraft({
    params: { productId },
    body: { name: 'Next', rules: { ...rulesOf(priceBook), ...change } },
  });
  return { params: { priceDraftId: made.id }, baseRevision: made.revision };
}

describe('prices', () => {
  it('count from their time on, and are what they were when it was set', async () => {
    const before = await live();
    const { params, baseRevision } = await draft({ baseMinor: 1_111 });
    const at = soon(2_500);
    const set = await server.shop.schedulePriceDraft({ params, body: { baseRevision, at } });
    expect(set).toMatchObject({ publishAt: at, publishFault: null, publishedVersion: null });
    await expect(
      server.shop.savePriceDraft({
        params,
        body: { baseRevision: set.revision, name: 'Next', rules: set.rules },
      }),
    ).rejects.toMatchObject({ code: 'price_draft_scheduled', status: 409 });
    expect((await live()).priceBook.version).toBe(before.priceBook.version);

    const after = await until(live, ({ priceBook }) => priceBook.version > before.priceBook.version);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
    expect(after.priceBook.baseMinor).toBe(1_111);
    expect(await server.shop.getPriceDraft({ params })).toMatchObject({
      publishAt: null,
      publishedVersion: after.priceBook.version,
    });
  });

  it('may be called off, and set to another time', async () => {
    const { params, baseRevision } = await draft({ baseMinor: 2_222 });
    const { revision } = await server.shop.schedulePriceDraft({
      params,
      body: { baseRevision, at: soon(60_000) },
    });
    const moved = await server.shop.schedulePriceDraft({
      params,
      body: { baseRevision: revision, at: soon(120_000) },
    });
    await expect(
      server.shop.schedulePriceDraft({ params, body: { baseRevision, at: soon(60_000) } }),
    ).rejects.toMatchObject({ code: 'price_draft_stale' });
    const open = await server.shop.unschedulePriceDraft({ params });
    expect(open.publishAt).toBeNull();
    expect(await server.shop.unschedulePriceDraft({ params })).toEqual(open);
    const body = { baseRevision: open.revision, name: 'Next', rules: moved.rules };
    await server.shop.savePriceDraft({ params, body });
    await expect(
      server.shop.schedulePriceDraft({ params, body: { baseRevision: open.revision + 1, at: soon(-1) } }),
    ).rejects.toMatchObject({ code: 'schedule_past' });
    await server.shop.deletePriceDraft({ params });
  });

  it('that cannot count any more when their time comes leave the old ones, and say why', async () => {
    const surcharge = { id: 'late', option: 'size', value: 'wide', amountMinor: 100 };
    const side = { id: 'front', name: 'Front', widthUm: 90_000, heightUm: 90_000 };
    const option = { id: 'size', name: 'Size', values: ['small', 'wide'].map((id) => ({ id, name: id })) };
    const content = { slug: 'late', name: 'Late', process: 'dtg' as const, sides: [side] };
    const maker = server.client((await makeBrand(server, 'late')).secretKey);
    const { id: productId, revision } = await maker.createProduct({
      body: { draft: { ...content, options: [option] } },
    });
    const rules: PriceRules = {
      currency: 'EUR',
      taxCategory: 'standard',
      baseMinor: 900,
      tiers: [],
      extraSideMinor: 0,
      surcharges: [surcharge],
    };
    const made = await maker.createPriceDraft({ params: { productId }, body: { name: 'Late', rules } });
    const params = { priceDraftId: made.id };
    await maker.schedulePriceDraft({ params, body: { baseRevision: made.revision, at: soon(2_000) } });
    await maker.saveProductDraft({
      params: { productId },
      body: { baseRevision: revision, draft: { ...content, options: [] } },
    });
    const refused = await until(
      () => maker.getPriceDraft({ params }),
      ({ publishFault }) => publishFault !== null,
    );
    expect(refused).toMatchObject({ publishAt: null, publishedVersion: null });
    expect(refused.publishFault).toContain('size');
    expect((await maker.listPriceBooks({ params: { productId }, query: {} })).items).toEqual([]);
    await expect(
      maker.schedulePriceDraft({ params, body: { baseRevision: refused.revision, at: soon(9_000) } }),
    ).rejects.toMatchObject({ code: 'price_book_invalid' });
  });

  it('go back to former ones as a version of their own', async () => {
    const former = await live();
    const { params, baseRevision } = await draft({ baseMinor: 3_333 });
    const published = await server.shop.publishPriceDraft({ params, body: { baseRevision } });
    const path = { productId: mug, version: former.priceBook.version };
    const back = await server.shop.restorePriceBook({ params: path });
    expect(back).toMatchObject({ version: published.version + 1, live: true });
    expect(rulesOf(back.book)).toEqual(rulesOf(former.priceBook));
    expect((await live()).priceBook).toEqual(back.book);
    const again = await server.shop.restorePriceBook({ params: { ...path, version: back.version } });
    expect(again).toMatchObject({ version: back.version, live: true });
    expect(await server.shop.getPriceBook({ params: { ...path, version: published.version } })).toMatchObject(
      {
        live: false,
        book: { baseMinor: 3_333 },
      },
    );
    await expect(server.shop.restorePriceBook({ params: { ...path, version: 999 } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a replay of all of a time', () => {
  it('reckons orders by a draft, names the lines that change most, and leaves out what was cancelled', async () => {
    const { product } = await openWidget(server, 'mug');
    const versions = [await frozen(server), await frozen(server, 'mug', 'Other')];
    const from = soon(-500);
    const order = await server.shop.createOrder({ body: orderOf('P-1', versions, 3) });
    const gone = await server.shop.createOrder({ body: orderOf('P-2', versions, 9) });
    await server.shop.cancelOrder({ params: { orderId: gone.id }, body: { reason: 'ordered twice' } });
    const { params } = await draft({ baseMinor: product.priceBook.baseMinor + 100, tiers: [] });
    const job = await server.shop.startPriceReplay({ params, body: { of: 'orders', from } });
    expect(job).toMatchObject({ kind: 'prices.replay', progress: { done: 0, total: 2 } });
    const done = await until(
      () => server.shop.getJob({ params: { jobId: job.id } }),
      ({ status }) => status !== 'queued' && status !== 'running',
    );
    expect(done).toMatchObject({ status: 'done', progress: { done: 2, total: 2 } });
    const { differenceMinor } = (done.report as { biggest: { differenceMinor: number }[] }).biggest[0]!;
    expect(done.report).toMatchObject({
      quotes: 2,
      changed: 2,
      unknown: 0,
      totalBeforeMinor: order.totalMinor,
      totalAfterMinor: order.totalMinor + 2 * differenceMinor,
      biggest: expect.arrayContaining(
        order.lines.map(({ id: lineItemId, designVersionId }) =>
          expect.objectContaining({ orderId: order.id, lineItemId, designVersionId, quantity: 3 }),
        ),
      ),
    });
    const now = await server.shop.replayPriceDraft({ params, body: { of: 'orders', from } });
    expect(now).toEqual(done.report);
    const carts = await server.shop.replayPriceDraft({ params, body: { of: 'quotes', from: soon(60_000) } });
    expect(carts).toMatchObject({ quotes: 0, difference: null, biggest: [] });
  });

  it('takes as many parts as it needs', async () => {
    const brandId = unwrap(fromPublicId('brand', server.demo.brandId));
    const from = soon(0);
    await frozen(server);
    await server.database.forTenant(brandId, async (tx) => {
      const row = (await tx.designVersion.findFirst({ orderBy: { id: 'desc' } }))!;
      const json = { document: {}, quote: row.quote!, findings: row.findings!, pins: row.pins! };
      await tx.designVersion.createMany({
        data: Array.from({ length: 1_203 }, () => ({ ...row, ...json, id: crypto.randomUUID() })),
      });
    });
    const { params } = await draft({ baseMinor: 1 });
    const { id: jobId } = await server.shop.startPriceReplay({ params, body: { from } });
    const done = await until(
      () => server.shop.getJob({ params: { jobId } }),
      ({ status }) => status === 'done',
    );
    expect(done.progress).toEqual({ done: 1_204, total: 1_204 });
    expect(done.report).toMatchObject({ quotes: 1_204, changed: 1_204 });
    expect((done.report as { biggest: unknown[] }).biggest).toHaveLength(10);
  });
});
