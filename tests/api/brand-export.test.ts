import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { LongJob } from '@luneo/contracts';
import { sha256Hex } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import yazl from 'yazl';
import { makeBrand, signIn, type TestBrand } from './kit/brands.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { boxLayer, design, frozen, openWidget, orderOf, textLayer } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
let owner: string;
let zip: Buffer;
let files: Map<string, Buffer>;

beforeAll(async () => {
  server = await startServer({ file: 'brand-export.test.ts' });
  owner = await signIn(server, server.demo.email, server.demo.password);
  await fill();
  zip = await exported(owner);
  files = await unzip(zip);
});
afterAll(() => server?.stop());

/** Orders with files, a design with a picture that was never ordered, an upload nobody uses. */
async function fill(): Promise<void> {
  const version = await frozen(server);
  const orders = [
    await server.shop.createOrder({ body: orderOf('X-1', [version, await frozen(server)]) }),
    await server.shop.createOrder({ body: orderOf('X-2', [version], 3) }),
  ];
  for (const { id: orderId } of orders)
    await until(
      () => server.shop.getOrder({ params: { orderId } }),
      ({ status }) => status === 'produced',
    );
  const { client, product } = await openWidget(server, 'mug');
  const asset = await client.uploadAsset({
    file: { name: 'photo.png', data: new Blob([await pngOf(90, 60)]) },
  });
  const document = design(product, [boxLayer('box'), textLayer('hi', 'Hi', product.geometry.fonts[0]!)]);
  const image = {
    id: 'photo',
    type: 'image' as const,
    xUm: 20_000,
    yUm: 10_000,
    widthUm: 60_000,
    heightUm: 40_000,
    rotationMdeg: 0,
    flipX: false,
    flipY: false,
    opacityPm: 1000,
    visible: true,
    locks: {},
    asset: asset.hash,
    crop: { xPx: 0, yPx: 0, widthPx: 90, heightPx: 60 },
  };
  const withPicture = design(product, [image]);
  await client.createDesign({ body: { productId: product.id, document } });
  await client.createDesign({ body: { productId: product.id, document: withPicture } });
}

const call = (path: string, cookie: string, init: RequestInit = {}) =>
  server.call(path, {
    ...init,
    headers: {
      cookie,
      origin: server.origin,
      ...(typeof init.body === 'string' && { 'content-type': 'application/json' }),
    },
  });

const ended = (job: LongJob, cookie: string): Promise<LongJob> =>
  until(
    async () => (await (await call(`/v1/jobs/${job.id}`, cookie)).json()) as LongJob,
    ({ status }) => status === 'done' || status === 'failed',
  );

async function exported(cookie: string): Promise<Buffer> {
  const answer = await call('/v1/brand-exports', cookie, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(202);
  const job = await ended((await answer.json()) as LongJob, cookie);
  expect(job.report).toMatchObject({ fileName: expect.stringMatching(/-export\.zip$/) });
  const link = (await (await call(`/v1/brand-exports/${job.id}/links`, cookie)).json()) as {
    file: { url: string };
  };
  return Buffer.from(await (await fetch(link.file.url)).arrayBuffer());
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const file = await promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer)(bytes, {
    lazyEntries: true,
  });
  const found = new Map<string, Buffer>();
  await new Promise<void>((done, failed) => {
    file.on('entry', (entry: Entry) => {
      file.openReadStream(entry, (error, stream) => {
        if (error) return failed(error);
        buffer(stream).then((content) => {
          found.set(entry.fileName, content);
          file.readEntry();
        }, failed);
      });
    });
    file.on('end', done);
    file.on('error', failed);
    file.readEntry();
  });
  return found;
}

async function rezip(entries: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const out = new yazl.ZipFile();
  for (const [path, content] of entries) out.addBuffer(content, path);
  out.end();
  return buffer(out.outputStream);
}

async function imported(cookie: string, bytes: Buffer): Promise<LongJob> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), 'export.zip');
  const answer = await call('/v1/brand-imports', cookie, { method: 'POST', body: form });
  const body = (await answer.json()) as LongJob;
  expect(body, JSON.stringify(body)).toMatchObject({ status: 'queued' });
  return ended(body, cookie);
}

