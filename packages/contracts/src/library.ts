import { z } from 'zod';
import { Asset } from './assets.ts';
import { Hash, page, pageQuery, publicId, Revision, Timestamp } from './common.ts';
import { route } from './route.ts';

export const LIBRARY_LIMITS = { tags: 20, colours: 200 } as const;

export const LibraryKind = z.enum(['font', 'artwork', 'image', 'palette']);
export type LibraryKind = z.infer<typeof LibraryKind>;

const Name = z.string().trim().min(1).max(120);
/** Names between slashes, "logos/2026"; "" = the top. */
const Folder = z
  .string()
  .max(200)
  .regex(/^$|^[^/\s](?:[^/]*[^/\s])?(?:\/[^/\s](?:[^/]*[^/\s])?)*$/, 'expected names between slashes');
const Tag = z.string().trim().min(1).max(40);
const Tags = z.array(Tag).max(LIBRARY_LIMITS.tags);

/** What the brand may do with an item; from `endsAt` on it goes into nothing new, frozen designs stay. */
export const Licence = z
  .strictObject({ text: z.string().trim().min(1).max(5_000), endsAt: Timestamp.optional() })
  .meta({ example: { text: 'Desktop + print, 5 seats, invoice 4711', endsAt: '2027-06-30T22:00:00.000Z' } });
export type Licence = z.infer<typeof Licence>;

