import type { LibraryItem, ProductBundle } from '@luneo/contracts';
import type { Design, Layer } from '@luneo/design';
import { FONT_FACES, findFace, loadFont } from '@luneo/fonts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, boxLayer, design, openWidget, orderOf, textLayer } from './kit/shopper.ts';

const LIMIT_BYTES = 3_000_000;
const DAY_MS = 86_400_000;
let nowMs = Date.now();
let server: TestServer;
let product: ProductBundle;

beforeAll(async () => {
  const clock = { now: () => nowMs };
  server = await startServer({
    file: 'library.test.ts',
    worker: false,
    clock,
    settings: { libraryBytes: LIMIT_BYTES },
  });
  ({ product } = await openWidget(server, 'mug'));
});
afterAll(() => server?.stop());

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="5" fill="#c00"/></svg>';
const upload = (name: string, data: BlobPart, query: { name?: string; folder?: string } = {}) =>
  server.shop.uploadLibraryItem({ query, file: { name, data: new Blob([data]) } });
const save = (
  { id, name, revision }: LibraryItem,
  body: Partial<Parameters<TestServer['shop']['saveLibraryItem']>[0]['body']>,
) =>
  server.shop.saveLibraryItem({
    params: { libraryItemId: id },
    body: { baseRevision: revision, name, ...body },
  });
/** A catalogue font as a brand's own file: no longer known by its hash once its hinting is gone. */
const fontFile = async (family: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await loadFont(findFace(family)!.hash));
type Query = NonNullable<Parameters<TestServer['shop']['listLibraryItems']>[0]['query']>;
const listed = async (query: Query) =>
  (await server.shop.listLibraryItems({ query })).items.map(({ name }) => name);

describe('the library', () => {
  it('keeps pictures, clip art and palettes; finds them by folder, tag, name and state', async () => {
    const picture = await upload('Sunset.png', await pngOf(40, 30), { folder: 'photos/2026' });
    expect(picture).toMatchObject({ kind: 'image', name: 'Sunset', folder: 'photos/2026', revision: 1 });
    expect(picture.asset).toMatchObject({ hash: picture.hash, facts: { widthPx: 40 } });
    const art = await upload('a.svg', SVG, { name: 'Bar' });
    expect(art).toMatchObject({ kind: 'artwork', name: 'Bar', licence: null, archived: false });
    const palette = await server.shop.createPalette({
      body: { name: 'House', tags: ['brand'], colours: [{ name: 'Ink', rgb: '#102030' }] },
    });
    expect(palette).toMatchObject({ kind: 'palette', hash: null, bytes: 0 });
    const tagged = await save(art, { tags: ['brand', 'flat'], folder: 'photos' });
    expect(tagged).toMatchObject({ revision: 2, tags: ['brand', 'flat'] });

    expect(await listed({ folder: 'photos' })).toEqual(['Bar', 'Sunset']);
    expect(await listed({ folder: 'photos/2026' })).toEqual(['Sunset']);
    expect(await listed({ folder: 'photo' })).toEqual([]);
    expect(await listed({ tag: 'brand' })).toEqual(['House', 'Bar']);
    expect(await listed({ tag: 'brand', kind: 'palette' })).toEqual(['House']);
    expect(await listed({ q: 'sUn' })).toEqual(['Sunset']);
    const first = await server.shop.listLibraryItems({ query: { limit: 2 } });
    expect(await listed({ cursor: first.nextCursor! })).toEqual(['Sunset']);
    expect(await server.shop.listLibraryLabels({})).toEqual({
      folders: [
        { name: 'photos', items: 1 },
        { name: 'photos/2026', items: 1 },
      ],
      tags: [
        { name: 'brand', items: 2 },
        { name: 'flat', items: 1 },
      ],
    });

    const params = { libraryItemId: picture.id };
    expect(await server.shop.archiveLibraryItem({ params })).toMatchObject({ archived: true });
    expect(await listed({ state: 'archived' })).toEqual(['Sunset']);
    expect(await listed({ state: 'active', folder: 'photos' })).toEqual(['Bar']);
    expect(await server.shop.unarchiveLibraryItem({ params })).toMatchObject({ archived: false });
  });

  it('has the same file once, and says so when another change came between', async () => {
    const bytes = await pngOf(41, 31);
    const first = await upload('one.png', bytes);
    expect((await upload('two.png', bytes, { folder: 'elsewhere' })).id).toBe(first.id);
    await save(first, { name: 'Renamed' });
    await expect(save(first, {})).rejects.toMatchObject({ code: 'library_item_stale', status: 409 });
    await expect(save({ ...first, revision: 2 }, { colours: [{ rgb: '#000000' }] })).rejects.toMatchObject({
      code: 'request_invalid',
    });
    await expect(server.shop.deleteAsset({ params: { assetId: first.asset!.id } })).rejects.toMatchObject({
      code: 'asset_in_use',
    });
    await server.shop.deleteLibraryItem({ params: { libraryItemId: first.id } });
    await expect(server.shop.getLibraryItem({ params: { libraryItemId: first.id } })).rejects.toMatchObject({
      status: 404,
    });
    expect(await server.shop.deleteAsset({ params: { assetId: first.asset!.id } })).toBeUndefined();
  });

  it('refuses what is hostile, and more than the brand may keep', async () => {
    const script = SVG.replace('<rect', '<script>alert(1)</script><rect');
    await expect(upload('x.svg', script)).rejects.toMatchObject({ code: 'upload_unsafe', status: 422 });
    await expect(upload('x.ttf', 'OTTO'.padEnd(40, '\0'))).rejects.toMatchObject({ code: 'upload_broken' });
    const restricted = await fontFile('Lato');
    const os2 = Buffer.from(restricted).indexOf('OS/2');
    const view = new DataView(restricted.buffer);
    view.setUint16(view.getUint32(os2 + 8) + 8, 0x2);
    await expect(upload('x.ttf', restricted)).rejects.toMatchObject({
      code: 'upload_restricted',
      status: 422,
      problem: { params: { reason: 'font_restricted' } },
    });
    const used = await server.shop.getLibraryUsage({});
    expect(used.limitBytes).toBe(LIMIT_BYTES);
    const largest = [...FONT_FACES].sort((a, b) => b.bytes - a.bytes)[0]!;
    await expect(upload('x.ttf', await fontFile(largest.family))).rejects.toMatchObject({
      code: 'library_full',
      status: 409,
      problem: { params: { limitBytes: LIMIT_BYTES, usedBytes: used.bytes } },
    });
    expect(await server.shop.getLibraryUsage({})).toEqual(used);
  });
});

