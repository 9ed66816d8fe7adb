import type { BrandPlan, LongJob, Order, ProductSummary } from '@luneo/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, newId, signIn } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { SHOP } from './kit/shop-origin.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
/** The same server as the test keys of the demo brand see it. */
let test: TestServer;
let live: Browser;
let cookie: string;

beforeAll(async () => {
  server = await startServer({ file: 'test-mode.test.ts', draws: true });
  cookie = await signIn(server, server.demo.email, server.demo.password);
  live = new Browser(server, { cookie });
  const { keys, brandId } = await makeBrand(server, 'demo');
  const key = async (kind: 'secret' | 'publishable'): Promise<string> =>
    (await keys.create({ id: newId(), brandId, kind, mode: 'test', name: 'Trials', origins: [SHOP] })).secret;
  const [secretKey, publishableKey] = [await key('secret'), await key('publishable')];
  const shop = server.client(secretKey);
  test = { ...server, shop, demo: { ...server.demo, secretKey, publishableKey, products: {} } };
});
afterAll(() => server?.stop());

const inMode = (mode: string): Browser => new Browser(server, { cookie, 'luneo-mode': mode });
const made = (side: TestServer, orderId: string): Promise<Order> =>
  until(
    () => side.shop.getOrder({ params: { orderId } }),
    ({ status }) => status === 'produced',
  );
/** Share of the proof's pixels that are neither white nor of the design. */
async function greyShare(side: TestServer, { lines }: Order): Promise<number> {
  const params = { printFileId: lines[0]!.printFiles[0]!.id };
  const png = Buffer.from(await (await side.shop.getProof({ params })).arrayBuffer());
  const { data } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let grey = 0;
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!];
    if (r === g && g === b && r > 150 && r < 240) grey += 1;
  }
  return grey / (data.length / 3);
}

describe('test mode', () => {
  it('has data of its own, filled with the catalogue once it is asked for', async () => {
    expect((await test.shop.listProducts({})).items).toEqual([]);
    const { body: job, status } = await live.json<LongJob>('/v1/test-catalogue', { method: 'POST' });
    expect(status).toBe(202);
    const done = await until(
      async () => (await live.json<LongJob>(`/v1/jobs/${job.id}`)).body,
      (now) => now.status === 'done' || now.status === 'failed',
    );
    expect(done).toMatchObject({ status: 'done', report: { records: { product: 3, product_version: 3 } } });
    const names = ({ items }: { items: ProductSummary[] }) => items.map(({ name }) => name).sort();
    const [ours, theirs] = [await server.shop.listProducts({}), await test.shop.listProducts({})];
    expect(names(theirs)).toEqual(names(ours));
    expect(ours.items.map(({ id }) => id)).not.toContain(theirs.items[0]!.id);
    for (const { slug, id } of theirs.items) test.demo.products[slug] = id;
    const again = await live.json('/v1/test-catalogue', { method: 'POST' });
    expect(again).toMatchObject({ status: 409, body: { code: 'brand_not_empty' } });
  });

  it('takes orders that live mode does not see, and the other way round', async () => {
    const [own, trial] = [await frozen(server, 'card'), await frozen(test, 'card')];
    const real = await server.shop.createOrder({ body: orderOf('TM-1', [own]) });
    const tried = await test.shop.createOrder({ body: orderOf('TM-1', [trial]) });
    expect(tried.id).not.toBe(real.id);
    const get = (side: TestServer, orderId: string) =>
      side.shop.getOrder({ params: { orderId } }).catch(({ code }) => code);
    expect(await get(test, real.id)).toBe('not_found');
    expect(await get(server, tried.id)).toBe('not_found');
    const foreign = test.shop.createOrder({ body: orderOf('TM-2', [own]) });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const ids = async (mode: string): Promise<string[]> => {
      const { body } = await inMode(mode).json<{ items: Order[] }>('/v1/orders');
      return body.items.map(({ id }) => id);
    };
    expect([await ids('test'), await ids('live')]).toEqual([[tried.id], [real.id]]);
  });

  it('marks its files, and only its', async () => {
    const order = async (side: TestServer, n: string) =>
      made(side, (await side.shop.createOrder({ body: orderOf(n, [await frozen(side, 'card')]) })).id);
    const [own, trial] = [await order(server, 'TM-3'), await order(test, 'TM-3')];
    expect(trial.lines[0]!.printFiles[0]).toMatchObject({ parityHold: false });
    expect(trial.lines[0]!.printFiles[0]!.sha256).not.toBe(own.lines[0]!.printFiles[0]!.sha256);
    expect(await greyShare(server, own)).toBeLessThan(0.005);
    expect(await greyShare(test, trial)).toBeGreaterThan(0.03);
  });

  it('costs nothing: plan, keys and members are those of the brand, its files count for none', async () => {
    const plan = async (mode: string) => (await inMode(mode).json<BrandPlan>('/v1/plan')).body;
    expect(await plan('test')).toEqual(await plan('live'));
    const used = (await plan('live')).limits.find(({ name }) => name === 'printFiles')!.use;
    const order = await test.shop.createOrder({ body: orderOf('TM-4', [await frozen(test, 'card')]) });
    await made(test, order.id);
    expect((await plan('live')).limits.find(({ name }) => name === 'printFiles')!.use).toBe(used);
    const keys = await inMode('test').json<{ items: { name: string }[] }>('/v1/api-keys');
    expect(keys.body.items.map(({ name }) => name)).toContain('Demo shop');
  });

  it('says so in what it writes to people', async () => {
    const body = orderOf('TM-5', [await frozen(test, 'card')]);
    const customer = { name: 'Ada', email: 'trial@people.test' };
    const { id } = await test.shop.createOrder({ body: { ...body, customer } });
    await test.shop.requestApproval({ params: { orderId: id }, body: { locale: 'en' } });
    const { rows } = await server.database.authPool.query<{ subject: string }>(
      'SELECT subject FROM auth.message WHERE recipient = $1',
      [customer.email],
    );
    expect(rows.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^\[Test\] /)]);
  });

  it('is one of two', async () => {
    expect(await inMode('prod').json('/v1/orders')).toMatchObject({
      status: 400,
      body: { code: 'mode_unknown' },
    });
  });

  it('ends with the key, and is no brand of the platform', async () => {
    const { email, password } = server.demo.platform;
    const owner = new Browser(server, { cookie: await signIn(server, email, password) });
    const { body } = await owner.json<{ items: { id: string }[] }>('/v1/platform/brands');
    expect(body.items.map(({ id }) => id)).toEqual([server.demo.brandId]);
    const { rows } = await server.database.authPool.query<{ id: string }>(
      'SELECT id FROM auth.brand WHERE test_of IS NOT NULL',
      [],
    );
    expect(rows).toHaveLength(1);
    const { body: keys } = await live.json<{ items: { id: string; mode: string; kind: string }[] }>(
      '/v1/api-keys?mode=test&kind=secret',
    );
    await live.json(`/v1/api-keys/${keys.items[0]!.id}`, { method: 'DELETE' });
    await expect(test.shop.listProducts({})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