export const PaletteColour = z.strictObject({
  name: Name.optional(),
  rgb: z.string().regex(/^#[0-9a-f]{6}$/, 'expected a colour like #1a2b3c'),
});
export type PaletteColour = z.infer<typeof PaletteColour>;
const Colours = z.array(PaletteColour).min(1).max(LIBRARY_LIMITS.colours);

/** What an uploaded font is; metrics in font units. A product offers it by family, weight, style and hash. */
export const LibraryFont = z.object({
  family: z.string(),
  weight: z.int(),
  style: z.enum(['normal', 'italic']),
  outlines: z.enum(['truetype', 'cff']),
  /** What the file allows: any embedding, or editing with it. Others are refused. */
  embedding: z.enum(['installable', 'editable']),
  /** What the file says of its licence, if anything. */
  licence: z.string(),
  unitsPerEm: z.int(),
  ascender: z.int(),
  descender: z.int(),
  lineGap: z.int(),
  /** Covered code points; base-36 pairs "gap length", "w 2n" = U+0020..U+007E. */
  coverage: z.string(),
});
export type LibraryFont = z.infer<typeof LibraryFont>;

export const LibraryItem = z.object({
  id: publicId('libraryItem'),
  kind: LibraryKind,
  name: z.string(),
  folder: z.string(),
  tags: z.array(z.string()),
  licence: Licence.nullable(),
  licenceExpired: z.boolean(),
  /** Of the whole font file or the asset; designs and products name it by this. */
  hash: Hash.nullable(),
  bytes: z.int(),
  archived: z.boolean(),
  revision: Revision,
  /** Of pictures and artwork. */
  asset: Asset.optional(),
  font: LibraryFont.optional(),
  colours: z.array(PaletteColour).optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type LibraryItem = z.infer<typeof LibraryItem>;

/** Labels in use and how many items have them. */
const Label = z.object({ name: z.string(), items: z.int() });

export const LibraryUses = z.object({
  /** Whose draft or versions name it; at most 20. */
  products: z.array(publicId('product')),
  /** At most 20. */
  templates: z.array(publicId('template')),
  frozenDesigns: z.int(),
});
export type LibraryUses = z.infer<typeof LibraryUses>;

const params = z.object({ libraryItemId: publicId('libraryItem') });
const read = { tag: 'Library', credentials: ['session', 'secret'], permission: 'assets.read' } as const;
const write = { tag: 'Library', credentials: ['session', 'secret'], permission: 'assets.write' } as const;
const labels = { folder: Folder.default(''), tags: Tags.default([]) };

export const libraryRoutes = {
  listLibraryItems: route({
    ...read,
    method: 'GET',
    path: '/v1/library/items',
    summary: 'List fonts, clip art, pictures and palettes of the brand, newest first',
    query: z.object({
      ...pageQuery,
      kind: LibraryKind.optional(),
      /** With the folders in it. */
      folder: Folder.optional(),
      tag: Tag.optional(),
      /** Searches names and tags. */
      q: z.string().max(100).optional(),
      /** Absent = all. `expired`: its licence has ended. */
      state: z.enum(['active', 'archived', 'expired']).optional(),
    }),
    status: 200,
    response: page(LibraryItem),
  }),
  listLibraryLabels: route({
    ...read,
    method: 'GET',
    path: '/v1/library/labels',
    summary: 'Folders and tags in use',
    status: 200,
    response: z.object({ folders: z.array(Label), tags: z.array(Label) }),
  }),
  getLibraryUsage: route({
    ...read,
    method: 'GET',
    path: '/v1/library/usage',
    summary: 'How much the library holds, and how much it may',
    status: 200,
    response: z.object({
      items: z.int(),
      bytes: z.int(),
      /** Null = no limit. */
      limitBytes: z.int().nullable(),
    }),
  }),
  uploadLibraryItem: route({
    ...write,
    method: 'POST',
    path: '/v1/library/items',
    summary:
      'Upload a font (.ttf, .otf, .woff2), clip art (.svg) or a picture; the same file again is the same item',
    idempotent: true,
    query: z.object({ name: Name.optional(), folder: Folder.default('') }),
    bodyKind: 'multipart',
    status: 201,
    response: LibraryItem,
    errors: [
      'upload_too_large',
      'upload_too_many_pixels',
      'upload_type_unsupported',
      'upload_broken',
      'upload_unsafe',
      'upload_restricted',
      'upload_timeout',
      'library_full',
    ],
  }),
  createPalette: route({
    ...write,
    method: 'POST',
    path: '/v1/library/palettes',
    summary: 'Keep a palette',
    idempotent: true,
    body: z.object({ name: Name, ...labels, colours: Colours }).meta({
      example: { name: 'House colours', colours: [{ name: 'Ink', rgb: '#1a2b3c' }, { rgb: '#ffcc00' }] },
    }),
    status: 201,
    response: LibraryItem,
  }),
  getLibraryItem: route({
    ...read,
    method: 'GET',
    path: '/v1/library/items/{libraryItemId}',
    summary: 'Read an item of the library',
    params,
    status: 200,
    response: LibraryItem,
  }),
  saveLibraryItem: route({
    ...write,
    method: 'PUT',
    path: '/v1/library/items/{libraryItemId}',
    summary: 'Rename, file, tag or license an item over the revision it was read at',
    params,
    body: z.object({
      baseRevision: Revision,
      name: Name,
      ...labels,
      licence: Licence.nullable().default(null),
      /** Of a palette; absent = as they are. */
      colours: Colours.optional(),
    }),
    status: 200,
    response: LibraryItem,
    errors: ['library_item_stale'],
  }),
  archiveLibraryItem: route({
    ...write,
    method: 'POST',
    path: '/v1/library/items/{libraryItemId}/archive',
    summary: 'Put an item away; what uses it goes on',
    idempotent: true,
    params,
    status: 200,
    response: LibraryItem,
  }),
  unarchiveLibraryItem: route({
    ...write,
    method: 'POST',
    path: '/v1/library/items/{libraryItemId}/unarchive',
    summary: 'Offer an archived item again',
    idempotent: true,
    params,
    status: 200,
    response: LibraryItem,
  }),
  getLibraryItemUses: route({
    ...read,
    method: 'GET',
    path: '/v1/library/items/{libraryItemId}/uses',
    summary: 'What uses an item',
    params,
    status: 200,
    response: LibraryUses,
  }),
  deleteLibraryItem: route({
    ...write,
    method: 'DELETE',
    path: '/v1/library/items/{libraryItemId}',
    summary: 'Delete an item nothing uses',
    params,
    status: 204,
    errors: ['library_item_in_use'],
  }),
} as const;
