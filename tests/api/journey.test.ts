import type { Order } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, boxLayer, design, frozen, openWidget, orderOf, textLayer } from './kit/shopper.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'journey.test.ts' });
});
afterAll(() => server?.stop());

const settled = (orderId: string): Promise<Order> =>
  vi.waitFor(
    async () => {
      const order = await server.shop.getOrder({ params: { orderId } });
      expect(
        order.lines.every(({ production }) => ['done', 'held', 'failed'].includes(production.status)),
      ).toBe(true);
      return order;
    },
    { timeout: 20_000, interval: 50 },
  );

describe('from the shopper’s page to the print file', () => {
  it('freezes what was approved, orders it and makes its files', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const variantId = product.variants[0]!.id;
    const document = design(product, [
      boxLayer('box'),
      textLayer('t', 'Bonjour مرحبا 🎉', product.geometry.fonts[0]!),
    ]);
    const { id: designId, revision } = await client.createDesign({
      body: { productId: product.id, document },
    });
    const sceneHash = await approve(product, variantId, document);
    const version = await client.freezeDesign({
      params: { designId },
      body: { revision, variantId, quantity: 12, sceneHash },
    });
    expect(version).toMatchObject({ designId, sceneHash, variantId });
    expect(version.quote.totalMinor).toBe(12 * 1_290 - (12 * 1_290) / 10);

    const placed = await server.shop.createOrder({ body: orderOf('A-1001', [version], 12) });
    expect(placed).toMatchObject({
      externalId: 'A-1001',
      totalMinor: version.quote.totalMinor,
      pieceCount: 12,
    });
    const order = await settled(placed.id);
    expect(order.status).toBe('produced');
    const [line] = order.lines;
    expect(line!.printFiles).toHaveLength(1);
    expect(order.events.map(({ type }) => type)).toEqual([
      'order.received',
      'production.started',
      'print_file.ready',
      'production.done',
      'order.produced',
    ]);
    const file = line!.printFiles[0]!;
    const pdf = await server.shop.getPrintFile({ params: { printFileId: file.id } });
    expect(pdf.size).toBe(file.bytes);
    expect(await pdf.slice(0, 4).text()).toBe('%PDF');

    const preview = await fetch(version.previews[0]!.url);
    expect(preview.headers.get('content-type')).toBe('image/webp');
    expect(preview.headers.get('cache-control')).toContain('immutable');
    expect(preview.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('refuses to freeze a picture the server does not derive', async () => {
    const { client, product } = await openWidget(server, 'mug');
    const variantId = product.variants[0]!.id;
    const document = design(product, [boxLayer('box')]);
    const { id: designId } = await client.createDesign({ body: { productId: product.id, document } });
    const other = await approve(product, variantId, design(product, [boxLayer('box', '#00ff00')]));
    const freeze = (sceneHash: string, revision = 1) =>
      client.freezeDesign({ params: { designId }, body: { revision, variantId, quantity: 1, sceneHash } });
    await expect(freeze(other)).rejects.toMatchObject({ code: 'scene_mismatch', status: 409 });
    await expect(freeze(other, 7)).rejects.toMatchObject({ code: 'design_revision_stale' });
  });

  it('gives a line with the same scene the files made before', async () => {
    const version = await frozen(server, 'card', 'Twice');
    const first = await settled((await server.shop.createOrder({ body: orderOf('B-1', [version]) })).id);
    const second = await settled((await server.shop.createOrder({ body: orderOf('B-2', [version]) })).id);
    const [a, b] = [first, second].map((order) => order.lines[0]!.printFiles[0]!);
    expect(b!.sha256).toBe(a!.sha256);
    expect(b!.id).not.toBe(a!.id);
  });

  it('follows the request id into the job', async () => {
    const version = await frozen(server);
    const answer = await server.call('/v1/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.demo.secretKey}` },
      body: JSON.stringify(orderOf('C-1', [version])),
    });
    await settled(((await answer.json()) as Order).id);
    const requestId = answer.headers.get('x-request-id');
    const line = server.lines.find(
      ({ message, fields }) => message === 'job done' && fields.requestId === requestId,
    );
    expect(line?.fields).toMatchObject({ job: 'production.line' });
  });
});
