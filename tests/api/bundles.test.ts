import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import type { Order } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { makeBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'bundles.test.ts', draws: true });
});
afterAll(() => server?.stop());

/** An order of `texts` mugs whose files are made, each with a supplier’s ticket. */
async function placed(externalId: string, texts: readonly string[], quantity = 3): Promise<Order> {
  const versions = [];
  for (const text of texts) versions.push(await frozen(server, 'mug', text));
  const { id } = await server.shop.createOrder({ body: orderOf(externalId, versions, quantity) });
  return until(
    () => server.shop.getOrder({ params: { orderId: id } }),
    ({ status }) => status === 'produced',
  );
}

const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(yauzl.fromBuffer);
async function unzip(blob: Blob): Promise<Map<string, Buffer>> {
  const zip = await open(Buffer.from(await blob.arrayBuffer()), { lazyEntries: true });
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject).on('end', () => resolve(files));
    zip.on('entry', (entry: Entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('error', reject).on('end', () => {
          files.set(entry.fileName, Buffer.concat(chunks));
          zip.readEntry();
        });
      }),
    );
    zip.readEntry();
  });
}
interface Bundle {
  lines: {
    order: string;
    quantity: number;
    tickets: object[];
    files: { path: string; sha256: string }[];
    sheet: string;
  }[];
  skipped: { lineItemId: string; why: string }[];
}
const manifestOf = (files: ReadonlyMap<string, Buffer>): Bundle =>
  JSON.parse(files.get('bundle.json')!.toString('utf8')) as Bundle;
const bundle = async (body: { lineItemIds: string[]; skipUnready?: boolean; locale?: 'en' | 'fr' }) =>
  unzip(await server.shop.createProductionBundle({ body } as never));
const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;

describe('the bundle of a line', () => {
  it('holds what the press needs, as the manifest says', async () => {
    const { lines } = await placed('B-1', ['one']);
    const [line] = lines;
    const blob = await server.shop.getProductionBundle({ params: { lineItemId: line!.id } } as never);
    const files = await unzip(blob as unknown as Blob);
    expect([...files.keys()].sort()).toEqual([
      'bundle.json',
      'certificates/B-1-1-wrap.json',
      'job-tickets/B-1-1.pdf',
      'print-files/B-1-1-wrap.pdf',
      'proofs/B-1-1-wrap.png',
    ]);
    const { lines: told, skipped } = manifestOf(files);
    expect([told, skipped]).toEqual([
      [
        expect.objectContaining({
          order: 'B-1',
          quantity: 3,
          tickets: [expect.objectContaining({ quantity: 3 })],
        }),
      ],
      [],
    ]);
    for (const { path, sha256 } of told[0]!.files)
      expect(createHash('sha256').update(files.get(path)!).digest('hex')).toBe(sha256);
    expect(told[0]!.files[0]!.sha256).toBe(line!.printFiles[0]!.sha256);
    expect(pages(files.get('job-tickets/B-1-1.pdf')!)).toBe(1);
  });

  it('has a page for each ticket, reprints among them', async () => {
    const { lines } = await placed('B-2', ['two']);
    const lineItemId = lines[0]!.id;
    const { items } = await until(
      () => server.shop.listJobTickets({ query: { lineItemId } }),
      (answer) => answer.items.length > 0,
    );
    const jobTicketId = items[0]!.id;
    await server.shop.splitJobTicket({ params: { jobTicketId }, body: { quantity: 1 } });
    const files = await bundle({ lineItemIds: [lineItemId], locale: 'fr' });
    expect(pages(files.get('job-tickets/B-2-1.pdf')!)).toBe(2);
    const sheet = (await server.shop.getJobTicketSheet({
      params: { jobTicketId },
    } as never)) as unknown as Blob;
    expect(pages(Buffer.from(await sheet.arrayBuffer()))).toBe(1);
  });
});

describe('a bundle of many lines', () => {
  it('never puts two files under one name', async () => {
    await server.shop.saveProductionSettings({ body: { baseRevision: 0, fileNames: '{sku}' } });
    const orders = [await placed('B-3', ['a', 'b', 'c']), await placed('B-4', ['d'])];
    await server.shop.saveProductionSettings({
      body: { baseRevision: 1, fileNames: '{order}-{line}-{side}' },
    });
    const lines = orders.flatMap((order) => order.lines);
    const names = lines.flatMap(({ printFiles }) => printFiles.map(({ fileName }) => fileName));
    expect(new Set(names).size).toBe(4);
    expect(names).toContain('MUG-WHITE.pdf');
    const files = await bundle({ lineItemIds: lines.map(({ id }) => id) });
    const printed = [...files.keys()].filter((path) => path.startsWith('print-files/'));
    expect(printed.map((path) => path.slice('print-files/'.length)).sort()).toEqual([...names].sort());
  });

  it('refuses what may not be printed, or leaves it out and says so', async () => {
    const [good, held] = [await placed('B-5', ['e']), await placed('B-6', ['f'])];
    await server.shop.holdOrder({ params: { orderId: held.id }, body: { reason: 'wait for payment' } });
    const lineItemIds = [good.lines[0]!.id, held.lines[0]!.id];
    await expect(bundle({ lineItemIds })).rejects.toMatchObject({ status: 409, code: 'line_state' });
    const { lines, skipped } = manifestOf(await bundle({ lineItemIds, skipUnready: true }));
    expect([lines.map(({ order }) => order), skipped]).toEqual([
      ['B-5'],
      [{ lineItemId: held.lines[0]!.id, why: 'a person holds the line or its order' }],
    ]);
  });

  it('is of the brand’s own lines, and of a supplier those it has tickets of', async () => {
    const other = await makeBrand(server, 'other');
    const { lines } = await placed('B-7', ['g']);
    const body = { lineItemIds: [lines[0]!.id] };
    await expect(
      server.client(other.secretKey).createProductionBundle({ body } as never),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    const own = await makeBrand(server, 'demo');
    const cookie = await own.signIn('supplier');
    const answer = await server.call(`/v1/line-items/${lines[0]!.id}/bundle`, { headers: { cookie } });
    expect(answer.status).toBe(404);
  });

  it('tells of a lost file before anything is sent', async () => {
    const { lines } = await placed('B-8', ['h']);
    await server.blobs.delete(lines[0]!.printFiles[0]!.sha256);
    await expect(bundle({ lineItemIds: [lines[0]!.id] })).rejects.toMatchObject({ status: 500 });
  });
});

describe('file names', () => {
  it('are held to the fields there are, and saved upon what one has seen', async () => {
    const save = (body: { baseRevision: number; fileNames: string }) =>
      server.shop.saveProductionSettings({ body });
    await expect(save({ baseRevision: 2, fileNames: '{colour}' })).rejects.toMatchObject({
      code: 'request_invalid',
      problem: { errors: [{ pointer: '/body/fileNames' }] },
    });
    await expect(save({ baseRevision: 1, fileNames: '{order}' })).rejects.toMatchObject({
      code: 'draft_revision_stale',
    });
  });
});
