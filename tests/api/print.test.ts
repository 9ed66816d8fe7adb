import { createHash } from 'node:crypto';
import type { Order } from '@luneo/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pngOf } from './kit/pictures.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { approve, boxLayer, design, openWidget, orderOf, textLayer } from './kit/shopper.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'print.test.ts', draws: true });
});
afterAll(() => server?.stop());

const produced = (orderId: string): Promise<Order> =>
  vi.waitFor(
    async () => {
      const order = await server.shop.getOrder({ params: { orderId } });
      expect(order.status).toBe('produced');
      return order;
    },
    { timeout: 60_000, interval: 100 },
  );
const sha256 = async (blob: Blob): Promise<string> =>
  createHash('sha256')
    .update(Buffer.from(await blob.arrayBuffer()))
    .digest('hex');

describe('a real design', () => {
  it('becomes a PDF that equals the approved proof, with certificate and preview', async () => {
    const { client, product } = await openWidget(server, 'card');
    const asset = await client.uploadAsset({
      file: { name: 'p.png', data: new Blob([await pngOf(1200, 800)]) },
    });
    const variantId = product.variants[0]!.id;
    const font = product.geometry.fonts[0]!;
    const document = design(product, [
      {
        ...boxLayer('photo'),
        type: 'image',
        shape: undefined,
        fill: undefined,
        xUm: 20_000,
        yUm: 60_000,
        widthUm: 90_000,
        heightUm: 60_000,
        asset: asset.hash,
        crop: { xPx: 0, yPx: 0, widthPx: 1200, heightPx: 800 },
      } as never,
      textLayer('hello', 'Bonjour Ada مرحبا 🎉', font),
    ]);
    document.sides[0]!.background = { rgb: '#fdf6e3' };
    const stripped = JSON.parse(JSON.stringify(document)) as typeof document;
    const { id: designId, revision } = await client.createDesign({
      body: { productId: product.id, document: stripped },
    });
    const sceneHash = await approve(product, variantId, stripped, [asset.facts]);
    const version = await client.freezeDesign({
      params: { designId },
      body: { revision, variantId, quantity: 25, sceneHash },
    });

    const preview = await fetch(version.previews[0]!.url);
    const { format, width } = await sharp(Buffer.from(await preview.arrayBuffer())).metadata();
    expect({ format, width }).toEqual({ format: 'webp', width: 640 });

    const placed = await server.shop.createOrder({ body: orderOf('PDF-1', [version], 25) });
    const order = await produced(placed.id);
    const file = order.lines[0]!.printFiles[0]!;
    expect(file).toMatchObject({ side: 'front', mime: 'application/pdf', parityHold: false });
    expect(file.parityPpm).toBeLessThanOrEqual(100);

    const params = { printFileId: file.id };
    const pdf = await server.shop.getPrintFile({ params });
    expect(await sha256(pdf)).toBe(file.sha256);
    const text = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
    // A5 with 3 mm of bleed: 595.28 x 419.53 pt within 612.28 x 436.54 pt.
    expect(text).toMatch(/\/TrimBox\s*\[\s*8\.50\d* 8\.50\d* 603\.7\d* 428\.0\d*\s*\]/);

    const proof = await sharp(
      Buffer.from(await (await server.shop.getProof({ params })).arrayBuffer()),
    ).metadata();
    expect({ w: proof.width, h: proof.height }).toEqual({ w: 2551, h: 1819 });
    const certificate = JSON.parse(await (await server.shop.getCertificate({ params })).text());
    expect(certificate).toMatchObject({
      sceneHash,
      side: 'front',
      pdfSha256: file.sha256,
      recipe: { id: 'plain-pdf@1' },
    });
  });
});
