import type { FontEntry, ProductBundle, ProductSummary } from '@luneo/contracts';
import { faceByHash } from '@luneo/fonts';
import { publicIdOf } from '../../platform/ids.ts';
import type { ProductRow, ProductVersion } from './products.types.ts';

/** Pictures of ours are kept as paths, so that content does not change with the address of the server. */
export const absolute = (origin: string, url: string): string =>
  url.startsWith('/') ? `${origin}${url}` : url;

export const toSummary = (
  { id, name, slug, version, imageUrl, hash }: ProductRow,
  origin: string,
): ProductSummary => ({
  id: publicIdOf('product', id),
  name,
  slug,
  version,
  imageUrl: imageUrl === null ? null : absolute(origin, imageUrl),
  ...(hash != null && { hash }),
});

/** Chosen faces and fallbacks, each once, with what they cover. */
function fontEntries({ geometry: { fonts, fallbackFonts }, ownFonts = [] }: ProductVersion): FontEntry[] {
  const refs = new Map([...fonts, ...fallbackFonts].map((ref) => [ref.hash, ref]));
  return [...refs.values()].flatMap((ref) => {
    const face = faceByHash(ref.hash) ?? ownFonts.find((own) => own.ref.hash === ref.hash);
    return face === undefined ? [] : [{ ref, kind: face.kind, coverage: face.coverage }];
  });
}

const emojiCoverage = (hash: string | undefined): string =>
  (hash === undefined ? undefined : faceByHash(hash)?.coverage) ?? '';

export const toBundle = (product: ProductVersion, origin: string): ProductBundle => ({
  ...toSummary(product, origin),
  description: product.description,
  geometry: product.geometry,
  options: product.options,
  ...(product.rules && { rules: [...product.rules] }),
  variants: product.variants.map((variant) => ({ ...variant, id: publicIdOf('variant', variant.id) })),
  mockups: product.mockups.map((view) => ({
    ...view,
    baseUrl: absolute(origin, view.baseUrl),
    shadeUrl: absolute(origin, view.shadeUrl),
    uvUrl: absolute(origin, view.uvUrl),
  })),
  priceBook: product.priceBook,
  fonts: fontEntries(product),
  emojiCoverage: emojiCoverage(product.geometry.emojiFont),
  palette: [...product.palette],
  clipArt: product.clipArt,
});
