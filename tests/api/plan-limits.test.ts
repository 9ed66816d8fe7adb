import { ApiUse } from '@luneo/auth';
import { JOBS, type PlatformBrandPlan, type PriceBookRun } from '@luneo/contracts';
import { toPublicId } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, signIn, type TestBrand } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

const DAY_MS = 86_400_000;
const offset = { ms: 0 };
const clock = { now: () => Date.now() + offset.ms };
let server: TestServer;
let platform: Browser;
beforeAll(async () => {
  server = await startServer({ file: 'plan-limits.test.ts', settings: { plan: 'pro' }, clock });
  const { email, password } = server.demo.platform;
  platform = new Browser(server, { cookie: await signIn(server, email, password) });
});
afterAll(() => server?.stop());

const path = (brandId: string, rest = 'plan') => `/v1/platform/brands/${brandId}/${rest}`;
const set = (brandId: string, name: string, body: object) =>
  platform.json<PlatformBrandPlan>(path(brandId, `plan-overrides/${name}`), {
    method: 'PUT',
    body: { reason: 'as agreed', ...body },
  });
let serial = 0;
async function brand(): Promise<TestBrand & { id: string; owner: Browser }> {
  const made = await makeBrand(server, `limits-${++serial}`);
  const owner = new Browser(server, { cookie: await made.signIn('owner') });
  return { ...made, id: toPublicId('brand', made.brandId), owner };
}
const use = async (owner: Browser, name: string): Promise<number | undefined> => {
  const { body } = await owner.json<PlatformBrandPlan>('/v1/plan');
  return body.limits.find((one) => one.name === name)?.use;
};

