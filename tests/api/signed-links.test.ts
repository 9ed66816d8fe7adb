import { setTimeout } from 'node:timers/promises';
import { sha256Hex } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand } from './kit/brands.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, openWidget, orderOf } from './kit/shopper.ts';

let server: TestServer;
/** Milliseconds the server's clock is ahead. */
let ahead = 0;
let printFileId: string | undefined;
beforeAll(async () => {
  server = await startServer({ file: 'signed-links.test.ts', clock: { now: () => Date.now() + ahead } });
  const order = await server.shop.createOrder({ body: orderOf('L-1', [await frozen(server)]) });
  for (let tries = 0; printFileId === undefined && tries < 200; tries++) {
    const found = await server.shop.getOrder({ params: { orderId: order.id } });
    printFileId = found.lines[0]!.printFiles[0]?.id;
    if (printFileId === undefined) await setTimeout(50);
  }
});
afterAll(() => server?.stop());

const links = (query: { expiresIn?: number } = {}) =>
  server.shop.linkPrintFile({ params: { printFileId: printFileId! }, query });

describe('a signed link', () => {
  it('gives the file to anyone, under its name', async () => {
    const { file, certificate, proof } = await links();
    const answer = await fetch(file.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="L-1-1-wrap.pdf"; filename*=UTF-8''L-1-1-wrap.pdf`,
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    const etag = answer.headers.get('etag')!;
    expect(etag).toBe(`"${sha256Hex(bytes)}"`);
    expect((await fetch(file.url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(certificate.url)).headers.get('content-type')).toContain('application/json');
    expect((await fetch(proof.url)).headers.get('content-type')).toContain('image/png');
  });

  it('ends when it said it would', async () => {
    const { file } = await links({ expiresIn: 60 });
    expect(new Date(file.expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(60_000);
    ahead = 61_000;
    const answer = await fetch(file.url);
    ahead = 0;
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ code: 'link_expired' });
  });

  it('opens nothing once anything of it is changed', async () => {
    const { file, proof } = await links();
    const other = new URL(proof.url);
    const changes: [string, (url: URL) => void][] = [
      ['the name', (url) => url.searchParams.set('name', 'x.pdf')],
      ['the type', (url) => url.searchParams.set('type', 'text/html')],
      ['the end', (url) => url.searchParams.set('expires', '9999999999')],
      ['the signature', (url) => url.searchParams.set('signature', 'AAAA')],
      [
        'a signature of another file',
        (url) => url.searchParams.set('signature', other.searchParams.get('signature')!),
      ],
      ['a space in the name', (url) => url.searchParams.set('name', 'L-1-1-wrap.pdf ')],
    ];
    for (const [what, change] of changes) {
      const url = new URL(file.url);
      change(url);
      const answer = await fetch(url);
      expect(answer.status, what).toBe(404);
      expect(await answer.json(), what).toMatchObject({ code: 'not_found' });
    }
    const elsewhere = new URL(`${other.pathname}${new URL(file.url).search}`, server.origin);
    expect((await fetch(elsewhere)).status).toBe(404);
    const bare = new URL(file.url);
    bare.search = '';
    expect((await fetch(bare)).status).toBe(400);
  });

  it('is not given for what the caller cannot read', async () => {
    const other = await makeBrand(server, 'other-links');
    const theirs = server.client(other.secretKey);
    const missing = { status: 404, code: 'not_found' };
    await expect(
      theirs.linkPrintFile({ params: { printFileId: printFileId! }, query: {} }),
    ).rejects.toMatchObject(missing);
    const { client } = await openWidget(server, 'mug');
    await expect(
      client.linkPrintFile({ params: { printFileId: printFileId! }, query: {} }),
    ).rejects.toMatchObject({
      status: 403,
    });
    const data = new Blob([await pngOf(20, 10)]);
    const asset = await client.uploadAsset({ file: { name: 'Zoë.png', data } });
    await expect(theirs.linkAsset({ params: { hash: asset.hash }, query: {} })).rejects.toMatchObject(
      missing,
    );
    const mine = await client.linkAsset({ params: { hash: asset.hash }, query: {} });
    const answer = await fetch(mine.original.url);
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''Zo%C3%AB.png");
    expect((await fetch(mine.thumb!.url)).headers.get('content-type')).toContain('image/webp');
  });

  it('lasts an hour at most', async () => {
    await expect(links({ expiresIn: 3_601 })).rejects.toMatchObject({ status: 400 });
  });
});
