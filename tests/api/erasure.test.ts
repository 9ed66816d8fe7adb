import { JOBS, type LongJob, RETENTION_DEFAULTS } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { everything, holding, shopper } from './kit/person.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { until } from './kit/until.ts';

const DAY_MS = 86_400_000;
const offset = { ms: 0 };
const clock = { now: () => Date.now() + offset.ms };
let server: TestServer;
let owner: Browser;
beforeAll(async () => {
  server = await startServer({ file: 'erasure.test.ts', clock });
  owner = new Browser(server, { cookie: await signIn(server, server.demo.email, server.demo.password) });
});
afterAll(() => server?.stop());

const ended = async (browser: Browser, job: LongJob): Promise<LongJob> =>
  until(
    async () => (await browser.json<LongJob>(`/v1/jobs/${job.id}`)).body,
    ({ status }) => status === 'done' || status === 'failed',
  );

describe('the erasure of a shopper', () => {
  it('leaves no sign of who it was, keeps what was sold, and says so; nobody else is touched', async () => {
    const [ada, ben] = [await shopper(server, 'Ada7'), await shopper(server, 'Ben7')];
    await server.shop.requestApproval({ params: { orderId: ben.order.id }, body: {} }).catch(() => undefined);
    const { status, body } = await owner.json<LongJob>('/v1/shopper-erasures', {
      body: { email: 'ADA7@person.test' },
    });
    expect(status).toBe(202);
    const report = await ended(owner, body);
    expect(report).toMatchObject({
      status: 'done',
      report: {
        erased: { designs: 1, personalFieldsOfOrders: 1, notes: 1 },
        kept: [{ what: 'orders' }, { what: 'designs', until: expect.any(String) }, { what: 'uploads' }],
      },
    });
    expect(await holding(server, 'Ada7@person')).toEqual([]);
    expect(await holding(server, 'Ada7 Person')).toEqual([]);
    expect(await holding(server, 'Ada7 Street')).toEqual([]);
    expect(await holding(server, 'Love, Ada7')).toEqual([]);
    expect(await holding(server, 'Ada7.png')).toEqual([]);
    expect(await holding(server, 'sorry Ada7')).toEqual([]);
    expect(await holding(server, 'so long Ada7')).toEqual([]);
    const open = (token: string) => server.shop.openDesignShare({ body: { token } });
    await expect(open(ada.share.token)).rejects.toMatchObject({ status: 404 });
    await expect(open(ben.share.token)).resolves.toBeDefined();
    const handovers = (await everything(server))['public.design_handover']!;
    expect(handovers.map((row) => JSON.parse(row).design_id)).toEqual([
      unwrap(fromPublicId('design', ben.ordered.id)),
    ]);
    const order = await server.shop.getOrder({ params: { orderId: ada.order.id } });
    expect(order).toMatchObject({
      totalMinor: ada.order.totalMinor,
      customer: { name: 'erased' },
      shipTo: { country: 'FR' },
    });
    const printFileId = order.lines[0]!.printFiles[0]!.id;
    expect((await server.shop.getPrintFile({ params: { printFileId } })).size).toBeGreaterThan(0);
    const other = await server.shop.getOrder({ params: { orderId: ben.order.id } });
    expect(other.customer).toEqual({ name: 'Ben7 Person', email: 'Ben7@person.test' });
    expect((await ben.client.getAsset({ params: { hash: ben.photo.hash } } as never)) !== undefined).toBe(
      true,
    );
    expect((await ben.client.getDesign({ params: { designId: ben.dropped.id } })).id).toBe(ben.dropped.id);
  });

  it('of somebody unknown erases nothing', async () => {
    const { body } = await owner.json<LongJob>('/v1/shopper-erasures', { body: { email: 'no@body.test' } });
    const report = (await ended(owner, body)).report as { erased: Record<string, number>; kept: unknown[] };
    expect([Object.values(report.erased).every((n) => n === 0), report.kept]).toEqual([true, []]);
  });

  it('wants a name', async () => {
    expect(await owner.json('/v1/shopper-erasures', { body: {} })).toMatchObject({ status: 400 });
  });
});

describe('retention', () => {
  it('lets go of designs nobody ordered, by the rules of the brand', async () => {
    const eve = await shopper(server, 'Eve7');
    const rules = { ...RETENTION_DEFAULTS, guestDesignDays: 3 };
    const current = await owner.json<{ revision: number }>('/v1/retention');
    const saved = await owner.json('/v1/retention', {
      method: 'PUT',
      body: { baseRevision: current.body.revision, rules },
    });
    expect(saved).toMatchObject({ status: 200, body: { revision: current.body.revision + 1, rules } });
    const again = { method: 'PUT', body: { baseRevision: current.body.revision, rules } };
    expect(await owner.json('/v1/retention', again)).toMatchObject({
      status: 409,
      body: { code: 'draft_revision_stale' },
    });
    const apply = async () => {
      await until(
        () => server.jobs.every(1, JOBS.applyRetention, { requestId: 'retention' }),
        (enqueued) => enqueued,
      );
      await until(
        () => server.jobs.counts([JOBS.applyRetention]),
        ([queue]) => queue!.waiting + queue!.running === 0,
      );
    };
    const has = async (id: string): Promise<boolean> =>
      (await everything(server))['public.design']!.some((row) =>
        row.includes(unwrap(fromPublicId('design', id))),
      );
    await apply();
    expect([await has(eve.dropped.id), await has(eve.ordered.id)]).toEqual([true, true]);
    const keys = async () => (await everything(server))['public.idempotency_key']?.length ?? 0;
    expect(await keys()).toBeGreaterThan(0);
    offset.ms += 4 * DAY_MS;
    await apply();
    expect(await keys()).toBe(0);
    expect([await has(eve.dropped.id), await has(eve.ordered.id)]).toEqual([false, true]);
    const order = await server.shop.getOrder({ params: { orderId: eve.order.id } });
    expect(order.lines[0]!.printFiles).toHaveLength(1);
    offset.ms += RETENTION_DEFAULTS.printFileDays * DAY_MS;
    await apply();
    const old = await server.shop.getOrder({ params: { orderId: eve.order.id } });
    expect(old).toMatchObject({ totalMinor: eve.order.totalMinor, lines: [{ printFiles: [] }] });
    expect(await holding(server, 'sorry Eve7')).toEqual([]);
    offset.ms = 0;
  });
});

describe('the erasure of a brand', () => {
  const erase = (browser: Browser, confirm: string) =>
    browser.json<LongJob>('/v1/brand-erasures', { body: { confirm } });

  it('wants its slug, waits, and can be called off', async () => {
    expect(await erase(owner, 'other')).toMatchObject({ status: 422, body: { code: 'erasure_unconfirmed' } });
    const { status, body } = await erase(owner, 'demo');
    expect([status, body.status]).toEqual([202, 'waiting']);
    expect(await erase(owner, 'demo')).toMatchObject({ status: 409, body: { code: 'erasure_pending' } });
    expect((await owner.json(`/v1/brand-erasures/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await owner.json<LongJob>(`/v1/jobs/${body.id}`)).body.status).toBe('cancelled');
    expect((await server.shop.listOrders({})).items.length).toBeGreaterThan(0);
  });
});
