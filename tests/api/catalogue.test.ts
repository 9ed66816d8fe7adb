import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { ProductDraft } from '@luneo/contracts';
import { unwrap } from '@luneo/kernel';
import { readMockupMap } from '@luneo/mockup';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeBrand, newId, type TestBrand } from './kit/brands.ts';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, openWidget, orderOf } from './kit/shopper.ts';

let server: TestServer;
let brand: TestBrand;
let shop: TestServer['shop'];

beforeAll(async () => {
  server = await startServer({ file: 'catalogue.test.ts' });
  brand = await makeBrand(server, 'maker');
  shop = server.client(brand.secretKey);
});
afterAll(() => server?.stop());

const draftOf = (slug: string, extra: Partial<ProductDraft> = {}) => ({
  slug,
  name: 'Sticker',
  process: 'vinyl' as const,
  options: [
    {
      id: 'size',
      name: 'Size',
      values: [
        { id: 's', name: 'Small' },
        { id: 'l', name: 'Large' },
      ],
    },
    { id: 'colour', name: 'Colour', values: [{ id: 'white', name: 'White', swatch: '#ffffff' }] },
  ],
  sides: [{ id: 'front', name: 'Front', widthUm: 60_000, heightUm: 60_000 }],
  ...extra,
});

/** Prices are edited elsewhere; here they are simply there. */
const addPrices = (productId: string) =>
  server.database.forTenant(brand.brandId, async (tx) => {
    const [{ id } = { id: '' }] = await tx.product.findMany({
      where: { brandId: brand.brandId, slug: productId },
      select: { id: true },
    });
    const book = {
      id: 'base',
      version: 1,
      currency: 'EUR',
      taxCategory: 'standard',
      baseMinor: 500,
      tiers: [],
      extraSideMinor: 0,
      surcharges: [],
    };
    await tx.priceBook.create({
      data: { id: newId(), brandId: brand.brandId, productId: id, version: 1, book },
    });
  });

/** A draft with both variants and prices, ready to be published. */
async function ready(slug: string, extra: Partial<ProductDraft> = {}) {
  const { id, revision } = await shop.createProduct({ body: { draft: draftOf(slug, extra) } });
  const made = await shop.generateVariants({
    params: { productId: id },
    body: {
      baseRevision: revision,
      skuPattern: `${slug}-{size}`.toUpperCase().replace('{SIZE}', '{size}'),
      colourOption: 'colour',
    },
  });
  await addPrices(slug);
  return { productId: id, revision: made.revision };
}

