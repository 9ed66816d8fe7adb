import type { Asset, Problem } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, design, openWidget } from './kit/shopper.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'assets.test.ts', worker: false });
});
afterAll(() => server?.stop());

const text = (body: string) => new TextEncoder().encode(body);
async function upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  form.set('file', new Blob([bytes]), name);
  return server.call('/v1/assets', {
    method: 'POST',
    headers: { authorization: `Bearer ${server.demo.secretKey}` },
    body: form,
  });
}

describe('an upload', () => {
  it('is stored once under its content, with renditions', async () => {
    const bytes = await pngOf(60, 40);
    const first = (await (await upload('a.png', bytes)).json()) as Asset;
    const second = (await (await upload('b.png', bytes)).json()) as Asset;
    expect(second.id).toBe(first.id);
    expect(first.facts).toMatchObject({ kind: 'image', widthPx: 60, heightPx: 40 });
    for (const rendition of ['original', 'proxy', 'thumb'] as const) {
      const answer = await server.call(`/v1/assets/${first.hash}/${rendition}`, {
        headers: { authorization: `Bearer ${server.demo.secretKey}` },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
      const etag = answer.headers.get('etag')!;
      const again = await server.call(`/v1/assets/${first.hash}/${rendition}`, {
        headers: { authorization: `Bearer ${server.demo.secretKey}`, 'if-none-match': etag },
      });
      expect(again.status).toBe(304);
    }
  });

  it.each([
    [
      'a script in an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>',
      422,
      'upload_unsafe',
    ],
    ['a web page', '<!doctype html><p>no picture</p>', 415, 'upload_type_unsupported'],
    ['nothing', '', 422, 'upload_broken'],
    ['half a PNG', '\u0089PNG\r\n\u001a\n', 415, undefined],
  ] as const)('refuses %s', async (_, body, status, code) => {
    const answer = await upload('x.png', text(body));
    const problem = (await answer.json()) as Problem;
    expect(problem.code).toMatch(/^upload_/);
    if (code !== undefined) expect(problem).toMatchObject({ status, code });
  });

  it('needs a file', async () => {
    const answer = await server.call('/v1/assets', {
      method: 'POST',
      headers: { authorization: `Bearer ${server.demo.secretKey}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });
});

describe('an asset', () => {
  it('stays as long as a frozen design needs it', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const data = new Blob([await pngOf(900, 600)]);
    const asset = await client.uploadAsset({ file: { name: 'photo.png', data } });
    const unused = await client.uploadAsset({
      file: { name: 'other.png', data: new Blob([await pngOf(30, 30)]) },
    });
    const variantId = product.variants[0]!.id;
    const document = design(product, [
      {
        id: 'photo',
        type: 'image',
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
        crop: { xPx: 0, yPx: 0, widthPx: 900, heightPx: 600 },
      },
    ]);
    const { id: designId, revision } = await client.createDesign({
      body: { productId: product.id, document },
    });
    const sceneHash = await approve(product, variantId, document, [asset.facts]);
    const version = await client.freezeDesign({
      params: { designId },
      body: { revision, variantId, quantity: 1, sceneHash },
    });
    await expect(server.shop.deleteAsset({ params: { assetId: asset.id } })).rejects.toMatchObject({
      code: 'asset_in_use',
      status: 409,
      problem: { params: { designVersionId: version.id } },
    });
    expect(await server.shop.deleteAsset({ params: { assetId: unused.id } })).toBeUndefined();
    await expect(server.shop.getAsset({ params: { hash: unused.hash } })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('that is unknown makes a design invalid at the freeze', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const variantId = product.variants[0]!.id;
    const document = design(product, [
      {
        id: 'art',
        type: 'artwork',
        xUm: 0,
        yUm: 0,
        widthUm: 10_000,
        heightUm: 10_000,
        rotationMdeg: 0,
        flipX: false,
        flipY: false,
        opacityPm: 1000,
        visible: true,
        locks: {},
        asset: 'ab'.repeat(32),
      },
    ]);
    const { id: designId, revision } = await client.createDesign({
      body: { productId: product.id, document },
    });
    await expect(
      client.freezeDesign({
        params: { designId },
        body: { revision, variantId, quantity: 1, sceneHash: '0'.repeat(64) },
      }),
    ).rejects.toMatchObject({ code: 'design_invalid', status: 422 });
  });
});
