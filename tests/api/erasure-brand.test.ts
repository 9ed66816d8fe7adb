import type { LongJob } from '@luneo/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeBrand, newId, signIn } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { everything, holding, shopper } from './kit/person.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { until } from './kit/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'erasure-brand.test.ts', settings: { erasureWaitDays: 0 } });
});
afterAll(() => server?.stop());

const picture = async (size: number) => ({ name: `${size}.png`, data: new Blob([await pngOf(size, size)]) });

it('the erasure of a brand takes every row of it and of its test side, its people and its keys; another keeps all', async () => {
  await shopper(server, 'Zoe7');
  const own = await makeBrand(server, 'demo');
  const other = await makeBrand(server, 'kept');
  await server.client(other.secretKey).uploadAsset({ file: await picture(8) });
  const trial = await own.keys.create({
    id: newId(),
    brandId: own.brandId,
    kind: 'secret',
    mode: 'test',
    name: 't',
  });
  await server.client(trial.secret).uploadAsset({ file: await picture(9) });
  const { rows } = await server.database.authPool.query<{ id: string }>(
    'SELECT id FROM auth.brand WHERE test_of = $1',
    [own.brandId],
  );
  const testSide = rows[0]!.id;
  const { email, password } = server.demo;
  const browser = new Browser(server, { cookie: await signIn(server, email, password) });
  expect((await everything(server))['public.asset']!.length).toBeGreaterThan(2);
  expect((await browser.json<LongJob>('/v1/brand-erasures', { body: { confirm: 'demo' } })).status).toBe(202);
  const rowsOf = async (id: string): Promise<string[]> =>
    Object.entries(await everything(server))
      .filter(([table]) => table !== 'auth.api_use')
      .flatMap(([table, texts]) => texts.filter((text) => text.includes(id)).map(() => table))
      .sort();
  // The brand's own row, its test side's, which names it, the report and the news of it.
  const left = ['auth.brand', 'auth.brand', 'public.event', 'public.long_job'];
  expect(
    await until(
      () => rowsOf(own.brandId),
      (found) => found.length <= left.length,
    ),
  ).toEqual(left);
  expect(await rowsOf(testSide)).toEqual(['auth.brand']);
  expect(await holding(server, email)).toEqual([]);
  expect(await holding(server, 'Zoe7')).toEqual([]);
  await expect(server.shop.listOrders({})).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await server.client(other.secretKey).listProducts({})).items).toEqual([]);
  expect((await everything(server))['public.asset']).toHaveLength(1);
});
