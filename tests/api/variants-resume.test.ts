import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'variants-resume.test.ts', worker: false });
});
afterAll(() => server?.stop());

it('goes on where a killed check of a CSV had stored its lines', async () => {
  const { shop, demo, database } = server;
  const productId = demo.products.mug!;
  const brandId = await database.authPool
    .query<{ id: string }>("SELECT id FROM auth.brand WHERE slug = 'demo'")
    .then(({ rows }) => rows[0]!.id);
  const skus = Array.from({ length: 1_200 }, (_, i) => `X-${i}`);
  const job = await shop.importVariants({
    params: { productId },
    query: {},
    file: {
      name: 'v.csv',
      data: new Blob([`sku,option:inside\n${skus.map((sku) => `${sku},white`).join('\n')}\n`]),
    },
  });
  expect(job).toMatchObject({ status: 'queued', progress: { done: 0, total: 1_200 } });
  // As a worker leaves it that dies after the first chunk. One stored line is marked: nobody reads it again.
  await database.forTenant(brandId, async (tx) => {
    const [{ id: jobId } = { id: '' }] = await tx.longJob.findMany({ select: { id: true } });
    const mark = { column: 'sku', code: 'marked', message: 'stored before the kill' };
    await tx.variantImportRow.createMany({
      data: skus.slice(0, 500).map((sku, i) => ({
        brandId,
        jobId,
        line: i + 2,
        variant: { sku, options: { inside: 'white' } },
        faults: i === 0 ? [mark] : [],
      })),
    });
    await tx.longJob.updateMany({ data: { status: 'running', done: 500 } });
  });
  await server.api.work();
  const ended = await vi.waitFor(
    async () => {
      const found = await shop.getJob({ params: { jobId: job.id } });
      expect(found.status).toBe('failed');
      return found;
    },
    { timeout: 20_000, interval: 100 },
  );
  expect(ended.progress).toEqual({ done: 1_200, total: 1_200 });
  const { created, faults, faultCount } = ended.report as {
    created: number;
    faultCount: number;
    faults: { line: number; code: string }[];
  };
  expect(created).toBe(1_200);
  expect(faults[0]).toMatchObject({ line: 2, code: 'marked' });
  // All of them would have the same option values: each but the first is told so, once.
  expect(faults.filter(({ code }) => code === 'combination_taken').length).toBe(499);
  expect(faultCount).toBe(1 + 1_200);
});
