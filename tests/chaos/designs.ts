import { createClient } from '@luneo/api-client';
import type { DesignVersion } from '@luneo/contracts';
import { approve, boxLayer, design, textLayer } from '../api/kit/shopper.ts';

export interface Shop {
  /** Origin of the API. */
  readonly api: string;
  /** Origin the publishable key is allowed on. */
  readonly origin: string;
  readonly publishableKey: string;
  /** Public ids by slug. */
  readonly products: Readonly<Record<string, string>>;
}

/** Designs as shoppers freeze them: through widget tokens, with the hash of the scene they saw. */
export async function frozenDesigns(shop: Shop, count: number): Promise<DesignVersion[]> {
  const slugs = Object.keys(shop.products);
  const versions: DesignVersion[] = [];
  for (let n = 0; n < count; n++) versions.push(await freeze(shop, slugs[n % slugs.length]!, `No. ${n + 1}`));
  return versions;
}

async function freeze(shop: Shop, slug: string, text: string): Promise<DesignVersion> {
  const productId = shop.products[slug]!;
  const answer = await fetch(`${shop.api}/v1/widget-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: shop.origin },
    body: JSON.stringify({ key: shop.publishableKey, productId }),
  });
  const { token } = (await answer.json()) as { token: string };
  const client = createClient({ baseUrl: shop.api, token: () => token });
  const product = await client.getProduct({ params: { productId } });
  const variantId = product.variants[0]!.id;
  const document = design(product, [boxLayer('box'), textLayer('text', text, product.geometry.fonts[0]!)]);
  const { id, revision } = await client.createDesign({ body: { productId, document } });
  const sceneHash = await approve(product, variantId, document);
  return client.freezeDesign({
    params: { designId: id },
    body: { revision, variantId, quantity: 1, sceneHash },
  });
}
