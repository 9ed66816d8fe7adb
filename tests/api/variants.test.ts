import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeBrand, type TestBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
let brand: TestBrand;
let shop: TestServer['shop'];

const values = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `v${i}`, name: `V ${i}` }));

beforeAll(async () => {
  server = await startServer({ file: 'variants.test.ts' });
  brand = await makeBrand(server, 'maker');
  shop = server.client(brand.secretKey);
});
afterAll(() => server?.stop());

async function product(slug: string, perOption = 3) {
  const { id, revision } = await shop.createProduct({
    body: {
      draft: {
        slug,
        name: slug,
        process: 'digital',
        options: ['a', 'b'].map((key) => ({ id: key, name: key, values: values(perOption) })),
        sides: [{ id: 'front', name: 'Front', widthUm: 60_000, heightUm: 60_000 }],
      },
    },
  });
  return { productId: id, revision };
}

const variant = (sku: string, a = 0, b = 0) => ({ sku, name: sku, options: { a: `v${a}`, b: `v${b}` } });

async function upload(productId: string, csv: string | Uint8Array<ArrayBuffer>, mode?: 'merge' | 'replace') {
  const started = await shop.importVariants({
    params: { productId },
    query: { mode },
    file: { name: 'v.csv', data: new Blob([csv]) },
  });
  return vi.waitFor(
    async () => {
      const job = await shop.getJob({ params: { jobId: started.id } });
      expect(['queued', 'running']).not.toContain(job.status);
      return job;
    },
    { timeout: 25_000, interval: 100 },
  );
}

const exported = async (productId: string): Promise<string> => {
  const answer = await server.call(`/v1/products/${productId}/variants.csv`, {
    headers: { authorization: `Bearer ${brand.secretKey}` },
  });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
};

describe('saving variants in bulk', () => {
  it('saves all or none, and says which are wrong', async () => {
    const { productId, revision } = await product('bulk');
    const save = (baseRevision: number, rows: ReturnType<typeof variant>[], remove: string[] = []) =>
      shop.saveVariants({ params: { productId }, body: { baseRevision, save: rows, remove } });
    const made = await save(revision, [variant('B-1'), variant('B-2', 1)]);
    expect(made).toEqual({ revision: revision + 1, created: 2, updated: 0, unchanged: 0, removed: 0 });
    const refused = await save(made.revision, [
      variant('B-3', 2),
      variant('B-4', 9),
      variant('B-5', 1),
    ]).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'variants_invalid',
      problem: {
        errors: [
          { pointer: '/body/save/1/options/a', code: 'value_unknown' },
          { pointer: '/body/save/2/options', code: 'combination_taken' },
        ],
      },
    });
    const { items } = await shop.listVariants({ params: { productId }, query: {} });
    expect(items.map(({ sku }) => sku)).toEqual(['B-1', 'B-2']);
    const [one, two] = items;
    const swapped = await shop.saveVariants({
      params: { productId },
      body: {
        baseRevision: made.revision,
        save: [
          { ...one!, sku: two!.sku },
          { ...two!, sku: one!.sku },
        ],
      },
    });
    expect(swapped).toMatchObject({ updated: 2, created: 0 });
    const after = await shop.listVariants({ params: { productId }, query: {} });
    expect(after.items.map(({ id, sku }) => [id, sku])).toEqual([
      [one!.id, 'B-2'],
      [two!.id, 'B-1'],
    ]);
  });

  it('keeps a SKU for one variant of the brand', async () => {
    const { productId, revision } = await product('taken');
    await expect(
      shop.saveVariants({ params: { productId }, body: { baseRevision: revision, save: [variant('B-1')] } }),
    ).rejects.toMatchObject({ code: 'sku_taken', status: 409 });
  });
});

