import { z } from 'zod';
import { CATALOGUE_LIMITS, Key, VariantInput } from './catalogue.ts';
import { page, pageQuery, publicId, Revision } from './common.ts';
import { LongJob } from './long-jobs.ts';
import { Variant } from './products.ts';
import { route } from './route.ts';

const params = z.object({ productId: publicId('product') });
const baseRevision = Revision;
const base = { tag: 'Variants', credentials: ['session', 'secret'] } as const;

/** What a bulk change did. */
export const VariantChanges = z.object({
  revision: Revision,
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  removed: z.int(),
});
export type VariantChanges = z.infer<typeof VariantChanges>;

/** What an import would do, and why it cannot: `line` counts the lines of the file, the head is 1. */
export const ImportReport = z
  .object({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    removed: z.int(),
    /** True: nothing speaks against taking it over. */
    ready: z.boolean(),
    /** Draft revision it was compared with; taking over is refused when another change came between. */
    baseRevision: Revision,
    /** The first 500. */
    faults: z.array(
      z.object({ line: z.int(), column: z.string().nullable(), code: z.string(), message: z.string() }),
    ),
    faultCount: z.int(),
  })
  .meta({
    example: {
      created: 120,
      updated: 3,
      unchanged: 877,
      removed: 0,
      ready: false,
      baseRevision: 12,
      faults: [
        {
          line: 14,
          column: 'option:rim',
          code: 'value_unknown',
          message: 'option "rim" has no value "gold"',
        },
      ],
      faultCount: 1,
    },
  });
export type ImportReport = z.infer<typeof ImportReport>;

export const variantRoutes = {
  listVariants: route({
    ...base,
    method: 'GET',
    path: '/v1/products/{productId}/variants',
    summary: 'List the variants of the draft, in their order',
    permission: 'products.read',
    params,
    query: z.object({
      ...pageQuery,
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      /** Searches SKU and name. */
      q: z.string().max(100).optional(),
    }),
    status: 200,
    response: page(Variant),
  }),
  saveVariants: route({
    ...base,
    method: 'POST',
    path: '/v1/products/{productId}/variants/bulk',
    summary: 'Save and remove variants of the draft, all or none',
    permission: 'products.write',
    idempotent: true,
    params,
    body: z.object({
      baseRevision,
      save: z.array(VariantInput).max(CATALOGUE_LIMITS.variantsPerCall).default([]),
      remove: z.array(publicId('variant')).max(CATALOGUE_LIMITS.variantsPerCall).default([]),
    }),
    status: 200,
    response: VariantChanges,
    errors: ['draft_revision_stale', 'product_archived', 'sku_taken', 'variants_invalid'],
  }),
  generateVariants: route({
    ...base,
    method: 'POST',
    path: '/v1/products/{productId}/variants/generate',
    summary: 'Make the variants that are missing of all combinations of option values',
    permission: 'products.write',
    idempotent: true,
    params,
    body: z.object({
      baseRevision,
      /** `{option}` stands for the value in capitals: "TEE-{size}-{colour}". */
      skuPattern: z.string().min(1).max(200),
      /** Option whose swatch becomes the colour of the substrate. */
      colourOption: Key.optional(),
      /** Values to use of an option; absent = all. */
      only: z.record(Key, z.array(Key).min(1)).optional(),
    }),
    status: 200,
    response: VariantChanges,
    errors: ['draft_revision_stale', 'product_archived', 'sku_taken', 'variants_invalid'],
  }),
  exportVariants: route({
    ...base,
    method: 'GET',
    path: '/v1/products/{productId}/variants.csv',
    summary: 'The variants of the draft as CSV; importing it again changes nothing',
    permission: 'products.read',
    params,
    status: 200,
    produces: 'text/csv',
  }),
  importVariants: route({
    ...base,
    method: 'POST',
    path: '/v1/products/{productId}/variant-imports',
    summary: 'Check a CSV of variants; nothing changes until it is taken over',
    permission: 'products.write',
    idempotent: true,
    params,
    /** `merge`: variants the file does not name stay. `replace`: they are removed. */
    query: z.object({ mode: z.enum(['merge', 'replace']).default('merge') }),
    bodyKind: 'multipart',
    status: 202,
    response: LongJob,
    errors: ['product_archived', 'csv_invalid', 'upload_too_large'],
  }),
  applyVariantImport: route({
    ...base,
    method: 'POST',
    path: '/v1/variant-imports/{jobId}/apply',
    summary: 'Take a checked CSV over into the draft, all or none',
    permission: 'products.write',
    idempotent: true,
    params: z.object({ jobId: publicId('longJob') }),
    status: 200,
    response: LongJob,
    errors: ['draft_revision_stale', 'product_archived', 'job_state', 'sku_taken'],
  }),
} as const;
