import { type Client, createClient } from '@luneo/api-client';
import type { DesignVersion, ProductBundle } from '@luneo/contracts';
import type { AssetFacts, Design, FontRef, Layer } from '@luneo/design';
import { createTextEngine, type TextEngine } from '@luneo/fonts';
import { unwrap } from '@luneo/kernel';
import { sceneHash, sceneOf } from '@luneo/scene';
import type { TestServer } from './server.ts';
import { SHOP } from './shop-origin.ts';

let engine: Promise<TextEngine> | undefined;

const base = {
  rotationMdeg: 0,
  flipX: false,
  flipY: false,
  opacityPm: 1000,
  visible: true,
  locks: {},
} as const;

export const textLayer = (id: string, text: string, font: FontRef): Layer => ({
  ...base,
  id,
  type: 'text',
  xUm: 20_000,
  yUm: 20_000,
  widthUm: 120_000,
  heightUm: 30_000,
  runs: [
    { text, font, sizeUm: 12_000, fill: { type: 'solid', color: { rgb: '#1f6f8b' } }, letterSpacingPm: 0 },
  ],
  align: 'center',
  verticalAlign: 'middle',
  direction: 'auto',
  lineHeightPm: 1000,
  fit: { mode: 'none' },
  breaks: [],
});

export const boxLayer = (id: string, rgb = '#c0282d'): Layer => ({
  ...base,
  id,
  type: 'shape',
  xUm: 30_000,
  yUm: 55_000,
  widthUm: 40_000,
  heightUm: 20_000,
  shape: { kind: 'rect', radiusUm: 2_000 },
  fill: { type: 'solid', color: { rgb } },
});

/** A document of one side with these layers, all other sides empty. */
export const design = (product: ProductBundle, layers: readonly Layer[]): Design => ({
  schemaVersion: 1,
  sides: product.geometry.sides.map(({ id }, i) => ({ id, layers: i === 0 ? layers.map((l) => l.id) : [] })),
  layers: Object.fromEntries(layers.map((layer) => [layer.id, layer])),
});

/** The picture's name as the customizer derives it in the page, from the variant's own geometry. */
export async function approve(
  product: ProductBundle,
  variantId: string,
  document: Design,
  assets: readonly AssetFacts[] = [],
): Promise<string> {
  engine ??= createTextEngine();
  const { geometry, variants } = product;
  const substrate = variants.find(({ id }) => id === variantId)?.substrate;
  const hashes = Object.values(document.layers).flatMap((layer) =>
    layer.type === 'text' ? layer.runs.map(({ font }) => font.hash) : [],
  );
  const fonts = await (await engine).book({
    hashes,
    fallbacks: geometry.fallbackFonts,
    emoji: geometry.emojiFont,
  });
  const sides = geometry.sides.map((side) =>
    substrate === undefined ? side : { ...side, substrate: { rgb: substrate } },
  );
  const resolved = sceneOf({
    design: document,
    product: { ...geometry, sides },
    assets: new Map(assets.map((facts) => [facts.hash, facts])),
    fonts,
  });
  return sceneHash(unwrap(resolved).scene);
}

/** A widget session of one shopper, as the loader opens it from the shop's page. */
export async function openWidget(
  server: TestServer,
  slug: string,
): Promise<{ client: Client; token: string; product: ProductBundle }> {
  const productId = server.demo.products[slug]!;
  const answer = await server.call('/v1/widget-sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: SHOP },
    body: JSON.stringify({ key: server.demo.publishableKey, productId }),
  });
  const { token } = (await answer.json()) as { token: string };
  const client = createClient({ baseUrl: server.origin, token: () => token, retries: 0 });
  return { client, token, product: await client.getProduct({ params: { productId } }) };
}

/** A design frozen for the cart. */
export async function frozen(server: TestServer, slug = 'mug', text = 'Hello'): Promise<DesignVersion> {
  const { client, product } = await openWidget(server, slug);
  const variantId = product.variants[0]!.id;
  const document = design(product, [boxLayer('box'), textLayer('hello', text, product.geometry.fonts[0]!)]);
  const { id, revision } = await client.createDesign({ body: { productId: product.id, document } });
  const approved = await approve(product, variantId, document);
  return client.freezeDesign({
    params: { designId: id },
    body: { revision, variantId, quantity: 1, sceneHash: approved },
  });
}

export const orderOf = (externalId: string, versions: readonly DesignVersion[], quantity = 1) => ({
  externalId,
  currency: 'EUR',
  customer: { name: 'Ada Moreau', email: 'ada@example.test' },
  shipTo: {
    name: 'Ada Moreau',
    line1: '1 rue du Port',
    postalCode: '34000',
    city: 'Montpellier',
    country: 'FR',
  },
  lines: versions.map(({ id, variantId }, i) => ({
    externalId: String(i + 1),
    designVersionId: id,
    variantId,
    quantity,
  })),
});