describe('a draft', () => {
  it('becomes a version shoppers get, and stays apart from it', async () => {
    const { productId, revision } = await ready('first');
    await expect(shop.getProduct({ params: { productId } })).rejects.toMatchObject({
      code: 'product_not_published',
    });
    const version = await shop.publishProduct({ params: { productId }, body: { baseRevision: revision } });
    expect(version).toMatchObject({
      version: 1,
      live: true,
      revision,
      actor: expect.stringMatching(/^key:/),
    });
    const bundle = await shop.getProduct({ params: { productId } });
    expect(bundle.variants.map(({ sku, name, substrate }) => [sku, name, substrate])).toEqual([
      ['FIRST-S', 'Small / White', '#ffffff'],
      ['FIRST-L', 'Large / White', '#ffffff'],
    ]);
    const { draft } = await shop.getProductDraft({ params: { productId } });
    const saved = await shop.saveProductDraft({
      params: { productId },
      body: { baseRevision: revision, draft: { ...draft, name: 'Better sticker' } },
    });
    expect(saved).toMatchObject({ name: 'Better sticker', changed: true, revision: revision + 1 });
    expect((await shop.getProduct({ params: { productId } })).name).toBe('Sticker');
    const { items } = await shop.listProducts({ query: {} });
    expect(items.find(({ id }) => id === productId)).toMatchObject({ name: 'Sticker', version: 1 });
    const { changes } = await shop.compareProduct({ params: { productId }, query: { from: 1, to: 'draft' } });
    expect(changes).toEqual([
      { pointer: '/name', kind: 'changed', before: 'Sticker', after: 'Better sticker' },
    ]);
  });

  it('is not overwritten by an editor who read an older one', async () => {
    const { productId, revision } = await ready('stale');
    const { draft } = await shop.getProductDraft({ params: { productId } });
    const save = (name: string) =>
      shop.saveProductDraft({
        params: { productId },
        body: { baseRevision: revision, draft: { ...draft, name } },
      });
    const both = await Promise.allSettled([save('one'), save('two')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected')!;
    expect(refused.reason).toMatchObject({
      code: 'draft_revision_stale',
      status: 409,
      problem: { params: { current: revision + 1 } },
    });
    await expect(
      shop.publishProduct({ params: { productId }, body: { baseRevision: revision } }),
    ).rejects.toMatchObject({ code: 'draft_revision_stale' });
  });

  it('is refused where it is malformed, with a pointer to each fault', async () => {
    const answer = await server.call('/v1/products', {
      method: 'POST',
      headers: { authorization: `Bearer ${brand.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        draft: draftOf('bad', {
          sides: [
            { id: 'front', name: 'F', widthUm: 60_000, heightUm: 60_000 },
            {
              id: 'front',
              name: 'F',
              widthUm: 5,
              heightUm: 60_000,
              printArea: { outline: { shape: 'path', d: 'M0 0L10 10' } },
            },
          ],
        }),
      }),
    });
    const problem = (await answer.json()) as { errors: { pointer: string }[] };
    expect(answer.status).toBe(400);
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/body/draft/sides/1/widthUm', '/body/draft/sides/1/printArea/outline/d']),
    );
    await expect(shop.createProduct({ body: { draft: draftOf('first') } })).rejects.toMatchObject({
      code: 'slug_taken',
    });
    const options = Array.from({ length: 21 }, (_, i) => ({
      id: `o${i}`,
      name: 'O',
      values: [{ id: 'a', name: 'A' }],
    }));
    await expect(shop.createProduct({ body: { draft: draftOf('many', { options }) } })).rejects.toMatchObject(
      {
        code: 'request_invalid',
      },
    );
  });

  it('is not published while anything stands against it, and says what', async () => {
    const { id: productId, revision } = await shop.createProduct({
      body: {
        draft: draftOf('blocked', {
          substrate: 'felt',
          profile: { blockDpi: 400, warnDpi: 300 },
        }),
      },
    });
    const refused = await shop
      .publishProduct({ params: { productId }, body: { baseRevision: revision } })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'publish_blocked', status: 422 });
    const { errors } = (refused as { problem: { errors: { code: string }[] } }).problem;
    expect(errors.map(({ code }) => code).sort()).toEqual([
      'block_above_warn',
      'price_book_missing',
      'substrate_unknown',
      'variants_missing',
    ]);
  });

  it('is copied with variants and prices under SKUs of its own', async () => {
    const { productId } = await ready('copied');
    const body = { slug: 'copy', name: 'Copy', skuSuffix: '-2' };
    const copy = await shop.duplicateProduct({ params: { productId }, body });
    expect(copy).toMatchObject({ state: 'draft', name: 'Copy', variantCount: 2 });
    const published = await shop.publishProduct({
      params: { productId: copy.id },
      body: { baseRevision: copy.revision },
    });
    expect(published.version).toBe(1);
    await expect(
      shop.duplicateProduct({ params: { productId }, body: { ...body, slug: 'copy-2' } }),
    ).rejects.toMatchObject({ code: 'sku_taken' });
  });
});

describe('a version', () => {
  it('is addressed by what it holds, for any cache and for ever', async () => {
    const { productId, revision } = await ready('cached');
    const { hash, url } = await shop.publishProduct({
      params: { productId },
      body: { baseRevision: revision },
    });
    expect(url).toContain(hash);
    const path = url!.slice(server.origin.length);
    const open = await server.call(path);
    expect(open.status).toBe(200);
    expect(open.headers.get('etag')).toBe(`"${hash}"`);
    expect(open.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(open.headers.get('access-control-allow-origin')).toBe('*');
    expect(await open.json()).toEqual(await shop.getProduct({ params: { productId } }));
    const again = await server.call(path, { headers: { 'if-none-match': `"${hash}"` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const current = await server.call(`/v1/products/${productId}`, {
      headers: { authorization: `Bearer ${brand.secretKey}`, 'if-none-match': `"${hash}"` },
    });
    expect(current.status).toBe(304);
    expect(current.headers.get('cache-control')).toBe('private, no-cache');
    const other = await server.call(path.replace(hash!, 'ab'.repeat(32)));
    expect(other.status).toBe(404);
    const elsewhere = path.replace(/brd_[^/]+/, server.demo.brandId);
    expect((await server.call(elsewhere)).status).toBe(404);
  });

  it('is made once of the same content, listed, brought back and restored', async () => {
    const { productId, revision } = await ready('history');
    const publish = (baseRevision: number) =>
      shop.publishProduct({ params: { productId }, body: { baseRevision } });
    expect((await publish(revision)).version).toBe(1);
    expect((await publish(revision)).version).toBe(1);
    const { draft } = await shop.getProductDraft({ params: { productId } });
    const { items } = await shop.listVariants({ params: { productId }, query: { limit: 1 } });
    const changed = await shop.saveProductDraft({
      params: { productId },
      body: { baseRevision: revision, draft: { ...draft, description: 'New' } },
    });
    const less = await shop.saveVariants({
      params: { productId },
      body: { baseRevision: changed.revision, remove: [items[0]!.id] },
    });
    expect(less).toMatchObject({ removed: 1 });
    expect((await publish(less.revision)).version).toBe(2);
    const versions = await shop.listProductVersions({ params: { productId }, query: {} });
    expect(versions.items.map(({ version, live }) => [version, live])).toEqual([
      [2, true],
      [1, false],
    ]);
    await shop.publishVersion({ params: { productId, version: 1 } });
    expect((await shop.getProduct({ params: { productId } })).variants).toHaveLength(2);
    const restored = await shop.restoreProductVersion({
      params: { productId, version: 1 },
      body: { baseRevision: less.revision },
    });
    expect(restored).toMatchObject({ variantCount: 2, draft: { description: '' } });
    const { changes } = await shop.compareProduct({ params: { productId }, query: { from: 1, to: 'draft' } });
    expect(changes).toEqual([]);
    expect((await publish(restored.revision)).version).toBe(3);
  });

  it('goes live at its time, by a job, as it was when it was checked', async () => {
    const { productId, revision } = await ready('later');
    const at = new Date(Date.now() + 1_500).toISOString();
    const body = { baseRevision: revision, at };
    const scheduled = await shop.publishProduct({ params: { productId }, body });
    expect(scheduled).toMatchObject({ live: false, scheduledAt: at });
    const { draft } = await shop.getProductDraft({ params: { productId } });
    await shop.saveProductDraft({
      params: { productId },
      body: { baseRevision: revision, draft: { ...draft, name: 'Not yet' } },
    });
    await expect(shop.getProduct({ params: { productId } })).rejects.toMatchObject({
      code: 'product_not_published',
    });
    await vi.waitFor(
      async () => expect((await shop.getProduct({ params: { productId } })).name).toBe('Sticker'),
      { timeout: 15_000, interval: 200 },
    );
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
    expect(await shop.getProductDraft({ params: { productId } })).toMatchObject({
      scheduled: null,
      changed: true,
    });
    const past = { baseRevision: revision + 1, at: '2020-01-01T00:00:00Z' };
    await expect(shop.publishProduct({ params: { productId }, body: past })).rejects.toMatchObject({
      code: 'schedule_past',
    });
  }, 30_000);

  it('does not go live when it was called off', async () => {
    const { productId, revision } = await ready('called-off');
    const at = new Date(Date.now() + 1_000).toISOString();
    await shop.publishProduct({ params: { productId }, body: { baseRevision: revision, at } });
    await shop.unscheduleProduct({ params: { productId } });
    // A later job of another product says that the queue has passed the time.
    const { productId: next, revision: base } = await ready('next');
    const then = new Date(Date.now() + 1_500).toISOString();
    await shop.publishProduct({ params: { productId: next }, body: { baseRevision: base, at: then } });
    await vi.waitFor(() => shop.getProduct({ params: { productId: next } }), {
      timeout: 15_000,
      interval: 200,
    });
    await expect(shop.getProduct({ params: { productId } })).rejects.toMatchObject({
      code: 'product_not_published',
    });
  }, 30_000);
});

describe('print profiles', () => {
  it('cascade from the platform to the print area and say why', async () => {
    const { revision: base } = await shop.getPrintSettings({});
    const settings = {
      profile: { warnDpi: 220, safeUm: 2_000 },
      byProcess: { vinyl: { minTypeUm: 6_000 } },
      substrates: [{ key: 'matte', name: 'Matte', rgb: '#eeeeee', processes: ['vinyl' as const] }],
    };
    const saved = await shop.savePrintSettings({ body: { baseRevision: base, settings } });
    await expect(shop.savePrintSettings({ body: { baseRevision: base, settings } })).rejects.toMatchObject({
      code: 'draft_revision_stale',
    });
    expect(saved.revision).toBe(base + 1);
    const outline = { shape: 'ellipse' as const, xUm: 0, yUm: 0, widthUm: 50_000, heightUm: 50_000 };
    const side = {
      id: 'front',
      name: 'Front',
      widthUm: 60_000,
      heightUm: 60_000,
      profile: { safeUm: 3_000 },
      printArea: { outline, profile: { blockDpi: 120 } },
    };
    const { productId, revision } = await ready('cascade', {
      substrate: 'matte',
      profile: { bleedUm: 1_000 },
      sides: [side, { id: 'back', name: 'Back', widthUm: 60_000, heightUm: 60_000 }],
    });
    const why = await shop.explainPrintProfile({ params: { productId }, query: { side: 'front' } });
    expect(Object.fromEntries(why.values.map(({ field, value, level }) => [field, [value, level]]))).toEqual({
      warnDpi: [220, 'brand'],
      blockDpi: [120, 'printArea'],
      minTypeUm: [6_000, 'brand'],
      minStrokeUm: [500, 'platform'],
      bleedUm: [1_000, 'product'],
      safeUm: [3_000, 'side'],
    });
    expect(why.values.find(({ field }) => field === 'safeUm')!.said).toEqual([
      { level: 'platform', value: 0 },
      { level: 'brand', value: 2_000 },
      { level: 'side', value: 3_000 },
    ]);
    await shop.publishProduct({ params: { productId }, body: { baseRevision: revision } });
    const { geometry } = await shop.getProduct({ params: { productId } });
    expect(geometry.limits).toEqual({ warnDpi: 220, blockDpi: 72, minTypeUm: 6_000, minStrokeUm: 500 });
    expect(geometry.sides).toMatchObject([
      { bleedUm: 1_000, safeUm: 3_000, limits: { blockDpi: 120 }, substrate: { rgb: '#eeeeee' } },
      { bleedUm: 1_000, safeUm: 2_000, substrate: { rgb: '#eeeeee' } },
    ]);
    expect(geometry.sides[1]).not.toHaveProperty('limits');
    // A version keeps what the brand said then.
    await shop.savePrintSettings({
      body: { baseRevision: saved.revision, settings: { ...settings, profile: {} } },
    });
    const then = await shop.explainPrintProfile({
      params: { productId },
      query: { side: 'front', edition: 1 },
    });
    expect(then.values.find(({ field }) => field === 'warnDpi')).toMatchObject({
      value: 220,
      level: 'brand',
    });
  });
});

describe('a photo of the product', () => {
  it('becomes a mockup browsers can place artwork on, once', async () => {
    const photo = async (width: number, height: number) => {
      const { hash } = await shop.uploadAsset({
        file: { name: 'p.png', data: new Blob([await pngOf(width, height)]) },
      });
      return hash;
    };
    const [image, mask] = [await photo(400, 300), await photo(80, 60)];
    const corners = [
      [250, 250],
      [750, 300],
      [750, 700],
      [250, 750],
    ].map(([xPm, yPm]) => ({ xPm: xPm!, yPm: yPm! }));
    const mockup = { kind: 'photo' as const, id: 'desk', name: 'Desk', side: 'front', image, mask, corners };
    const { productId, revision } = await ready('photo', { mockups: [mockup] });
    const publish = (baseRevision: number) =>
      shop.publishProduct({ params: { productId }, body: { baseRevision } });
    await publish(revision);
    const { mockups } = await shop.getProduct({ params: { productId } });
    expect(mockups).toMatchObject([{ id: 'desk', side: 'front', widthPx: 400, heightPx: 300 }]);
    const { baseUrl, shadeUrl, uvUrl } = mockups[0]!;
    const file = async (url: string) => {
      const answer = await fetch(url);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      return { type: answer.headers.get('content-type'), bytes: new Uint8Array(await answer.arrayBuffer()) };
    };
    expect([(await file(baseUrl)).type, (await file(shadeUrl)).type]).toEqual(['image/webp', 'image/webp']);
    const map = unwrap(await readMockupMap((await file(uvUrl)).bytes, promisify(inflate)));
    expect([map.width, map.height]).toEqual([400, 300]);
    const at = (x: number, y: number) => [...map.data.slice((y * 400 + x) * 4, (y * 400 + x) * 4 + 4)];
    expect(at(10, 10)).toEqual([0, 0, 0, 0]);
    const [u, v] = at(105, 82);
    expect(u! / 65535).toBeLessThan(0.05);
    expect(v! / 65535).toBeLessThan(0.1);
    // The mask is darker on its left half.
    expect(at(150, 150)[3]).toBeLessThan(at(250, 150)[3]!);
    const stranger = uvUrl.replace(/brd_[^/]+/, server.demo.brandId);
    expect((await fetch(stranger)).status).toBe(404);
    const { url } = (await shop.listProductVersions({ params: { productId }, query: {} })).items[0]!;
    expect((await fetch(url!.replace('/product-versions/', '/mockups/'))).status).toBe(404);
    const { draft } = await shop.getProductDraft({ params: { productId } });
    const saved = await shop.saveProductDraft({
      params: { productId },
      body: { baseRevision: revision, draft: { ...draft, mockups: [{ ...mockup, mask: 'ab'.repeat(32) }] } },
    });
    await expect(publish(saved.revision)).rejects.toMatchObject({
      code: 'publish_blocked',
      problem: { errors: [{ pointer: '/draft/mockups/0', code: 'mockup_picture_missing' }] },
    });
    const turned = { ...mockup, corners: [...corners].reverse() };
    await expect(
      shop.saveProductDraft({
        params: { productId },
        body: { baseRevision: saved.revision, draft: { ...draft, mockups: [turned] } },
      }),
    ).rejects.toMatchObject({ problem: { errors: [{ pointer: '/body/draft/mockups/0/corners' }] } });
  });
});

describe('an output recipe', () => {
  it('is chosen by the product, frozen with the design, and makes its print files', async () => {
    const productId = server.demo.products['t-shirt']!;
    const { recipes } = await server.shop.getPrintSettings({});
    expect(recipes).toEqual([
      { id: 'plain-pdf@1', dpi: 300, marks: false },
      { id: 'plain-pdf-marks@1', dpi: 300, marks: true },
    ]);
    const { draft, revision } = await server.shop.getProductDraft({ params: { productId } });
    const before = await frozen(server, 't-shirt', 'Before');
    const save = (baseRevision: number, recipe: string) =>
      server.shop.saveProductDraft({
        params: { productId },
        body: { baseRevision, draft: { ...draft, recipe } },
      });
    const publish = (baseRevision: number) =>
      server.shop.publishProduct({ params: { productId }, body: { baseRevision } });
    const wrong = await save(revision, 'no-such@1');
    await expect(publish(wrong.revision)).rejects.toMatchObject({
      problem: { errors: [{ pointer: '/draft/recipe', code: 'recipe_unknown' }] },
    });
    const right = await save(wrong.revision, 'plain-pdf-marks@1');
    await publish(right.revision);
    const after = await frozen(server, 't-shirt', 'After');
    server.renderer.recipes.length = 0;
    for (const [number, version] of [
      ['RECIPE-1', before],
      ['RECIPE-2', after],
    ] as const) {
      const { id: orderId } = await server.shop.createOrder({ body: orderOf(number, [version]) });
      await vi.waitFor(
        async () => expect((await server.shop.getOrder({ params: { orderId } })).status).toBe('produced'),
        20_000,
      );
    }
    expect(server.renderer.recipes).toEqual([undefined, 'plain-pdf-marks@1']);
  }, 60_000);
});

describe('archiving', () => {
  it('shows what it touches, ends the sale and lets open orders go on', async () => {
    const version = await frozen(server, 'mug');
    const { id: orderId } = await server.shop.createOrder({ body: orderOf('ARCH-1', [version]) });
    const productId = server.demo.products.mug!;
    const { revision, state } = await server.shop.getProductDraft({ params: { productId } });
    expect(state).toBe('published');
    const impact = await server.shop.getProductImpact({ params: { productId } });
    expect(impact).toMatchObject({ designs: 1, frozenDesigns: 1 });
    expect(impact.openOrders).toBeLessThanOrEqual(1);
    const gone = await server.shop.archiveProduct({
      params: { productId },
      body: { baseRevision: revision },
    });
    expect(gone.state).toBe('archived');
    await expect(openWidget(server, 'mug')).rejects.toThrow();
    const { items } = await server.shop.listProducts({ query: {} });
    expect(items.map(({ id }) => id)).not.toContain(productId);
    await expect(
      server.shop.publishProduct({ params: { productId }, body: { baseRevision: revision } }),
    ).rejects.toMatchObject({ code: 'product_archived' });
    await vi.waitFor(
      async () => expect((await server.shop.getOrder({ params: { orderId } })).status).toBe('produced'),
      20_000,
    );
    const second = await server.shop.createOrder({ body: orderOf('ARCH-2', [version]) });
    expect(second.lines).toHaveLength(1);
    expect(await server.shop.unarchiveProduct({ params: { productId } })).toMatchObject({
      state: 'published',
    });
    expect((await openWidget(server, 'mug')).product.id).toBe(productId);
  }, 40_000);
});

describe('the catalogue', () => {
  it('lists drafts, published and archived products, by search and page', async () => {
    const { items } = await shop.listCatalogue({ query: { q: 'FIRST-S' } });
    expect(items.map(({ slug, state, changed }) => [slug, state, changed])).toEqual([
      ['first', 'published', true],
    ]);
    const drafts = await shop.listCatalogue({ query: { state: 'draft', limit: 1, sort: 'oldest' } });
    expect(drafts.items.map(({ slug }) => slug)).toEqual(['stale']);
    const more = await shop.listCatalogue({
      query: { state: 'draft', limit: 1, sort: 'oldest', cursor: drafts.nextCursor! },
    });
    expect(more.items.map(({ slug }) => slug)).toEqual(['blocked']);
  });

  it('is read by those who may, and changed by those who may write', async () => {
    const cookie = await brand.signIn('viewer');
    const answer = await server.call('/v1/products', {
      method: 'POST',
      headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ draft: draftOf('viewer') }),
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'forbidden']);
  });
});
