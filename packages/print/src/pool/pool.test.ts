import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { box, group, imageNode, sideOf, testPicture } from '../testing.ts';
import type { PreviewJob, PrintFileJob } from './protocol.ts';
import { poolSize, RenderPool } from './render-pool.ts';

let folder: string;
let pools: RenderPool[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-pool-'));
  pools = [];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await rm(folder, { recursive: true, force: true });
});

function poolOf(options: Partial<ConstructorParameters<typeof RenderPool>[0]> = {}): RenderPool {
  const pool = new RenderPool({ size: 1, ...options });
  pools.push(pool);
  return pool;
}

/** A worker whose whole program is `body`; `message` is the request. */
async function entry(body: string): Promise<URL> {
  const path = join(folder, 'entry.mjs');
  await writeFile(
    path,
    `process.on('disconnect', () => process.exit(0));\nprocess.on('message', (message) => { ${body} });`,
  );
  return pathToFileURL(path);
}
const answer = `process.send({ id: message.id, rssBytes: RSS, result: { out: String(process.pid), bytes: 0, sha256: '' } });`;

async function job(): Promise<PrintFileJob> {
  const picture = await testPicture(300, 200);
  const path = join(folder, picture.hash);
  await writeFile(path, picture.bytes);
  const side = sideOf([group([imageNode(picture, box(0, 0, 30, 20))])]);
  return {
    kind: 'print-file',
    scene: { sceneVersion: 1, sides: [side], needs: { fonts: [], assets: [picture.hash] } },
    side: 'front',
    assets: { [picture.hash]: { path } },
    out: join(folder, 'out.pdf'),
    recipe: 'plain-pdf@1',
    title: 'A',
    createdAtMs: 0,
    findings: [],
  };
}

describe('the render pool', () => {
  it('makes the same print file as this process, and a preview from a smaller copy', async () => {
    const pool = poolOf();
    const printFile = await job();
    const result = await pool.run(printFile);
    expect(result.certificate).toMatchObject({ pdfSha256: result.sha256, parity: { hold: false } });
    const again = await pool.run({ ...printFile, out: join(folder, 'again.pdf') });
    expect(again.sha256).toBe(result.sha256);
    expect((await readFile(result.out)).subarray(0, 5).toString()).toBe('%PDF-');
    const [hash] = printFile.scene.needs.assets;
    const proxy = join(folder, 'proxy.png');
    await sharp({ create: { width: 200, height: 133, channels: 3, background: '#00ff00' } })
      .png()
      .toFile(proxy);
    const assets = { [hash!]: { path: join(folder, 'gone'), proxies: [{ widthPx: 200, path: proxy }] } };
    const preview: PreviewJob = {
      ...printFile,
      kind: 'preview',
      assets,
      widthPx: 240,
      bleed: false,
      ground: '#ffffff',
    };
    await pool.run({ ...preview, out: join(folder, 'out.webp') });
    const { data } = await sharp(join(folder, 'out.webp')).raw().toBuffer({ resolveWithObject: true });
    expect(data[1]! - data[0]!).toBeGreaterThan(200);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('hands on the fault of a job and works on', async () => {
    const pool = poolOf();
    const good = await job();
    await expect(pool.run({ ...good, side: 'back' })).rejects.toMatchObject({ code: 'side_unknown' });
    await expect(pool.run({ ...good, assets: {} })).rejects.toMatchObject({ code: 'asset_unknown' });
    await expect(pool.run({ ...good, recipe: 'none@1' })).rejects.toMatchObject({ code: 'recipe_unknown' });
    expect((await pool.run(good)).bytes).toBeGreaterThan(1000);
  });

  it('survives a worker that is killed', async () => {
    const pool = poolOf();
    const good = await job();
    const running = pool.run(good);
    await expect.poll(() => pool.pids().length).toBe(1);
    process.kill(pool.pids()[0]!, 'SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'render_crashed' });
    expect((await pool.run(good)).bytes).toBeGreaterThan(1000);
  });

  it('kills a job that takes too long, and one that is cancelled', async () => {
    const pool = poolOf({ entry: await entry('') });
    const good = await job();
    await expect(pool.run(good, { timeoutMs: 60 })).rejects.toMatchObject({ code: 'render_timeout' });
    const control = new AbortController();
    const running = pool.run(good, { signal: control.signal });
    const waiting = pool.run(good, { signal: control.signal });
    const both = Promise.allSettled([running, waiting]);
    control.abort();
    expect((await both).map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'render_cancelled',
      'render_cancelled',
    ]);
    await expect(pool.run(good, { signal: control.signal })).rejects.toMatchObject({
      code: 'render_cancelled',
    });
  });

  it('replaces workers that have grown or done their share', async () => {
    const good = await job();
    const pidsOf = async (rss: number, maxJobs: number): Promise<string[]> => {
      const pool = poolOf({
        entry: await entry(answer.replace('RSS', String(rss))),
        maxRssBytes: 1e6,
        maxJobs,
      });
      const pids: string[] = [];
      for (let i = 0; i < 4; i++) pids.push((await pool.run(good)).out);
      return pids;
    };
    expect(new Set(await pidsOf(1, 100)).size).toBe(1);
    expect(new Set(await pidsOf(2e6, 100)).size).toBe(4);
    expect(new Set(await pidsOf(1, 2)).size).toBe(2);
  });

  it('runs as many jobs at once as it has workers, the others in order', async () => {
    const pool = poolOf({
      size: 2,
      entry: await entry(`setTimeout(() => { ${answer.replace('RSS', '1')} }, 30)`),
    });
    const good = await job();
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => pool.run(good)));
    expect(new Set(results.map((result) => result.out)).size).toBe(2);
  });

  it('leaves no process when it is closed', async () => {
    const pool = poolOf({ entry: await entry('') });
    const good = await job();
    const running = pool.run(good);
    const waiting = pool.run(good);
    const caught = Promise.allSettled([running, waiting]);
    await expect.poll(() => pool.pids().length).toBe(1);
    const [pid] = pool.pids();
    await pool.close();
    expect((await caught).map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'render_crashed',
      'render_pool_closed',
    ]);
    expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
    await expect(pool.run(good)).rejects.toMatchObject({ code: 'render_pool_closed' });
  });
});

it('has one child on a small box', () => {
  expect([poolSize(4e9, 8), poolSize(4.29e9, 2), poolSize(16e9, 2), poolSize(16e9, 0)]).toEqual([1, 1, 2, 1]);
});
