import { type Client, createClient } from '@luneo/api-client';
import type { DesignRecord, ProductBundle } from '@luneo/contracts';
import type { Design } from '@luneo/design';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand } from './kit/brands.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { SHOP } from './kit/shop-origin.ts';
import { boxLayer, design, openWidget } from './kit/shopper.ts';

let server: TestServer;
let client: Client;
let stranger: Client;
let product: ProductBundle;

beforeAll(async () => {
  server = await startServer({ file: 'design-sharing.test.ts' });
  ({ client, product } = await openWidget(server, 'mug'));
  ({ client: stranger } = await openWidget(server, 'mug'));
});
afterAll(() => server?.stop());

const boxes = (rgb: string): Design => design(product, [boxLayer('box', rgb)]);
const colour = (n: number): string => `#${n.toString(16).padStart(6, '0')}`;
const begin = (): Promise<DesignRecord> =>
  client.createDesign({ body: { productId: product.id, document: boxes('#c0282d') } });
const save = (designId: string, baseRevision: number): Promise<DesignRecord> =>
  client.saveDesign({ params: { designId }, body: { baseRevision, document: boxes(colour(baseRevision)) } });
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('history', () => {
  it('keeps what a design was, and restores it as a save of its own', async () => {
    const { id: designId } = await begin();
    await save(designId, 1);
    await save(designId, 2);
    const { items, nextCursor } = await client.listDesignRevisions({ params: { designId }, query: {} });
    expect(items.map(({ revision, current }) => [revision, current])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(nextCursor).toBeNull();
    const first = await client.getDesignRevision({ params: { designId, revision: 1 } });
    expect(first).toMatchObject({ revision: 1, current: false, document: boxes('#c0282d') });

    const restored = await client.restoreDesignRevision({
      params: { designId, revision: 1 },
      body: { baseRevision: 3 },
    });
    expect(restored).toMatchObject({ revision: 4, document: boxes('#c0282d') });
    const third = await client.getDesignRevision({ params: { designId, revision: 3 } });
    expect(third.document).toEqual(boxes(colour(2)));
    const stale = client.restoreDesignRevision({
      params: { designId, revision: 2 },
      body: { baseRevision: 2 },
    });
    await expect(stale).rejects.toMatchObject({
      code: 'design_revision_stale',
      problem: { params: { current: 4 } },
    });
  });

  it('pages, and has nothing of what was never saved', async () => {
    const { id: designId } = await begin();
    for (const base of [1, 2, 3]) await save(designId, base);
    const pages: number[][] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 2, ...(cursor !== undefined && { cursor }) };
      const page = await client.listDesignRevisions({ params: { designId }, query });
      pages.push(page.items.map(({ revision }) => revision));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual([
      [4, 3],
      [2, 1],
    ]);
    await expect(client.getDesignRevision({ params: { designId, revision: 9 } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is bounded, and lets go of nothing a link shows', async () => {
    const { id: designId } = await begin();
    await save(designId, 1);
    const { token } = await client.createDesignShare({ params: { designId }, body: {} });
    for (let base = 2; base < 60; base++) await save(designId, base);
    const { items } = await client.listDesignRevisions({ params: { designId }, query: { limit: 100 } });
    const revisions = items.map(({ revision }) => revision);
    // Forty, what the link shows, and the present one.
    expect(revisions).toHaveLength(42);
    expect(revisions.slice(0, 11)).toEqual(Array.from({ length: 11 }, (_, i) => 60 - i));
    expect(revisions).toContain(2);
    expect(revisions.at(-1)).toBe(1);
    await expect(client.openDesignShare({ body: { token } })).resolves.toBeDefined();
  });

  it('is of the shopper alone', async () => {
    const { id: designId } = await begin();
    const refused = { status: 404, code: 'not_found' };
    await expect(stranger.listDesignRevisions({ params: { designId }, query: {} })).rejects.toMatchObject(
      refused,
    );
    await expect(stranger.getDesignRevision({ params: { designId, revision: 1 } })).rejects.toMatchObject(
      refused,
    );
    await expect(stranger.createDesignShare({ params: { designId }, body: {} })).rejects.toMatchObject(
      refused,
    );
    await expect(stranger.forkDesign({ body: { designId } })).rejects.toMatchObject(refused);
  });
});

describe('a share link', () => {
  it('shows pictures of the design as it was, to anybody, and nothing of who made it', async () => {
    const { id: designId } = await begin();
    const share = await client.createDesignShare({ params: { designId }, body: {} });
    await save(designId, 1);
    const answer = await server.call('/v1/design-share-views', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: share.token }),
    });
    expect(answer.status).toBe(200);
    const view = (await answer.json()) as { previews: { url: string }[] };
    expect(Object.keys(view).sort()).toEqual([
      'expiresAt',
      'previews',
      'productId',
      'productName',
      'variantId',
    ]);
    expect(view).toMatchObject({ productId: product.id, previews: share.previews });
    expect(share).toMatchObject({ revision: 1, revokedAt: null });
    const picture = await server.call(new URL(view.previews[0]!.url).pathname);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toBe('image/webp');
  });

  it('ends when it is revoked or its time is over', async () => {
    const { id: designId } = await begin();
    const gone = { status: 410, code: 'link_expired' };
    const short = await client.createDesignShare({
      params: { designId },
      body: { expiresAt: soon(1_500) },
    });
    const { id, token } = await client.createDesignShare({ params: { designId }, body: {} });
    await expect(stranger.revokeDesignShare({ params: { designShareId: id } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await client.openDesignShare({ body: { token } });
    await client.revokeDesignShare({ params: { designShareId: id } });
    await client.revokeDesignShare({ params: { designShareId: id } });
    await expect(client.openDesignShare({ body: { token } })).rejects.toMatchObject(gone);
    await expect(stranger.forkDesign({ body: { shareToken: token } })).rejects.toMatchObject(gone);
    await expect
      .poll(() => client.openDesignShare({ body: { token: short.token } }).catch(({ code }) => code), {
        timeout: 5_000,
      })
      .toBe('link_expired');
    const { items } = await client.listDesignShares({ params: { designId }, query: {} });
    expect(items.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, false]);
  });

  it('has a time to end at, within a year, and a number', async () => {
    const { id: designId } = await begin();
    const share = (body: { expiresAt?: string; variantId?: string }) =>
      client.createDesignShare({ params: { designId }, body });
    await expect(share({ expiresAt: soon(-1_000) })).rejects.toMatchObject({ code: 'expiry_past' });
    await expect(share({ expiresAt: soon(400 * 86_400_000) })).rejects.toMatchObject({
      code: 'expiry_too_far',
    });
    await expect(share({ variantId: `var_${'0'.repeat(26)}` })).rejects.toMatchObject({
      code: 'variant_unknown',
    });
    for (let i = 0; i < 20; i++) await share({});
    await expect(share({})).rejects.toMatchObject({
      code: 'share_limit',
      problem: { params: { limit: 20 } },
    });
  });

  it('that nobody signed shows nothing', async () => {
    await expect(client.openDesignShare({ body: { token: 'a'.repeat(86) } })).rejects.toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });
});

describe('a fork', () => {
  it('of what a link shows belongs to who made it', async () => {
    const { id: designId } = await begin();
    const { token } = await client.createDesignShare({ params: { designId }, body: {} });
    await save(designId, 1);
    const fork = await stranger.forkDesign({ body: { shareToken: token } });
    expect(fork).toMatchObject({ revision: 1, document: boxes('#c0282d'), productId: product.id });
    expect(fork.id).not.toBe(designId);
    await expect(stranger.getDesign({ params: { designId: fork.id } })).resolves.toEqual(fork);
    await expect(client.getDesign({ params: { designId: fork.id } })).rejects.toMatchObject({ status: 404 });
    await expect(client.getDesign({ params: { designId } })).resolves.toMatchObject({ revision: 2 });
  });

  it('of one’s own, as it is or as it was', async () => {
    const { id: designId } = await begin();
    await save(designId, 1);
    const now = await client.forkDesign({ body: { designId } });
    const then = await client.forkDesign({ body: { designId, revision: 1 } });
    expect(now.document).toEqual(boxes(colour(1)));
    expect(then.document).toEqual(boxes('#c0282d'));
  });

  it('is not for another brand, nor for a session of another product', async () => {
    const { id: designId } = await begin();
    const { token } = await client.createDesignShare({ params: { designId }, body: {} });
    const other = server.client((await makeBrand(server, 'forker')).secretKey);
    const { client: card } = await openWidget(server, 'card');
    for (const one of [other, card])
      await expect(one.forkDesign({ body: { shareToken: token } })).rejects.toMatchObject({
        code: 'not_found',
      });
  });
});

describe('another device', () => {
  const widget = (body: object) =>
    server.call('/v1/widget-sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: SHOP },
      body: JSON.stringify({ key: server.demo.publishableKey, productId: product.id, ...body }),
    });

  it('goes on as the same shopper with a code, once', async () => {
    const { id: designId } = await begin();
    const { code, link } = await client.createDesignHandover({ params: { designId }, body: {} });
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(link).toBeNull();
    const opened = await widget({ resume: code.toLowerCase().replace('-', ' ') });
    expect(opened.status).toBe(201);
    const { token, designId: resumed } = (await opened.json()) as { token: string; designId: string };
    expect(resumed).toBe(designId);
    const phone = createClient({ baseUrl: server.origin, token: () => token, retries: 0 });
    const { revision } = await phone.saveDesign({
      params: { designId },
      body: { baseRevision: 1, document: boxes('#123456') },
    });
    expect((await client.getDesign({ params: { designId } })).revision).toBe(revision);

    const again = await widget({ resume: code });
    expect(again.status).toBe(410);
    expect(await again.json()).toMatchObject({ code: 'link_expired' });
    expect((await widget({ resume: 'AAAAA-AAAAA' })).status).toBe(410);
  });

  it('is for the product of the design, and for one design a few at a time', async () => {
    const { id: designId } = await begin();
    const params = { designId };
    const { code } = await client.createDesignHandover({ params, body: {} });
    expect((await widget({ resume: code, productId: server.demo.products.card })).status).toBe(410);
    for (let i = 0; i < 4; i++) await client.createDesignHandover({ params, body: {} });
    await expect(client.createDesignHandover({ params, body: {} })).rejects.toMatchObject({
      code: 'handover_limit',
    });
    await expect(stranger.createDesignHandover({ params, body: {} })).rejects.toMatchObject({ status: 404 });
  });

  it('may be told by mail, with a link to a page of the shop alone', async () => {
    const params = { designId: (await begin()).id };
    const email = 'ada.elsewhere@example.test';
    const elsewhere = { pageUrl: 'https://evil.example/mug', email };
    await expect(client.createDesignHandover({ params, body: elsewhere })).rejects.toMatchObject({
      code: 'origin_not_allowed',
    });
    const { link, code } = await client.createDesignHandover({
      params,
      body: { pageUrl: `${SHOP}/mug?size=l#top`, email, locale: 'fr' },
    });
    expect(link).toBe(`${SHOP}/mug?size=l#luneo-resume=${code}`);
    const { rows } = await server.database.authPool.query<{ text: string }>(
      'SELECT text FROM auth.message WHERE recipient = $1',
      [email],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).toContain(link);
  });
});
