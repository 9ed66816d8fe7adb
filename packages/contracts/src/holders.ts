import { z } from 'zod';
import { publicId } from './common.ts';
import { route } from './route.ts';

/** Named of each kind; the counts are of all. */
export const HOLDERS_NAMED = 10;

export const HolderKind = z.enum(['order', 'designVersion', 'design', 'template', 'product', 'libraryItem']);
export type HolderKind = z.infer<typeof HolderKind>;

/** What keeps a thing from being deleted; nothing does where `total` is 0. */
export const Holders = z
  .object({
    total: z.int(),
    /** How many of each kind; a kind that holds nothing is left out. */
    counts: z.partialRecord(HolderKind, z.int()),
    /** Ten of each kind at most, orders first. */
    items: z.array(z.object({ kind: HolderKind, id: z.string() })),
  })
  .meta({
    example: {
      total: 3,
      counts: { order: 1, designVersion: 2 },
      items: [
        { kind: 'order', id: 'ord_01kb0c6z3mf9v8x2q4t7y1n5ra' },
        { kind: 'designVersion', id: 'dsv_01kb0c6z3mf9v8x2q4t7y1n5re' },
        { kind: 'designVersion', id: 'dsv_01kb0c6z3mf9v8x2q4t7y1n5rk' },
      ],
    },
  });
export type Holders = z.infer<typeof Holders>;

const get = { method: 'GET', credentials: ['session', 'secret'], status: 200, response: Holders } as const;
const remove = { method: 'DELETE', status: 204 } as const;
const designParams = z.object({ designId: publicId('design') });
const templateParams = z.object({ templateId: publicId('template') });
const versionParams = z.object({
  productId: publicId('product'),
  version: z.coerce.number().int().min(1).max(1_000_000),
});

export const holderRoutes = {
  getAssetHolders: route({
    ...get,
    path: '/v1/assets/{assetId}/holders',
    tag: 'Assets',
    summary: 'Which orders, frozen designs, templates and library items need an asset',
    permission: 'assets.read',
    params: z.object({ assetId: publicId('asset') }),
  }),
  getLibraryItemHolders: route({
    ...get,
    path: '/v1/library/items/{libraryItemId}/holders',
    tag: 'Library',
    summary: 'Which orders, frozen designs, templates and products need a font or picture of the library',
    permission: 'assets.read',
    params: z.object({ libraryItemId: publicId('libraryItem') }),
  }),
  getTemplateHolders: route({
    ...get,
    path: '/v1/templates/{templateId}/holders',
    tag: 'Templates',
    summary: 'Which orders and designs began from a template',
    permission: 'products.read',
    params: templateParams,
  }),
  getProductVersionHolders: route({
    ...get,
    path: '/v1/products/{productId}/versions/{version}/holders',
    tag: 'Catalogue',
    summary:
      'Which orders and designs are of a version; the product itself, where it is live, waits or is the newest',
    permission: 'products.read',
    params: versionParams,
  }),
  getDesignHolders: route({
    ...get,
    credentials: ['session', 'secret', 'widget'],
    path: '/v1/designs/{designId}/holders',
    tag: 'Designs',
    summary: 'Which orders and carts need a design',
    permission: 'designs.read',
    params: designParams,
  }),
  deleteDesign: route({
    ...remove,
    credentials: ['session', 'secret', 'widget'],
    path: '/v1/designs/{designId}',
    tag: 'Designs',
    summary: 'Delete a design that was never put in a cart, with its history and its links',
    permission: 'designs.write',
    params: designParams,
    errors: ['design_in_use'],
  }),
  deleteTemplate: route({
    ...remove,
    credentials: ['session', 'secret'],
    path: '/v1/templates/{templateId}',
    tag: 'Templates',
    summary: 'Delete a template no design began from, with its versions',
    permission: 'templates.write',
    params: templateParams,
    errors: ['template_in_use'],
  }),
} as const;