describe('a font of the brand', () => {
  it('is offered by a product, drawn for its page, and sets the text of its designs', async () => {
    const item = await upload('mine.ttf', await fontFile('Pacifico'), { folder: 'fonts' });
    expect(item).toMatchObject({ kind: 'font', name: 'Pacifico 400', font: { embedding: 'installable' } });
    expect(item.licence?.text).toContain('Open Font License');
    expect(findFace('Pacifico')!.hash).not.toBe(item.hash);
    const { family, weight, style } = item.font!;
    const ref = { family, weight, style, hash: item.hash! };
    const params = { productId: product.id };
    const { revision, draft } = await server.shop.getProductDraft({ params });
    const saved = await server.shop.saveProductDraft({
      params,
      body: {
        baseRevision: revision,
        draft: { ...draft, fonts: [ref, ...product.geometry.fonts.slice(0, 2)] },
      },
    });
    await server.shop.publishProduct({ params, body: { baseRevision: saved.revision } });
    const { client, product: live } = await openWidget(server, 'mug');
    expect(live.fonts[0]).toEqual({ ref, kind: 'own', coverage: item.font!.coverage });

    const subset = await server.call(`/v1/fonts/${item.hash}?u=41-5a`);
    expect([subset.status, subset.headers.get('content-type')]).toEqual([200, 'font/ttf']);
    const picture = await upload('p.png', await pngOf(43, 30));
    expect((await server.call(`/v1/fonts/${picture.hash}?u=41`)).status).toBe(404);

    const document = design(live, [textLayer('name', 'Zoë', ref)]);
    const made = await client.createDesign({ body: { productId: live.id, document } });
    const variantId = live.variants[0]!.id;
    const quote = { productId: live.id, variantId, quantity: 1, designId: made.id };
    expect((await client.createQuote({ body: quote })).facts?.sides?.[0]?.characters).toBe(3);
    const foreign = design(live, [textLayer('name', 'Zoë', { ...ref, hash: picture.hash! })]);
    const wrong = await client.createDesign({ body: { productId: live.id, document: foreign } });
    await expect(client.createQuote({ body: { ...quote, designId: wrong.id } })).rejects.toMatchObject({
      code: 'design_invalid',
    });

    const uses = { params: { libraryItemId: item.id } };
    expect(await server.shop.getLibraryItemUses(uses)).toEqual({
      products: [live.id],
      templates: [],
      frozenDesigns: 0,
    });
    await expect(server.shop.deleteLibraryItem(uses)).rejects.toMatchObject({ code: 'library_item_in_use' });
  });
});

