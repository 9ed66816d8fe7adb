import { withClient } from '@luneo/database';
import type { Design } from '@luneo/design';
import { pngOf } from './pictures.ts';
import type { TestServer } from './server.ts';
import { approve, boxLayer, design, openWidget, orderOf, textLayer } from './shopper.ts';
import { until } from './until.ts';

/** Every row of every table, by the owner of the database: what a person with the disk could read. */
export const everything = (at: TestServer): Promise<Record<string, string[]>> =>
  withClient(at.urls.directUrl, async (client) => {
    const { rows } = await client.query<{ schema: string; name: string }>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'auth') AND table_type = 'BASE TABLE'`,
    );
    const found: Record<string, string[]> = {};
    for (const { schema, name } of rows) {
      const { rows: texts } = await client.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM "${schema}"."${name}" t`,
      );
      found[`${schema}.${name}`] = texts.map(({ row }) => row);
    }
    return found;
  });
export const holding = async (at: TestServer, text: string): Promise<string[]> =>
  Object.entries(await everything(at))
    .filter(([, rows]) => rows.some((row) => row.includes(text)))
    .map(([table]) => table);

/** A shopper who drew two designs from a photo of theirs and ordered one of them. */
export async function shopper(at: TestServer, name: string) {
  const { client, product } = await openWidget(at, 'mug');
  const photo = await client.uploadAsset({
    file: { name: `${name}.png`, data: new Blob([await pngOf(64, 64)]) },
  });
  const variantId = product.variants[0]!.id;
  const document = design(product, [
    boxLayer('box'),
    textLayer('t', `for ${name}`, product.geometry.fonts[0]!),
  ]);
  const picture = {
    ...boxLayer('photo'),
    type: 'image',
    shape: undefined,
    fill: undefined,
    asset: photo.hash,
    crop: { xPx: 0, yPx: 0, widthPx: 64, heightPx: 64 },
  } as never;
  const draw = (drawn: Design) => client.createDesign({ body: { productId: product.id, document: drawn } });
  const ordered = await draw(document);
  const dropped = await draw(JSON.parse(JSON.stringify(design(product, [picture]))) as Design);
  const version = await client.freezeDesign({
    params: { designId: ordered.id },
    body: { revision: 1, variantId, quantity: 1, sceneHash: await approve(product, variantId, document) },
  });
  // Drawn after the order, shared, and begun to be handed over.
  const params = { designId: ordered.id };
  for (const [i, text] of [`sorry ${name}`, `so long ${name}`].entries())
    await client.saveDesign({
      params,
      body: {
        baseRevision: i + 1,
        document: design(product, [textLayer('t', text, product.geometry.fonts[0]!)]),
      },
    });
  const share = await client.createDesignShare({ params, body: {} });
  await client.createDesignHandover({ params, body: {} });
  const body = orderOf(`E-${name}`, [version]);
  const order = await at.shop.createOrder({
    body: {
      ...body,
      customer: { name: `${name} Person`, email: `${name}@person.test` },
      shipTo: { ...body.shipTo, name: `${name} Person`, line1: `1 ${name} Street` },
      lines: body.lines.map((line) => ({ ...line, properties: { 'Gift note': `Love, ${name}` } })),
    },
  });
  await until(
    () => at.shop.getOrder({ params: { orderId: order.id } }),
    ({ status }) => status === 'produced',
  );
  return { client, photo, ordered, dropped, order, share };
}
