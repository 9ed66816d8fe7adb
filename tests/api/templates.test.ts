import type { ProductBundle } from '@luneo/contracts';
import type { Design, Layer, Placeholder, Template } from '@luneo/design';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, boxLayer, design, openWidget, textLayer } from './kit/shopper.ts';

let server: TestServer;
let product: ProductBundle;

beforeAll(async () => {
  server = await startServer({ file: 'templates.test.ts', worker: false });
  ({ product } = await openWidget(server, 'mug'));
});
afterAll(() => server?.stop());

const locks = {
  move: true,
  resize: true,
  rotate: true,
  content: true,
  style: true,
  order: true,
  remove: true,
};
const name: Placeholder = {
  kind: 'text',
  layer: 'name',
  required: true,
  maxLength: 8,
  characters: '\\p{L} ',
};

/** A fixed box and a name to be filled in. */
const templateOf = (more: Partial<Template> = {}): Template => ({
  document: design(product, [
    { ...boxLayer('box'), locks },
    textLayer('name', 'Name', product.geometry.fonts[0]!),
  ]),
  placeholders: [name],
  ...more,
});
const withLayer = (document: Design, layer: Layer): Design => ({
  ...document,
  layers: { ...document.layers, [layer.id]: layer },
});
const named = (document: Design, text: string): Design =>
  withLayer(document, textLayer('name', text, product.geometry.fonts[0]!));

async function published(title: string, template = templateOf(), categories = ['gifts']) {
  const made = await server.shop.createTemplate({
    body: { productId: product.id, name: title, categories, template },
  });
  const params = { templateId: made.id };
  await server.shop.publishTemplate({ params, body: { baseRevision: made.revision } });
  return params;
}

describe('a template', () => {
  it('is edited, published as versions, and found by shoppers of its product', async () => {
    const body = {
      productId: product.id,
      name: 'Birthday',
      categories: ['birthday'],
      template: templateOf(),
    };
    const made = await server.shop.createTemplate({ body });
    expect(made).toMatchObject({ faults: [], revision: 1, publishedVersion: null, archived: false });
    const params = { templateId: made.id };
    const mine = await openWidget(server, 'mug');
    const seen = () => mine.client.listTemplates({ query: { category: 'birthday' } });
    expect((await seen()).items).toEqual([]);
    await expect(
      mine.client.createDesign({ body: { productId: product.id, ...params } }),
    ).rejects.toMatchObject({
      code: 'template_not_published',
    });

    const first = await server.shop.publishTemplate({ params, body: { baseRevision: 1 } });
    expect(first).toMatchObject({ version: 1, name: 'Birthday', template: body.template });
    expect((await seen()).items).toMatchObject([{ id: made.id, publishedVersion: 1 }]);
    const other = await openWidget(server, 'card');
    expect((await other.client.listTemplates({ query: {} })).items).toEqual([]);
    const version = { params: { ...params, version: 1 } };
    await expect(other.client.getTemplateVersion(version)).rejects.toMatchObject({ status: 404 });
    await expect(mine.client.getTemplate({ params })).rejects.toMatchObject({ status: 403 });

    const { productId: _, ...content } = body;
    const saved = await server.shop.saveTemplate({
      params,
      body: { ...content, baseRevision: 2, template: templateOf({ ownLayers: false }) },
    });
    await expect(
      server.shop.saveTemplate({ params, body: { ...content, baseRevision: 2 } }),
    ).rejects.toMatchObject({ code: 'template_stale', status: 409 });
    expect((await mine.client.getTemplateVersion(version)).template).toEqual(body.template);
    const second = await server.shop.publishTemplate({ params, body: { baseRevision: saved.revision } });
    expect(second.version).toBe(2);
    const { items, nextCursor } = await server.shop.listTemplateVersions({ params, query: { limit: 1 } });
    expect(items.map((one) => one.version)).toEqual([2]);
    const older = await server.shop.listTemplateVersions({ params, query: { cursor: nextCursor! } });
    expect(older).toMatchObject({ items: [{ version: 1, templateId: made.id }], nextCursor: null });
    const impact = await server.shop.getProductImpact({ params: { productId: product.id } });
    expect(impact.other.templates).toBeGreaterThan(0);

    expect(await server.shop.archiveTemplate({ params })).toMatchObject({ archived: true });
    expect((await seen()).items).toEqual([]);
    await expect(
      mine.client.createDesign({ body: { productId: product.id, ...params } }),
    ).rejects.toMatchObject({
      code: 'template_archived',
    });
    expect(await server.shop.unarchiveTemplate({ params })).toMatchObject({ archived: false });
  });

  it('that cannot be filled in is not published, and says why', async () => {
    const document = { ...templateOf().document, sides: [{ id: 'lid', layers: ['box', 'name'] }] };
    const asset = 'ab'.repeat(32);
    const art: Layer = { ...boxLayer('art'), type: 'artwork', asset } as Layer;
    const { fill: _, shape: __, ...artwork } = art as Extract<Layer, { type: 'shape' }>;
    const broken: Template = {
      document: withLayer(
        { ...document, sides: [{ id: 'lid', layers: ['box', 'name', 'art'] }] },
        artwork as unknown as Layer,
      ),
      placeholders: [{ ...name, characters: 'z-a', fonts: ['cd'.repeat(32)] }],
    };
    const made = await server.shop.createTemplate({
      body: { productId: product.id, name: 'Broken', template: broken },
    });
    expect(made.faults.map(({ code }) => code)).toEqual([
      'characters_invalid',
      'placeholder_font',
      'side_unknown',
      'font_unknown',
      'asset_unknown',
    ]);
    await expect(
      server.shop.publishTemplate({ params: { templateId: made.id }, body: { baseRevision: 1 } }),
    ).rejects.toMatchObject({ code: 'template_invalid', status: 422 });
  });

  it('keeps the assets it shows', async () => {
    const data = new Blob([await pngOf(50, 50)]);
    const asset = await server.shop.uploadAsset({ file: { name: 'a.png', data } });
    const { fill: _, shape: __, ...box } = boxLayer('pic') as Extract<Layer, { type: 'shape' }>;
    const crop = { xPx: 0, yPx: 0, widthPx: 50, heightPx: 50 };
    const picture: Layer = { ...box, type: 'image', asset: asset.hash, crop };
    const { templateId } = await published('With picture', {
      document: design(product, [picture]),
      placeholders: [],
    });
    await expect(server.shop.deleteAsset({ params: { assetId: asset.id } })).rejects.toMatchObject({
      code: 'asset_in_use',
      problem: { params: { templateId } },
    });
  });
});