describe('what the platform sets for a brand', () => {
  it('counts at once for that brand alone, until its day', async () => {
    const [one, other] = [await brand(), await brand()];
    const until = new Date(clock.now() + 2 * DAY_MS).toISOString();
    const answer = await set(one.id, 'sso', { value: true, until });
    expect(answer).toMatchObject({
      status: 200,
      body: { overrides: [{ name: 'sso', value: true, until, ended: false, reason: 'as agreed' }] },
    });
    const features = async (owner: Browser) =>
      (await owner.json<PlatformBrandPlan>('/v1/plan')).body.features;
    expect([await features(one.owner), await features(other.owner)]).toEqual([
      expect.arrayContaining(['sso']),
      expect.not.arrayContaining(['sso']),
    ]);
    offset.ms += 3 * DAY_MS;
    expect(await features(one.owner)).not.toContain('sso');
    const { body } = await platform.json<PlatformBrandPlan>(path(one.id));
    expect(body.overrides).toEqual([expect.objectContaining({ name: 'sso', ended: true })]);
  });

  it('may be another plan, and is taken back', async () => {
    const { id, owner } = await brand();
    await set(id, 'plan', { value: 'enterprise' });
    await set(id, 'seats', { value: 2 });
    const { body } = await owner.json<PlatformBrandPlan>('/v1/plan');
    expect(body).toMatchObject({
      plan: 'enterprise',
      limits: [{ limit: 10_000 }, { limit: 2 }, {}, { limit: null }],
    });
    const gone = await platform.json(path(id, 'plan-overrides/plan?reason=over'), { method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect((await owner.json('/v1/plan')).body).toMatchObject({ plan: 'pro' });
    const acts = await platform.json<{ items: { operation: string }[] }>(`/v1/platform/acts?brandId=${id}`);
    expect(acts.body.items.map(({ operation }) => operation)).toEqual([
      'deletePlanOverride',
      'putPlanOverride',
      'putPlanOverride',
    ]);
    const log = await owner.json<{ items: { reason: string }[] }>('/v1/audit-entries');
    expect(log.body.items.map(({ reason }) => reason)).toContain('as agreed');
  });

  it.each([
    ['plan', { value: 'gold' }],
    ['seats', { value: true }],
    ['sso', { value: 5 }],
    ['sso', { value: true, until: '2020-01-01T00:00:00.000Z' }],
  ])('refuses %s of %o', async (name, body) => {
    expect((await set(server.demo.brandId, name, body)).status).toBeGreaterThanOrEqual(400);
  });

  it('is of brands that exist', async () => {
    const nowhere = toPublicId('brand', '0197a000-0000-7000-8000-0000000000ff');
    expect((await set(nowhere, 'sso', { value: true })).status).toBe(404);
  });
});

describe('a limit', () => {
  it('of API calls is counted by month and refused beyond, but orders never are', async () => {
    const { demo, shop } = server;
    const version = await frozen(server);
    const owner = new Browser(server, { cookie: await signIn(server, demo.email, demo.password) });
    await set(demo.brandId, 'apiCalls', { value: 0 });
    const refused = shop.listOrders({});
    await expect(refused).rejects.toMatchObject({
      status: 402,
      code: 'plan_limit',
      problem: {
        params: {
          name: 'apiCalls',
          limit: 0,
          use: 1,
          resetsAt: expect.stringMatching(/-01T00:00:00\.000Z$/),
        },
      },
    });
    const order = await shop.createOrder({ body: orderOf('PL-1', [version]) });
    expect(order.id).toMatch(/^ord_/);
    await set(demo.brandId, 'apiCalls', { value: null });
    expect((await shop.listOrders({})).items.map(({ id }) => id)).toContain(order.id);
    const counted = () => use(owner, 'apiCalls');
    expect(await until(counted, (calls) => calls === 3)).toBe(3);
  });

  it('of storage is held before a file is taken', async () => {
    const { id, secretKey } = await brand();
    await set(id, 'storageBytes', { value: 100 });
    const data = new Blob([await pngOf(40, 40)]);
    const upload = server.client(secretKey).uploadAsset({ file: { name: 'p.png', data } });
    await expect(upload).rejects.toMatchObject({
      code: 'plan_limit',
      problem: { params: { name: 'storageBytes', limit: 100, use: data.size } },
    });
  });

  it('of routing closes suppliers', async () => {
    const { secretKey } = await brand();
    const body = { name: 'Press', offers: [], memberIds: [], active: true, dailyCapacity: null };
    await expect(server.client(secretKey).createSupplier({ body } as never)).rejects.toMatchObject({
      code: 'plan_feature',
      problem: { params: { feature: 'supplierRouting' } },
    });
  });
});

describe('counts of API calls', () => {
  it('of several processes come together, and survive a database that is away', async () => {
    const { brandId } = await brand();
    const pool = server.database.authPool;
    let away = false;
    const flaky = {
      query: ((text: string, values: unknown[]) =>
        away ? Promise.reject(new Error('away')) : pool.query(text, values)) as typeof pool.query,
    };
    const [one, two] = [new ApiUse({ pool: flaky, clock }), new ApiUse({ pool, clock })];
    for (let i = 0; i < 5; i++) await one.count(brandId);
    await two.count(brandId);
    await two.flush();
    away = true;
    await one.flush();
    expect(await two.calls(brandId)).toBe(1);
    away = false;
    await one.flush();
    expect(await two.calls(brandId)).toBe(6);
    expect(await one.count(brandId)).toBe(7);
  });
});

describe('quota alerts', () => {
  it('are given once a step, and again when a count was below it', async () => {
    const { id, secretKey, owner } = await brand();
    const told = async () => {
      const { items } = await server.client(secretKey).listEvents({ query: { type: 'quota.reached' } });
      return items.map(({ data }) => data as { name: string; percent: number });
    };
    const check = async () => {
      await until(
        () => server.jobs.every(1, JOBS.checkQuotas, { requestId: 'quotas' }),
        (enqueued) => enqueued,
      );
      await until(
        () => server.jobs.counts([JOBS.checkQuotas]),
        ([queue]) => queue!.waiting + queue!.running === 0,
      );
    };
    const invite = async (n: number) =>
      (
        await owner.json<{ id: string }>('/v1/invitations', {
          body: { email: `q${n}@q.test`, role: 'viewer' },
        })
      ).body;
    await set(id, 'seats', { value: 4 });
    await invite(1);
    const third = await invite(2);
    await check();
    expect(await told()).toEqual([{ name: 'seats', percent: 75, limit: 4, use: 3, resetsAt: null }]);
    const fourth = await invite(3);
    await check();
    expect((await told())[0]).toMatchObject({ percent: 100, use: 4 });
    for (const { id: invitation } of [third, fourth])
      await owner.json(`/v1/invitations/${invitation}`, { method: 'DELETE' });
    await check();
    await invite(4);
    await check();
    expect((await told()).map(({ percent }) => percent)).toEqual([75, 100, 75]);
  });
});

describe('a run of another price book', () => {
  it('says for each brand what its month would cost, and changes nothing', async () => {
    const { id } = await brand();
    await set(id, 'plan', { value: 'business' });
    const before = (await platform.json(path(id))).body;
    const { status, body } = await platform.json<PriceBookRun>('/v1/platform/price-book-runs', {
      body: { plans: { business: { monthMinor: 6_900, seats: 0 } } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ changed: 1, thenMinor: body.nowMinor + 1_000 });
    expect(body.lines).toEqual([
      {
        brandId: id,
        name: expect.any(String),
        plan: 'business',
        nowMinor: 5_900,
        thenMinor: 6_900,
        over: ['seats'],
      },
    ]);
    expect((await platform.json(path(id))).body).toEqual(before);
  });
});
