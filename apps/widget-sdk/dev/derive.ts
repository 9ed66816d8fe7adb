import type { Finding, ProductBundle } from '@luneo/contracts';
import type { AssetFacts, Design } from '@luneo/design';
import { createTextEngine } from '@luneo/fonts';
import { unwrap } from '@luneo/kernel';
import { quote as price } from '@luneo/pricing';
import { preflight, sceneHash, sceneOf } from '@luneo/scene';

const engine = createTextEngine();

/** The server's half of add-to-cart: the same packages, whole fonts. */
export async function derive(
  product: ProductBundle,
  design: Design,
  assets: ReadonlyMap<string, AssetFacts>,
) {
  const hashes = Object.values(design.layers).flatMap((layer) =>
    layer.type === 'text' ? layer.runs.map((run) => run.font.hash) : [],
  );
  const { fallbackFonts, emojiFont } = product.geometry;
  const book = await (await engine).book({ hashes, fallbacks: fallbackFonts, emoji: emojiFont });
  const resolved = unwrap(sceneOf({ design, product: product.geometry, assets, fonts: book }));
  const findings: Finding[] = preflight({ ...resolved, design, product: product.geometry });
  return { sceneHash: sceneHash(resolved.scene), findings };
}

export function quote(product: ProductBundle, variantId: string, quantity: number, printedSides: number) {
  const variant = product.variants.find(({ id }) => id === variantId)!;
  return price(product.priceBook, { options: variant.options, quantity, printedSides });
}
