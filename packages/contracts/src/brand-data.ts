import { z } from 'zod';
import { publicId } from './common.ts';
import { FileLink } from './files.ts';
import { LongJob } from './long-jobs.ts';
import { route } from './route.ts';

const tag = 'Data';
const credentials = ['session'] as const;
const permission = 'brand.manage';

export const brandDataRoutes = {
  exportBrand: route({
    method: 'POST',
    path: '/v1/brand-exports',
    tag,
    summary: 'Put all that the brand owns into one file, in open formats',
    credentials,
    permission,
    idempotent: true,
    body: z.object({
      /** Draw each design as PDF besides SVG; takes a second or so a design. */
      pdf: z.boolean().default(true),
    }),
    status: 202,
    response: LongJob,
  }),
  linkExport: route({
    method: 'GET',
    path: '/v1/brand-exports/{jobId}/links',
    tag,
    summary: 'Short-lived address of a finished export',
    credentials,
    permission,
    params: z.object({ jobId: publicId('longJob') }),
    status: 200,
    response: z.object({ file: FileLink }),
    errors: ['job_state'],
  }),
  importBrand: route({
    method: 'POST',
    path: '/v1/brand-imports',
    tag,
    summary: 'Fill an empty brand from an export of 50 MB or less',
    credentials,
    permission,
    idempotent: true,
    bodyKind: 'multipart',
    status: 202,
    response: LongJob,
    errors: ['brand_not_empty', 'import_invalid', 'upload_too_large'],
  }),
  copyCatalogueToTest: route({
    method: 'POST',
    path: '/v1/test-catalogue',
    tag,
    summary:
      'Fill the empty test side of the brand with copies of its products, prices, templates and library',
    credentials,
    permission,
    account: true,
    idempotent: true,
    status: 202,
    response: LongJob,
    errors: ['brand_not_empty'],
  }),
} as const;