describe('a design that begins from a template', () => {
  it('is held to it while it is saved and when it is ordered, whatever the page lets through', async () => {
    const { templateId } = await published('Held');
    const { client } = await openWidget(server, 'mug');
    const begun = await client.createDesign({ body: { productId: product.id, templateId } });
    expect(begun).toMatchObject({ template: { id: templateId, version: 1 }, revision: 1 });
    expect(begun.document).toEqual(templateOf().document);
    const save = (document: Design, baseRevision = 1) =>
      client.saveDesign({ params: { designId: begun.id }, body: { baseRevision, document } });

    const moved = withLayer(begun.document, { ...begun.document.layers.box!, xUm: 1 });
    await expect(save(moved)).rejects.toMatchObject({
      code: 'design_off_template',
      status: 422,
      problem: { errors: [{ code: 'layer_locked', pointer: '/body/document/layers/box' }] },
    });
    const unlocked = withLayer(begun.document, { ...begun.document.layers.box!, locks: {} });
    await expect(save(unlocked)).rejects.toMatchObject({ code: 'design_off_template' });
    await expect(save(named(begun.document, 'Robert’); DROP'))).rejects.toMatchObject({
      problem: { errors: [{ code: 'placeholder_too_long' }, { code: 'placeholder_characters' }] },
    });

    const variantId = product.variants[0]!.id;
    const freeze = async (document: Design, revision: number) =>
      client.freezeDesign({
        params: { designId: begun.id },
        body: { revision, variantId, quantity: 1, sceneHash: await approve(product, variantId, document) },
      });
    const empty = withLayer(begun.document, {
      ...textLayer('name', 'x', product.geometry.fonts[0]!),
      runs: [],
    } as Layer);
    expect(await save(empty)).toMatchObject({ revision: 2 });
    await expect(freeze(empty, 2)).rejects.toMatchObject({
      code: 'design_off_template',
      problem: { errors: [{ code: 'placeholder_required' }] },
    });
    const filled = named(begun.document, 'Zoë');
    expect(await save(filled, 2)).toMatchObject({ revision: 3, template: { id: templateId, version: 1 } });
    expect(await freeze(filled, 3)).toMatchObject({ designId: begun.id });
  });

  it('stays with the version it began from', async () => {
    const { templateId } = await published('Moves on');
    const { client } = await openWidget(server, 'mug');
    const begun = await client.createDesign({ body: { productId: product.id, templateId } });
    const { revision, categories, name: title } = await server.shop.getTemplate({ params: { templateId } });
    const free = templateOf({ placeholders: [{ ...name, maxLength: 2, characters: 'a-zA-Z' }] });
    const shorter = { ...free, document: named(free.document, 'Me') };
    const saved = await server.shop.saveTemplate({
      params: { templateId },
      body: { baseRevision: revision, name: title, categories, template: shorter },
    });
    await server.shop.publishTemplate({ params: { templateId }, body: { baseRevision: saved.revision } });
    const document = named(begun.document, 'Margaux');
    const kept = await client.saveDesign({
      params: { designId: begun.id },
      body: { baseRevision: 1, document },
    });
    expect(kept.template).toEqual({ id: templateId, version: 1 });
    await expect(
      client.createDesign({ body: { productId: product.id, templateId, document } }),
    ).rejects.toMatchObject({ code: 'design_off_template' });
  });

  it('cannot begin from one of another product', async () => {
    const { templateId } = await published('For mugs');
    const productId = server.demo.products.card!;
    await expect(server.shop.createDesign({ body: { productId, templateId } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(server.shop.createDesign({ body: { productId } })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });
});
