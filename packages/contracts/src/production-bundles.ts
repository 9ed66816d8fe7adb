import { z } from 'zod';
import { publicId, Revision } from './common.ts';
import { route } from './route.ts';

export const ProductionSettings = z
  .object({
    /** 0 = the platform's own settings. */
    revision: z.int(),
    /** Template of file names: text with `{order}`, `{line}`, `{sku}`, `{product}`, `{variant}`, `{side}`, `{quantity}`, `{date}`. */
    fileNames: z.string(),
  })
  .meta({ example: { revision: 1, fileNames: '{date}_{order}_{sku}_{side}_x{quantity}' } });
export type ProductionSettings = z.infer<typeof ProductionSettings>;

/** Language of the sheets. */
const locale = z.enum(['en', 'fr']).default('en');
const shared = {
  tag: 'Production',
  credentials: ['session', 'secret'],
  permission: 'production.read',
} as const;
const zip = { status: 200, produces: 'application/zip' } as const;
const Lines = z.array(publicId('lineItem')).min(1).max(500);

export const productionBundleRoutes = {
  getProductionSettings: route({
    ...shared,
    method: 'GET',
    path: '/v1/production-settings',
    summary: 'How production files are named',
    status: 200,
    response: ProductionSettings,
  }),
  saveProductionSettings: route({
    ...shared,
    method: 'PUT',
    path: '/v1/production-settings',
    summary: 'Name files made from now on; a name that is taken gets a mark of its own',
    permission: 'suppliers.write',
    body: z
      .strictObject({ baseRevision: Revision, fileNames: z.string().trim().min(1).max(200) })
      .meta({ example: { baseRevision: 0, fileNames: '{date}_{order}_{sku}_{side}_x{quantity}' } }),
    status: 200,
    response: ProductionSettings,
    errors: ['draft_revision_stale'],
  }),
  getProductionBundle: route({
    ...shared,
    ...zip,
    method: 'GET',
    path: '/v1/line-items/{lineItemId}/bundle',
    summary: 'Print files, job tickets, proofs and certificates of a line as one zip',
    params: z.object({ lineItemId: publicId('lineItem') }),
    query: z.object({ locale }),
    errors: ['order_state', 'line_state'],
  }),
  createProductionBundle: route({
    ...shared,
    ...zip,
    method: 'POST',
    path: '/v1/production-bundles',
    summary: 'The same of many lines; nothing is stored',
    body: z
      .strictObject({
        lineItemIds: Lines,
        locale,
        /** True: lines whose files may not be printed are left out, and named in the manifest. */
        skipUnready: z.boolean().default(false),
      })
      .meta({ example: { lineItemIds: ['lin_01kb0c6z3mf9v8x2q4t7y1n5rb'], skipUnready: true } }),
    errors: ['not_found', 'order_state', 'line_state'],
  }),
  getJobTicketSheet: route({
    ...shared,
    method: 'GET',
    path: '/v1/job-tickets/{jobTicketId}/sheet',
    summary: 'A ticket to print, A5: what to make, how many, a code to scan, the proofs',
    params: z.object({ jobTicketId: publicId('jobTicket') }),
    query: z.object({ locale }),
    status: 200,
    produces: 'application/pdf',
  }),
} as const;
