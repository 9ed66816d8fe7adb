import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Asset } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { DiskBlobs, DiskDerived } from '@luneo/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from './kit/brands.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';

const DAY_MS = 24 * 3_600_000;
const OLD = new Date(Date.now() - 2 * DAY_MS);

let server: TestServer;
let folder: string;
let blobs: DiskBlobs;
const brandUuid = () => unwrap(fromPublicId('brand', server.demo.brandId));
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-sweep-'));
  blobs = new DiskBlobs(join(folder, 'blobs'));
  const stores = { blobs, derived: new DiskDerived(join(folder, 'derived')) };
  server = await startServer({ file: 'sweep.test.ts', stores });
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const sweep = (options: { dryRun?: boolean; settleMs?: number } = {}) =>
  server.api.sweep({ dryRun: false, settleMs: 0, ...options });
const bytesOf = (text: string) => Buffer.from(`of no use: ${text}`);
const age = (hash: string) => utimes(join(folder, 'blobs', hash.slice(0, 2), hash.slice(2)), OLD, OLD);

/** Makes everything stored two days old. */
async function ageAll(): Promise<string[]> {
  const hashes: string[] = [];
  for await (const hash of blobs.list()) {
    await age(hash);
    hashes.push(hash);
  }
  const names = await readdir(join(folder, 'derived'), { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.webp')))
    await utimes(join(folder, 'derived', name), OLD, OLD);
  return hashes;
}

async function upload(data: Uint8Array<ArrayBuffer>): Promise<Asset> {
  return server.shop.uploadAsset({ file: { name: 'a.png', data: new Blob([data]) } });
}

describe('a sweep', () => {
  it('keeps all that rows name: uploads, frozen designs, print files, mockups, files of jobs', async () => {
    const version = await frozen(server);
    const { id: orderId } = await server.shop.createOrder({ body: orderOf('S-1', [version]) });
    await expect
      .poll(async () => (await server.shop.getOrder({ params: { orderId } })).status, { timeout: 20_000 })
      .toBe('produced');
    const asset = await upload(await pngOf(30, 20));
    const productId = server.demo.products.mug!;
    const file = { name: 'v.csv', data: new Blob(['sku\nkept\n']) };
    await server.shop.importVariants({ params: { productId }, query: {}, file });
    const [base, shade, map] = await Promise.all(['base', 'shade', 'map'].map((t) => blobs.put(bytesOf(t))));
    await server.database.forTenant(brandUuid(), (tx) =>
      tx.placedMockup.create({
        data: {
          brandId: brandUuid(),
          spec: 'spec',
          widthPx: 1,
          heightPx: 1,
          baseHash: base!,
          shadeHash: shade!,
          mapHash: map!,
        },
      }),
    );
    const all = await ageAll();
    const report = await sweep();
    const left: string[] = [];
    for await (const hash of blobs.list()) left.push(hash);
    expect(left.sort()).toEqual(all.sort());
    expect(report).toMatchObject({ needed: all.length, orphans: 0, deleted: 0, derivedDeleted: 0 });
    expect(left).toEqual(expect.arrayContaining([asset.hash, version.sceneHash, base, shade, map]));
  });

  it('reports first, then deletes what nothing needs, with its pictures', async () => {
    const asset = await upload(await pngOf(31, 21));
    await server.shop.deleteAsset({ params: { assetId: asset.id } });
    await ageAll();
    const young = await blobs.put(bytesOf('young'));
    const report = await sweep({ dryRun: true });
    expect(report).toMatchObject({ dryRun: true, orphans: 3, young: 1, deleted: 0, derivedOrphans: 1 });
    expect(report.examples).toContain(asset.hash);
    expect(await blobs.has(asset.hash)).toBe(true);
    const done = await sweep();
    expect(done).toMatchObject({ orphans: 3, deleted: 3, spared: 0, derivedDeleted: 1 });
    expect(done.deletedBytes).toBe(report.orphanBytes);
    expect(await blobs.has(asset.hash)).toBe(false);
    expect(await blobs.has(young)).toBe(true);
    expect(await sweep()).toMatchObject({ orphans: 0, deleted: 0 });
  });

  it('spares what a row names, or what was put again, by the second look', async () => {
    // With the young one of before: four.
    const [named, again, gone] = await Promise.all(
      ['named', 'again', 'gone'].map((t) => blobs.put(bytesOf(t))),
    );
    await ageAll();
    const running = sweep({ settleMs: 400 });
    await setTimeout(200);
    const brandId = brandUuid();
    const job = {
      id: newId(),
      brandId,
      kind: 'test',
      status: 'done',
      actor: 'test',
      params: { file: named! },
    };
    await server.database.forTenant(brandId, (tx) => tx.longJob.create({ data: job }));
    await blobs.put(bytesOf('again'));
    expect(await running).toMatchObject({ orphans: 4, deleted: 2, spared: 2 });
    expect(await Promise.all([named, again, gone].map((hash) => blobs.has(hash!)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('loses nothing of what is uploaded, deleted and uploaded again while it runs', async () => {
    const contents = await Promise.all(Array.from({ length: 8 }, (_, n) => pngOf(40 + n, 30)));
    const assets = new Map<number, Asset>();
    const busy = new Set<number>();
    let uploads = 0;
    const enough = () => uploads >= 18;
    const shopper = async (seed: number): Promise<void> => {
      for (let n = seed; !enough(); n = (n * 5 + 3) % contents.length) {
        if (busy.has(n)) {
          await setTimeout(1);
          n += 1;
          continue;
        }
        busy.add(n);
        const known = assets.get(n);
        if (known === undefined) {
          assets.set(n, await upload(contents[n]!));
          uploads += 1;
        } else {
          await server.shop.deleteAsset({ params: { assetId: known.id } });
          assets.delete(n);
        }
        busy.delete(n);
      }
    };
    let swept = 0;
    const sweeper = async (): Promise<void> => {
      while (!enough()) {
        // What nobody is at becomes old; whoever comes to it in this very moment makes it young again.
        for (const [n, { hash }] of seen) {
          if (busy.has(n)) continue;
          busy.add(n);
          await age(hash).catch(() => undefined);
          busy.delete(n);
        }
        swept += (await sweep()).deleted;
      }
    };
    const seen = new Map<number, Asset>();
    for (const [n, bytes] of contents.entries()) seen.set(n, await upload(bytes));
    for (const { id } of seen.values()) await server.shop.deleteAsset({ params: { assetId: id } });
    await Promise.all([shopper(0), shopper(1), shopper(2), sweeper(), sweeper()]);
    expect(swept).toBeGreaterThan(0);
    for (const { hash } of assets.values())
      for (const rendition of ['original', 'proxy', 'thumb'] as const)
        expect(
          (
            await server.call(`/v1/assets/${hash}/${rendition}`, {
              headers: { authorization: `Bearer ${server.demo.secretKey}` },
            })
          ).status,
        ).toBe(200);
  });
});
