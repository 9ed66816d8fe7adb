import type { DesignVersion, ProductBundle } from '@luneo/contracts';
import { withClient } from '@luneo/database';
import type { Design, Template } from '@luneo/design';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilBlocked } from './kit/locks.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, boxLayer, design, frozen, openWidget, orderOf } from './kit/shopper.ts';

let server: TestServer;
let product: ProductBundle;

beforeAll(async () => {
  server = await startServer({ file: 'holders.test.ts', worker: false });
  ({ product } = await openWidget(server, 'mug'));
});
afterAll(() => server?.stop());

const box = (): Design => design(product, [boxLayer('box')]);
const image = (asset: string): Design =>
  design(product, [
    {
      ...boxLayer('photo'),
      type: 'image',
      shape: undefined,
      fill: undefined,
      asset,
      crop: { xPx: 0, yPx: 0, widthPx: 900, heightPx: 600 },
    } as never,
  ]);

async function freeze(document: Design, facts: readonly never[] = []): Promise<DesignVersion> {
  const variantId = product.variants[0]!.id;
  const { id: designId, revision } = await server.shop.createDesign({
    body: { productId: product.id, document },
  });
  const sceneHash = await approve(product, variantId, document, facts);
  return server.shop.freezeDesign({
    params: { designId },
    body: { revision, variantId, quantity: 1, sceneHash },
  });
}

describe('an asset', () => {
  it('is held by what was frozen of it and ordered; ten of each are named, all are counted', async () => {
    const asset = await server.shop.uploadAsset({
      file: { name: 'a.png', data: new Blob([await pngOf(900, 600)]) },
    });
    const params = { assetId: asset.id };
    expect(await server.shop.getAssetHolders({ params })).toEqual({ total: 0, counts: {}, items: [] });
    const document = JSON.parse(JSON.stringify(image(asset.hash))) as Design;
    const versions: DesignVersion[] = [];
    for (let i = 0; i < 12; i++) versions.push(await freeze(document, [asset.facts as never]));
    const order = await server.shop.createOrder({ body: orderOf('H-1', versions.slice(0, 2)) });
    const held = await server.shop.getAssetHolders({ params });
    expect(held).toMatchObject({ total: 13, counts: { order: 1, designVersion: 12 } });
    expect(held.items[0]).toEqual({ kind: 'order', id: order.id });
    expect(held.items.slice(1)).toEqual(
      versions.slice(0, 10).map(({ id }) => ({ kind: 'designVersion', id })),
    );
    await expect(server.shop.deleteAsset({ params })).rejects.toMatchObject({
      code: 'asset_in_use',
      message: expect.stringContaining(`held by ${order.id}`),
      problem: {
        params: {
          orders: 1,
          orderId: order.id,
          designVersions: 12,
          designVersionId: versions[0]!.id,
        },
      },
    });
  });
});

describe('a design', () => {
  it('goes, with its history and links, while no cart has it', async () => {
    const { client } = await openWidget(server, 'mug');
    const { client: stranger } = await openWidget(server, 'mug');
    const { id: designId } = await client.createDesign({ body: { productId: product.id, document: box() } });
    const params = { designId };
    await client.saveDesign({
      params,
      body: { baseRevision: 1, document: design(product, [boxLayer('box', '#123456')]) },
    });
    const { token } = await client.createDesignShare({ params, body: {} });
    await expect(stranger.deleteDesign({ params })).rejects.toMatchObject({ status: 404 });
    expect(await client.getDesignHolders({ params })).toMatchObject({ total: 0 });
    await client.deleteDesign({ params });
    await expect(client.getDesign({ params })).rejects.toMatchObject({ status: 404 });
    await expect(client.openDesignShare({ body: { token } })).rejects.toMatchObject({ status: 404 });
  });

  it('stays once it is in a cart, and says where', async () => {
    const version = await frozen(server);
    const params = { designId: version.designId };
    const refusal = { code: 'design_in_use', status: 409 };
    await expect(server.shop.deleteDesign({ params })).rejects.toMatchObject({
      ...refusal,
      problem: { params: { designVersions: 1, designVersionId: version.id } },
    });
    const order = await server.shop.createOrder({ body: orderOf('H-2', [version]) });
    await expect(server.shop.deleteDesign({ params })).rejects.toMatchObject({
      ...refusal,
      problem: { params: { orders: 1, orderId: order.id } },
    });
    expect(await server.shop.getDesignHolders({ params })).toEqual({
      total: 2,
      counts: { order: 1, designVersion: 1 },
      items: [
        { kind: 'order', id: order.id },
        { kind: 'designVersion', id: version.id },
      ],
    });
  });
});