interface Manifest {
  brand: object;
  records: Record<string, number>;
  files: { path: string; bytes: number; sha256: string; digest?: string }[];
  skipped: { what: string; why: string }[];
}
const manifestOf = (entries: ReadonlyMap<string, Buffer>): Manifest =>
  JSON.parse(entries.get('manifest.json')!.toString('utf8')) as Manifest;

/** The manifest without what ids decide: names in paths, bytes of texts that hold ids. */
const timeless = ({ brand: _, ...manifest }: Manifest): object => ({
  ...manifest,
  files: manifest.files.map(({ path, bytes, sha256, digest }) => ({
    path: path.replace(/(dsn|ord)_[0-9a-z]{26}|[0-9a-f]{8}-[0-9a-f-]{27}/g, '$1'),
    bytes,
    content: digest ?? sha256,
  })),
});

let next = 0;
async function empty(): Promise<{ brand: TestBrand; cookie: string }> {
  const brand = await makeBrand(server, `empty-${++next}`);
  return { brand, cookie: await brand.signIn('owner') };
}

it('knows every table of a brand: in the export, or left out for a reason', async () => {
  const { rows } = await server.database.authPool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') ORDER BY 1`,
    [],
  );
  const { records, skipped } = manifestOf(files);
  const leftOut = skipped.filter(({ what, why }) => what.startsWith('table ') && !why.startsWith('not part'));
  const known = [...Object.keys(records), ...leftOut.map(({ what }) => what.slice('table '.length))];
  expect(rows.map(({ name }) => name)).toEqual(known.sort());
});

