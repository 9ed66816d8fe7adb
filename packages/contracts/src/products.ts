import { FontRef, ProductGeometry, SideOverride } from '@luneo/design';
import { z } from 'zod';
import { Hash, page, pageQuery, publicId } from './common.ts';
import { PriceBook } from './pricing.ts';
import { route } from './route.ts';
import { Rules } from './rules.ts';

export const Variant = z.object({
  id: publicId('variant'),
  sku: z.string(),
  name: z.string(),
  /** option -> value, e.g. { size: "M", colour: "white" }. */
  options: z.record(z.string(), z.string()),
  /** Substrate colour this variant shows on every side; absent = that of the sides. */
  substrate: z.string().optional(),
  /** What this variant changes of a side, by side id. */
  sides: z.record(z.string(), SideOverride).optional(),
});

export const Option = z.object({
  id: z.string(),
  name: z.string(),
  values: z.array(z.object({ id: z.string(), name: z.string(), swatch: z.string().optional() })),
  /** True: not part of a variant; chosen beside it, or left open. */
  choice: z.boolean().optional(),
});

/** A photo-like picture onto which the artwork of one side is placed through its UV map. */
export const MockupView = z.object({
  id: z.string(),
  name: z.string(),
  side: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  baseUrl: z.string(),
  shadeUrl: z.string(),
  uvUrl: z.string(),
  /** Shown for variants with these option values only. */
  when: z.record(z.string(), z.string()).optional(),
});

/** A face the customizer can load. Coverage of the whole file: base-36 pairs "gap length", "w 2n" = U+0020..U+007E. */
export const FontEntry = z.object({ ref: FontRef, kind: z.string(), coverage: z.string() });

export const ProductSummary = z.object({
  id: publicId('product'),
  name: z.string(),
  slug: z.string(),
  version: z.int(),
  imageUrl: z.string().nullable(),
  /** SHA-256 of the version's content; absent for versions made before they had one. */
  hash: Hash.optional(),
});

export type ProductSummary = z.infer<typeof ProductSummary>;

/** Everything the customizer needs, in one answer. Immutable per product version. */
export const ProductBundle = ProductSummary.extend({
  description: z.string(),
  geometry: ProductGeometry,
  options: z.array(Option),
  variants: z.array(Variant),
  mockups: z.array(MockupView),
  priceBook: PriceBook,
  /** What follows from which choice; absent = every choice goes. */
  rules: Rules.optional(),
  fonts: z.array(FontEntry),
  emojiCoverage: z.string(),
  /** Suggested ink colours, "#rrggbb". */
  palette: z.array(z.string()),
  clipArt: z.array(z.object({ hash: Hash, name: z.string() })),
});
export type ProductBundle = z.infer<typeof ProductBundle>;
export type Variant = z.infer<typeof Variant>;
export type MockupView = z.infer<typeof MockupView>;
export type FontEntry = z.infer<typeof FontEntry>;

const params = z.object({ productId: publicId('product') });

export const productRoutes = {
  listProducts: route({
    method: 'GET',
    path: '/v1/products',
    tag: 'Products',
    summary: 'List products',
    credentials: ['session', 'secret'],
    permission: 'products.read',
    query: z.object(pageQuery),
    status: 200,
    response: page(ProductSummary),
  }),
  getProduct: route({
    method: 'GET',
    path: '/v1/products/{productId}',
    tag: 'Products',
    summary: 'Read the published version of a product: sides, variants, prices, fonts, mockups',
    credentials: ['session', 'secret', 'widget'],
    permission: 'products.read',
    params,
    status: 200,
    response: ProductBundle,
    errors: ['product_not_published'],
  }),
  getFontSubset: route({
    method: 'GET',
    path: '/v1/fonts/{hash}',
    tag: 'Fonts',
    summary: 'A font cut down to the asked characters; cached for ever',
    credentials: ['public'],
    params: z.object({ hash: Hash }),
    query: z.object({
      u: z
        .string()
        .max(4000)
        .regex(/^[0-9a-f]{1,6}(-[0-9a-f]{1,6})?(,[0-9a-f]{1,6}(-[0-9a-f]{1,6})?)*$/),
    }),
    status: 200,
    produces: 'font/ttf',
  }),
} as const;