describe('a licence that has ended', () => {
  it('keeps the picture out of all that is new; what was frozen stays', async () => {
    const item = await upload('licensed.png', await pngOf(901, 600));
    const endsAt = new Date(nowMs + DAY_MS).toISOString();
    const licensed = await save(item, { licence: { text: 'Bought for a year', endsAt } });
    expect(licensed).toMatchObject({ licence: { endsAt }, licenceExpired: false });
    const { fill: _, shape: __, ...box } = boxLayer('pic') as Extract<Layer, { type: 'shape' }>;
    const crop = { xPx: 0, yPx: 0, widthPx: 901, heightPx: 600 };
    const layer: Layer = { ...box, type: 'image', asset: item.hash!, crop };
    const document = design(product, [layer]);
    const make = (of: Design) => server.shop.createDesign({ body: { productId: product.id, document: of } });
    const [old, blank] = [await make(document), await make(design(product, []))];
    const template = await server.shop.createTemplate({
      body: { productId: product.id, name: 'Licensed', template: { document, placeholders: [] } },
    });

    const variantId = product.variants[0]!.id;
    const freeze = async (designId: string, revision: number, of: Design) =>
      server.shop.freezeDesign({
        params: { designId },
        body: {
          revision,
          variantId,
          quantity: 1,
          sceneHash: await approve(product, variantId, of, [item.asset!.facts]),
        },
      });
    const frozen = await freeze(old.id, 1, document);

    nowMs += 2 * DAY_MS;
    expect(await server.shop.createOrder({ body: orderOf('L-1', [frozen]) })).toMatchObject({
      externalId: 'L-1',
    });
    expect(await server.shop.getLibraryItemUses({ params: { libraryItemId: item.id } })).toMatchObject({
      templates: [template.id],
      frozenDesigns: 1,
    });
    const expired = { code: 'licence_expired', status: 422 };
    expect((await server.shop.getLibraryItem({ params: { libraryItemId: item.id } })).licenceExpired).toBe(
      true,
    );
    expect(await listed({ state: 'expired' })).toEqual(['licensed']);
    await expect(make(document)).rejects.toMatchObject(expired);
    const saveDesign = (id: string, of: Design) =>
      server.shop.saveDesign({ params: { designId: id }, body: { baseRevision: 1, document: of } });
    await expect(saveDesign(blank.id, document)).rejects.toMatchObject(expired);
    // What had it already may be worked on, but not ordered.
    const moved = design(product, [{ ...layer, xUm: layer.xUm + 1_000 }]);
    expect(await saveDesign(old.id, moved)).toMatchObject({ revision: 2 });
    await expect(freeze(old.id, 2, moved)).rejects.toMatchObject(expired);
    await expect(
      server.shop.publishTemplate({ params: { templateId: template.id }, body: { baseRevision: 1 } }),
    ).rejects.toMatchObject({ code: 'template_invalid', problem: { errors: [{ code: 'licence_expired' }] } });
    const params = { productId: product.id };
    const { revision, draft } = await server.shop.getProductDraft({ params });
    const clipArt = [{ hash: item.hash!, name: 'Licensed' }];
    const saved = await server.shop.saveProductDraft({
      params,
      body: { baseRevision: revision, draft: { ...draft, clipArt } },
    });
    await expect(
      server.shop.publishProduct({ params, body: { baseRevision: saved.revision } }),
    ).rejects.toMatchObject({ code: 'publish_blocked', problem: { errors: [{ code: 'licence_expired' }] } });

    const renewed = await save({ ...item, revision: 2 }, { licence: { text: 'Bought for good' } });
    expect(renewed).toMatchObject({ licenceExpired: false });
    expect(await make(document)).toMatchObject({ revision: 1 });
  });
});