describe('two products that want one SKU at the same time', () => {
  it('get it one of them', async () => {
    const one = await product('race-1');
    const two = await product('race-2');
    const both = await Promise.allSettled(
      [one, two].map(({ productId, revision }) =>
        shop.saveVariants({
          params: { productId },
          body: { baseRevision: revision, save: [variant('RACE')] },
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((result) => result.status === 'rejected')!;
    expect(refused.reason).toMatchObject({ code: 'sku_taken', status: 409 });
  });
});

describe('variants as CSV', () => {
  it('change nothing when they come back as they went out', async () => {
    const { productId, revision } = await product('round', 10);
    const sides = { front: { widthUm: 50_000, printArea: { shape: 'path' as const, d: 'M0 0L9 0L9 9Z' } } };
    await shop.saveVariants({
      params: { productId },
      body: {
        baseRevision: revision,
        save: [
          { ...variant('R-1'), name: '=SUM(A1), "quoted"', sides },
          { ...variant("'R-2", 1), name: '-10 %', substrate: '#aabbcc' },
        ],
      },
    });
    const csv = await exported(productId);
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv).toContain(`"'=SUM(A1), ""quoted"""`);
    const job = await upload(productId, csv, 'replace');
    expect(job).toMatchObject({
      status: 'waiting',
      progress: { done: 2, total: 2 },
      report: { ready: true, created: 0, updated: 0, unchanged: 2, removed: 0 },
    });
    await shop.applyVariantImport({ params: { jobId: job.id } });
    expect(await exported(productId)).toBe(csv);
  });

  it('are checked before anything changes, and each fault names its line', async () => {
    const { productId, revision } = await product('checked');
    await shop.saveVariants({
      params: { productId },
      body: { baseRevision: revision, save: [variant('C-1'), variant('C-2', 1)] },
    });
    const csv = [
      'sku;option:a;option:b;substrate',
      'C-3;v2;v0;',
      'C-4;v2;v0;',
      'B-1;v1;v1;',
      'C-5;v9;v1;red',
      'C-1;v0;v0',
      ';v0;v1;',
    ].join('\r\n');
    const job = await upload(productId, csv);
    expect(job.status).toBe('failed');
    const { faults, ready } = job.report as {
      ready: boolean;
      faults: { line: number; code: string; column: string }[];
    };
    expect(ready).toBe(false);
    expect(faults.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual(
      [
        '3 option:a combination_taken',
        '4 sku sku_taken',
        '5 substrate invalid_format',
        '6 null cells',
        '7 sku too_small',
        '7 sku invalid_format',
      ].map((line) => line.replace('3 option:a', '3 options')),
    );
    await expect(shop.applyVariantImport({ params: { jobId: job.id } })).rejects.toMatchObject({
      code: 'job_state',
    });
    const { items } = await shop.listVariants({ params: { productId }, query: {} });
    expect(items.map(({ sku }) => sku)).toEqual(['C-1', 'C-2']);
  });

  it('merge what is new and keep what the file does not name; a change between refuses them', async () => {
    const { productId, revision } = await product('merge');
    const made = await shop.saveVariants({
      params: { productId },
      body: {
        baseRevision: revision,
        save: [{ ...variant('M-1'), substrate: '#112233' }, variant('M-2', 1)],
      },
    });
    const csv = 'sku,name,option:a,option:b\nM-1,Renamed,v0,v0\nM-3,Third,v2,v2\n';
    const first = await upload(productId, csv);
    expect(first.report).toMatchObject({ ready: true, created: 1, updated: 1, removed: 0 });
    await shop.saveVariants({
      params: { productId },
      body: { baseRevision: made.revision, save: [variant('M-9', 1, 1)] },
    });
    await expect(shop.applyVariantImport({ params: { jobId: first.id } })).rejects.toMatchObject({
      code: 'draft_revision_stale',
    });
    const again = await upload(productId, csv);
    const done = await shop.applyVariantImport({ params: { jobId: again.id } });
    expect(done).toMatchObject({ status: 'done', report: { created: 1, updated: 1 } });
    const { items } = await shop.listVariants({ params: { productId }, query: {} });
    expect(items.map(({ sku, name, substrate }) => [sku, name, substrate])).toEqual([
      ['M-1', 'Renamed', '#112233'],
      ['M-2', 'M-2', undefined],
      ['M-9', 'M-9', undefined],
      ['M-3', 'Third', undefined],
    ]);
    const only = await upload(productId, 'sku\nM-3\n', 'replace');
    expect(only.report).toMatchObject({ unchanged: 1, removed: 3 });
  });

  it('are refused where they are no CSV of variants', async () => {
    const { productId } = await product('broken');
    const start = (csv: string | Uint8Array<ArrayBuffer>) =>
      shop.importVariants({
        params: { productId },
        query: {},
        file: { name: 'v.csv', data: new Blob([csv]) },
      });
    await expect(start('name\nx')).rejects.toMatchObject({ code: 'csv_invalid', status: 422 });
    await expect(start('sku,price\nx,1')).rejects.toMatchObject({ code: 'csv_invalid' });
    await expect(start('sku,sku\nx,1')).rejects.toMatchObject({ code: 'csv_invalid' });
    await expect(start(new Uint8Array([0x73, 0x6b, 0x75, 0x0a, 0xff, 0xfe]))).rejects.toMatchObject({
      code: 'csv_invalid',
    });
    await expect(start(`sku\n${'x\n'.repeat(10_001)}`)).rejects.toMatchObject({ code: 'csv_invalid' });
  });

  it('come in by the ten thousand', async () => {
    const { productId } = await product('many', 100);
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `N-${i},Variant ${i},v${i % 100},v${Math.floor(i / 100)}`,
    );
    const csv = `sku,name,option:a,option:b\n${rows.join('\n')}\n`;
    const job = await upload(productId, csv);
    expect(job).toMatchObject({
      status: 'waiting',
      progress: { done: 10_000, total: 10_000 },
      report: { created: 10_000, faultCount: 0 },
    });
    const done = await shop.applyVariantImport({ params: { jobId: job.id } });
    expect(done.status).toBe('done');
    const entry = await shop.getProductDraft({ params: { productId } });
    expect(entry.variantCount).toBe(10_000);
    const back = await upload(productId, await exported(productId), 'replace');
    expect(back.report).toMatchObject({ unchanged: 10_000, updated: 0, removed: 0, ready: true });
  }, 60_000);
});
