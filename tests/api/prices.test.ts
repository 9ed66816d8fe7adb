import type { DesignVersion, PriceRules, ProductBundle } from '@luneo/contracts';
import { fromPublicId, unwrap } from '@luneo/kernel';
import { quote } from '@luneo/pricing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, type TestBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, boxLayer, design, frozen, openWidget, orderOf, textLayer } from './kit/shopper.ts';

let server: TestServer;
let brand: TestBrand;
let maker: TestServer['shop'];

beforeAll(async () => {
  server = await startServer({ file: 'prices.test.ts', worker: false });
  brand = await makeBrand(server, 'maker');
  maker = server.client(brand.secretKey);
});
afterAll(() => server?.stop());

const rulesOf = ({ id: _, version: __, ...rules }: ProductBundle['priceBook']): PriceRules => rules;
const mug = () => server.demo.products.mug!;

describe('a quote', () => {
  it('takes its facts from a saved design', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const variant = product.variants[0]!;
    const document = design(product, [
      boxLayer('box'),
      textLayer('hi', 'Hello you', product.geometry.fonts[0]!),
    ]);
    const { id: designId } = await client.createDesign({ body: { productId: product.id, document } });
    const body = { productId: product.id, variantId: variant.id, quantity: 12 };
    const priced = await client.createQuote({ body: { ...body, designId } });
    expect(priced.facts).toMatchObject({
      quantity: 12,
      printedSides: 1,
      options: variant.options,
      process: 'sublimation',
      sides: [{ id: 'wrap', characters: 8, colours: 2, photos: 0, areaMm2: expect.any(Number) }],
    });
    expect(priced.facts!.sides![0]!.areaMm2).toBeGreaterThan(1_000);
    expect(quote(product.priceBook, priced.facts!)).toEqual(priced);
    const counted = await client.createQuote({ body: { ...body, printedSides: 1 } });
    expect(counted.totalMinor).toBe(priced.totalMinor);
  });

  it('wants either a design or what is printed', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const body = { productId: product.id, variantId: product.variants[0]!.id, quantity: 1 };
    await expect(client.createQuote({ body })).rejects.toMatchObject({
      code: 'request_invalid',
      status: 400,
    });
    const choices = { finish: 'gold' };
    await expect(client.createQuote({ body: { ...body, printedSides: 1, choices } })).rejects.toMatchObject({
      code: 'options_invalid',
      status: 422,
    });
  });

  it('does not price a design of another product', async () => {
    const version = await frozen(server, 'card');
    const { product } = await openWidget(server, 'mug');
    const body = {
      productId: product.id,
      variantId: product.variants[0]!.id,
      quantity: 1,
      designId: version.designId,
    };
    await expect(server.shop.createQuote({ body })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a draft of prices', () => {
  let version: DesignVersion;
  beforeAll(async () => {
    version = await frozen(server);
    await frozen(server, 'mug', 'Again');
  });

  it('is compared, replayed and published; what was frozen keeps its price', async () => {
    const params = { productId: mug() };
    const made = await server.shop.createPriceDraft({ params, body: { name: 'Spring' } });
    expect(made).toMatchObject({ basedOn: 1, faults: [], revision: 1, publishedVersion: null });
    const draft = { params: { priceDraftId: made.id } };

    const same = await server.shop.replayPriceDraft({ ...draft, body: {} });
    expect(same).toMatchObject({ quotes: 2, changed: 0, unknown: 0, otherCurrency: 0, biggest: [] });
    expect(same.difference).toEqual({ minMinor: 0, medianMinor: 0, maxMinor: 0 });
    expect(await server.shop.comparePriceDraft({ ...draft, query: {} })).toEqual({ against: 1, changes: [] });

    const rules: PriceRules = {
      ...made.rules,
      charges: [
        { id: 'letters', label: 'Letters', per: 'character', amountMinor: 10, free: 3 },
        { id: 'setup', label: 'Setup', per: 'colour', amountMinor: 200, once: true },
      ],
    };
    const saved = await server.shop.savePriceDraft({
      ...draft,
      body: { baseRevision: 1, name: 'Spring', rules },
    });
    expect(saved.revision).toBe(2);
    await expect(
      server.shop.savePriceDraft({ ...draft, body: { baseRevision: 1, name: 'x', rules } }),
    ).rejects.toMatchObject({ code: 'price_draft_stale', status: 409 });
    const { changes } = await server.shop.comparePriceDraft({ ...draft, query: { against: 1 } });
    expect(changes.map(({ rule, kind }) => [rule, kind])).toEqual([
      ['letters', 'added'],
      ['setup', 'added'],
    ]);
    const report = await server.shop.replayPriceDraft({ ...draft, body: {} });
    expect(report).toMatchObject({ quotes: 2, changed: 2 });
    expect(report.biggest[0]).toMatchObject({ differenceMinor: 2 * 10 + 2 * 200 });
    expect(report.difference).toEqual({ minMinor: 420, medianMinor: 420, maxMinor: 420 });

    const published = await server.shop.publishPriceDraft({ ...draft, body: { baseRevision: 2 } });
    expect(published).toMatchObject({ version: 2, live: true, book: { id: 'mug-base', version: 2 } });
    await expect(
      server.shop.publishPriceDraft({ ...draft, body: { baseRevision: 3 } }),
    ).rejects.toMatchObject({ code: 'price_draft_published', status: 409 });
    const { product } = await openWidget(server, 'mug');
    expect(product.priceBook).toEqual(published.book);

    const later = await frozen(server);
    expect(later.quote).toMatchObject({ priceBookVersion: 2, totalMinor: version.quote.totalMinor + 420 });
    const kept = await server.shop.getDesignVersion({ params: { designVersionId: version.id } });
    expect(kept.quote).toEqual(version.quote);
    const order = await server.shop.createOrder({ body: orderOf('P-1', [version, later], 3) });
    expect(order.lines.map(({ quote: line }) => line.priceBookVersion)).toEqual([1, 2]);
    expect(order.lines[1]!.quote.lines.map(({ rule, totalMinor }) => [rule, totalMinor])).toEqual([
      ['base', 3_870],
      ['letters', 60],
      ['setup', 400],
    ]);
  });

  it('is replayed over quotes that did not say what they priced', async () => {
    await server.database.forTenant(unwrap(fromPublicId('brand', server.demo.brandId)), async (tx) => {
      const [row] = await tx.designVersion.findMany({
        where: { productId: unwrap(fromPublicId('product', mug())) },
        orderBy: { id: 'asc' },
        take: 1,
      });
      const { id: _, quote: priced, ...rest } = row!;
      const { facts: __, ...old } = priced as Record<string, unknown>;
      const id = crypto.randomUUID();
      const json = { document: rest.document!, findings: rest.findings!, pins: rest.pins! };
      await tx.designVersion.create({ data: { ...rest, ...json, id, quote: old as object } });
    });
    const { id } = await server.shop.createPriceDraft({
      params: { productId: mug() },
      body: { name: 'Old ones' },
    });
    const report = await server.shop.replayPriceDraft({
      params: { priceDraftId: id },
      body: { limit: 2_000 },
    });
    expect(report).toMatchObject({ quotes: 4, changed: 3, unknown: 0 });
    await server.shop.deletePriceDraft({ params: { priceDraftId: id } });
    await expect(server.shop.getPriceDraft({ params: { priceDraftId: id } })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('that is wrong says where, and is not published', async () => {
    const params = { productId: server.demo.products.card! };
    const { product } = await openWidget(server, 'card');
    const rules: PriceRules = {
      ...rulesOf(product.priceBook),
      surcharges: [{ id: 'gold', option: 'paper', value: 'gold', amountMinor: 5 }],
    };
    const { id, faults } = await server.shop.createPriceDraft({ params, body: { name: 'x', rules } });
    expect(faults).toMatchObject([{ code: 'price_refers_unknown', pointer: '/surcharges/0' }]);
    await expect(
      server.shop.publishPriceDraft({ params: { priceDraftId: id }, body: { baseRevision: 1 } }),
    ).rejects.toMatchObject({ code: 'price_book_invalid', status: 422 });
    const cheap = {
      ...rules,
      surcharges: [{ id: 'silk', option: 'paper', value: 'silk', amountMinor: -400 }],
    };
    await server.shop.savePriceDraft({
      params: { priceDraftId: id },
      body: { baseRevision: 1, name: 'x', rules: cheap },
    });
    await expect(
      server.shop.publishPriceDraft({ params: { priceDraftId: id }, body: { baseRevision: 2 } }),
    ).rejects.toMatchObject({
      code: 'price_book_invalid',
      problem: { errors: [{ code: 'price_negative', message: expect.stringContaining('silk') }] },
    });
    const books = await server.shop.listPriceBooks({ params, query: {} });
    expect(books.items.map(({ version, live }) => [version, live])).toEqual([[1, true]]);
  });

  it('needs rules where there is nothing to copy', async () => {
    const draft = { slug: 'new', name: 'New', process: 'dtg' as const, sides: [side] };
    const { id: productId } = await maker.createProduct({ body: { draft } });
    await expect(
      maker.createPriceDraft({ params: { productId }, body: { name: 'first' } }),
    ).rejects.toMatchObject({ code: 'price_book_missing', status: 409 });
  });
});

const side = { id: 'front', name: 'Front', widthUm: 90_000, heightUm: 90_000 };

describe('rules of a product', () => {
  const value = (id: string) => ({ id, name: id });
  const prices: PriceRules = {
    currency: 'EUR',
    taxCategory: 'standard',
    baseMinor: 900,
    tiers: [],
    extraSideMinor: 0,
    surcharges: [{ id: 'gold-foil', option: 'foil', value: 'gold', amountMinor: 250 }],
  };
  const draft = {
    slug: 'label',
    name: 'Label',
    process: 'vinyl' as const,
    sides: [side],
    options: [
      { id: 'stock', name: 'Stock', values: [value('white'), value('kraft')] },
      { id: 'foil', name: 'Foil', choice: true, values: [value('gold'), value('silver')] },
    ],
  };
  const gold = {
    id: 'no-gold-on-kraft',
    when: { all: [{ option: 'stock', is: ['kraft'] }] },
    effects: [
      { do: 'forbid' as const, option: 'foil', values: ['gold'] },
      { do: 'hide' as const, target: { layer: 'shine' } },
    ],
    message: 'Gold does not hold on kraft',
  };

  it('are proved before they are published, and hold in the cart', async () => {
    const dead = {
      id: 'dead',
      when: {
        all: [
          { option: 'stock', is: ['kraft'] },
          { option: 'foil', is: ['gold'] },
        ],
      },
      effects: [{ do: 'require' as const, target: { layer: 'shine' } }],
    };
    const { id: productId } = await maker.createProduct({
      body: { draft: { ...draft, rules: [gold, dead] } },
    });
    const params = { productId };
    const { revision } = await maker.generateVariants({
      params,
      body: { baseRevision: 1, skuPattern: 'LBL-{stock}' },
    });
    const { id: priceDraftId } = await maker.createPriceDraft({ params, body: { name: 'p', rules: prices } });
    await maker.publishPriceDraft({ params: { priceDraftId }, body: { baseRevision: 1 } });

    const proof = await maker.proveProductRules({ params });
    expect(proof).toMatchObject({
      decided: true,
      findings: [{ code: 'rule_dead', rules: ['dead', gold.id], example: { stock: 'kraft', foil: 'gold' } }],
    });
    await expect(maker.publishProduct({ params, body: { baseRevision: revision } })).rejects.toMatchObject({
      code: 'publish_blocked',
      problem: { errors: [{ code: 'rule_dead', pointer: '/draft/rules/dead' }] },
    });
    const { revision: mended } = await maker.saveProductDraft({
      params,
      body: { baseRevision: revision, draft: { ...draft, rules: [gold] } },
    });
    await maker.publishProduct({ params, body: { baseRevision: mended } });
    const product = await maker.getProduct({ params });
    expect(product.rules).toEqual([gold]);
    expect(product.variants.map(({ options }) => options)).toEqual([{ stock: 'white' }, { stock: 'kraft' }]);

    const [white, kraft] = product.variants.map(({ id }) => id);
    const document = design(product, [boxLayer('box'), boxLayer('shine', '#f2b705')]);
    const { id: designId } = await maker.createDesign({ body: { productId, document } });
    const freeze = async (variantId: string, choices?: Record<string, string>) =>
      maker.freezeDesign({
        params: { designId },
        body: {
          revision: 1,
          variantId,
          quantity: 2,
          sceneHash: await approve(product, variantId, document),
          ...(choices && { choices }),
        },
      });
    const inCart = await freeze(white!, { foil: 'gold' });
    expect(inCart.quote).toMatchObject({
      totalMinor: 2_300,
      facts: { options: { stock: 'white', foil: 'gold' } },
    });
    await expect(freeze(kraft!, { foil: 'gold' })).rejects.toMatchObject({
      code: 'options_invalid',
      message: expect.stringContaining('Gold does not hold on kraft'),
    });
    await expect(freeze(kraft!)).rejects.toMatchObject({
      code: 'design_rules_broken',
      status: 422,
      problem: { errors: [{ code: 'layer_must_be_hidden', pointer: '/document/layers/shine' }] },
    });
    const order = await maker.createOrder({ body: orderOf('R-1', [inCart], 3) });
    expect(order.lines[0]!.quote).toMatchObject({ totalMinor: 3_450, facts: { options: { foil: 'gold' } } });
  });
});