describe('an export', () => {
  it('holds what the brand owns, in open formats, each file as the manifest says', () => {
    const manifest = manifestOf(files);
    expect(manifest).toMatchObject({ format: 'luneo-brand-data', schemaVersion: 1 });
    expect(manifest.records).toMatchObject({ order: 2, line_item: 3, design: 4, asset: expect.any(Number) });
    expect([...files.keys()].sort()).toEqual(
      ['manifest.json', ...manifest.files.map(({ path }) => path)].sort(),
    );
    for (const { path, bytes, sha256 } of manifest.files) {
      expect(files.get(path)!.length, path).toBe(bytes);
      expect(sha256Hex(files.get(path)!), path).toBe(sha256);
    }
    const paths = (folder: string, end: string) =>
      manifest.files.filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith(end));
    expect(paths('designs', '.json')).toHaveLength(4);
    expect(paths('designs', '.svg')).toHaveLength(4);
    expect(paths('designs', '.pdf')).toHaveLength(4);
    expect(paths('print-files', '.pdf').length).toBeGreaterThan(0);
    expect(paths('fonts', 'tf').length).toBeGreaterThan(0);
    expect(files.get('products/mug.json')!.toString()).toContain('"priceBook"');
    expect(files.get('orders/orders-00001.csv')!.toString()).toContain('X-2,');
    expect(files.get('orders/orders-00001.csv')!.toString()).toContain('ada@example.test');
    const svgs = paths('designs', '.svg').map(({ path }) => files.get(path)!.toString());
    const href = svgs.map((svg) => /href="\.\.\/(assets\/[0-9a-f]{64}\.png)"/.exec(svg)?.[1]).find(Boolean);
    expect(files.has(href!)).toBe(true);
    expect(manifest.skipped).toContainEqual({ what: 'table long_job', why: 'work of this installation' });
  });

  it('fills an empty brand, which then exports the same but for ids', async () => {
    const { brand, cookie } = await empty();
    const job = await imported(cookie, zip);
    expect(job, JSON.stringify(job.report)).toMatchObject({ status: 'done', report: { skippedCount: 0 } });
    const again = await unzip(await exported(cookie));
    expect(timeless(manifestOf(again))).toEqual(timeless(manifestOf(files)));
    const mine = server.client(brand.secretKey);
    const orders = await mine.listOrders({ query: {} });
    expect(orders.items.map(({ externalId }) => externalId)).toEqual(['X-2', 'X-1']);
    const [file] = (await mine.getOrder({ params: { orderId: orders.items[1]!.id } })).lines[0]!.printFiles;
    const content = await server.call(`/v1/print-files/${file!.id}/content`, {
      headers: { authorization: `Bearer ${brand.secretKey}` },
    });
    expect(sha256Hex(Buffer.from(await content.arrayBuffer()))).toBe(file!.sha256);
    const ids = (entries: ReadonlyMap<string, Buffer>) =>
      new Set(
        [...entries.values()].flatMap(
          (b) => b.toString('latin1').match(/(?:ord|dsn|prd)_[0-9a-z]{26}/g) ?? [],
        ),
      );
    const before = ids(files);
    expect([...ids(again)].filter((id) => before.has(id))).toEqual([]);
  });

  it('goes into an empty brand only, and only by who manages the brand', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(zip)]), 'export.zip');
    const full = await call('/v1/brand-imports', owner, { method: 'POST', body: form });
    expect(await full.json()).toMatchObject({ status: 409, code: 'brand_not_empty' });
    const { brand } = await empty();
    const designer = await brand.signIn('designer');
    const refused = await call('/v1/brand-exports', designer, { method: 'POST', body: '{}' });
    expect(await refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('is only linked to who owns it', async () => {
    const started = await call('/v1/brand-exports', owner, { method: 'POST', body: '{"pdf":false}' });
    const job = await ended((await started.json()) as LongJob, owner);
    const { cookie } = await empty();
    const answer = await call(`/v1/brand-exports/${job.id}/links`, cookie);
    expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('a forged export', () => {
  const forged = async (change: (entries: Map<string, Buffer>) => void): Promise<LongJob> => {
    const entries = new Map(files);
    change(entries);
    const { brand, cookie } = await empty();
    const job = await imported(cookie, await rezip(entries));
    expect(await server.client(brand.secretKey).listOrders({ query: {} })).toMatchObject({ items: [] });
    return job;
  };
  /** Changes a file and what the manifest says of it. */
  const rewrite = (entries: Map<string, Buffer>, path: string, change: (text: string) => string): void => {
    const bytes = Buffer.from(change(entries.get(path)!.toString('utf8')));
    entries.set(path, bytes);
    const manifest = manifestOf(entries);
    const file = manifest.files.find((one) => one.path === path)!;
    Object.assign(file, { bytes: bytes.length, sha256: sha256Hex(bytes) });
    entries.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  };
  const refused = { status: 'failed', report: { code: 'import_invalid' } };
  const first = (prefix: string) => [...files.keys()].find((path) => path.startsWith(prefix))!;

  it('is refused when a file is not what the manifest says, or missing', async () => {
    expect(await forged((all) => all.set(first('records/order-'), Buffer.from('{}')))).toMatchObject(refused);
    expect(await forged((all) => all.delete(first('assets/')))).toMatchObject(refused);
    expect(await forged((all) => all.delete('manifest.json'))).toMatchObject(refused);
  });

  it('is refused when it brings rows of another brand, or rows that are none', async () => {
    const path = first('records/variant-');
    const other = '{"brand_id":"00000000-0000-7000-8000-000000000000"';
    expect(await forged((all) => rewrite(all, path, (text) => text.replace('{', `${other},`)))).toMatchObject(
      refused,
    );
    expect(await forged((all) => rewrite(all, path, () => '[1]\n'))).toMatchObject(refused);
    const designs = first('records/design-');
    expect(
      await forged((all) =>
        rewrite(all, designs, (text) => text.replace(/"schemaVersion": ?1/, '"schemaVersion":99')),
      ),
    ).toMatchObject(refused);
  });

  it('is refused when it claims bytes it does not bring', async () => {
    const path = first('records/asset-');
    const hash = /"hash":"([0-9a-f]{64})"\}$/m.exec(files.get(path)!.toString('utf8'))![1]!;
    const claim = (text: string): string => text.replaceAll(`"${hash}"`, `"${'ab'.repeat(32)}"`);
    expect(await forged((all) => rewrite(all, path, claim))).toMatchObject(refused);
  });
});