describe('a template', () => {
  it('goes with its versions while no design began from it', async () => {
    const template: Template = { document: box(), placeholders: [] };
    const made = await server.shop.createTemplate({
      body: { productId: product.id, name: 'Held', template },
    });
    const params = { templateId: made.id };
    await server.shop.publishTemplate({ params, body: { baseRevision: made.revision } });
    const { id: designId } = await server.shop.createDesign({
      body: { productId: product.id, templateId: made.id },
    });
    const held = { total: 1, counts: { design: 1 }, items: [{ kind: 'design', id: designId }] };
    expect(await server.shop.getTemplateHolders({ params })).toEqual(held);
    await expect(server.shop.deleteTemplate({ params })).rejects.toMatchObject({
      code: 'template_in_use',
      problem: { params: { designs: 1, designId } },
    });
    await server.shop.deleteDesign({ params: { designId } });
    await server.shop.deleteTemplate({ params });
    await expect(server.shop.getTemplate({ params })).rejects.toMatchObject({ status: 404 });
    await expect(server.shop.getTemplateVersion({ params: { ...params, version: 1 } })).rejects.toMatchObject(
      { status: 404 },
    );
  });
});

describe('two calls at the same moment', () => {
  it('let one through, and tell the other that what it needs went', async () => {
    const template: Template = { document: box(), placeholders: [] };
    const { id, revision } = await server.shop.createTemplate({
      body: { productId: product.id, name: 'Racing', template },
    });
    await server.shop.publishTemplate({ params: { templateId: id }, body: { baseRevision: revision } });
    const uuid = unwrap(fromPublicId('template', id));
    const begin = (): Promise<unknown> =>
      server.shop.createDesign({ body: { productId: product.id, templateId: id } });
    await withClient(server.urls.directUrl, async (sql) => {
      await sql.query('BEGIN');
      for (const table of ['template_version_asset', 'template_version'])
        await sql.query(`DELETE FROM ${table} WHERE template_id = $1`, [uuid]);
      const waiting = begin().catch((error: unknown) => error);
      await untilBlocked(sql, 1);
      await sql.query('COMMIT');
      expect(await waiting).toMatchObject({ code: 'changed_meanwhile', status: 409 });
    });
    await expect(begin()).rejects.toMatchObject({ status: 404 });
  });
});

describe('a version of a product', () => {
  it('says what is of it; it stays for good all the same', async () => {
    const { priceBook } = await server.shop.getProduct({ params: { productId: product.id } });
    const { id: _, version: __, ...rules } = priceBook;
    const publish = async (baseMinor: number): Promise<number> => {
      const { id: priceDraftId, revision } = await server.shop.createPriceDraft({
        params: { productId: product.id },
        body: { name: 'Next', rules: { ...rules, baseMinor } },
      });
      await server.shop.publishPriceDraft({
        params: { priceDraftId },
        body: { baseRevision: revision },
      });
      return (await server.shop.getProduct({ params: { productId: product.id } })).version;
    };
    const of = (version: number) => ({ params: { productId: product.id, version } });
    const [former, unused] = [await publish(1_001), await publish(1_002)];
    const newest = await publish(1_003);
    const { id: designId } = await server.shop.createDesign({
      body: { productId: product.id, document: box() },
    });
    expect(await server.shop.getProductVersionHolders(of(newest))).toEqual({
      total: 2,
      counts: { design: 1, product: 1 },
      items: [
        { kind: 'design', id: designId },
        { kind: 'product', id: product.id },
      ],
    });
    await server.shop.publishVersion(of(former));
    await server.shop.deleteDesign({ params: { designId } });
    expect(await server.shop.getProductVersionHolders(of(former))).toEqual({
      total: 1,
      counts: { product: 1 },
      items: [{ kind: 'product', id: product.id }],
    });
    for (const version of [unused, newest])
      expect(await server.shop.getProductVersionHolders(of(version))).toMatchObject({ total: 0 });
    await expect(server.shop.getProductVersionHolders(of(999))).rejects.toMatchObject({ status: 404 });
  });
});
