import { Design } from '@luneo/design';
import { z } from 'zod';
import { Hash, publicId, Quantity, Revision, Timestamp } from './common.ts';
import { Quote } from './pricing.ts';
import { route } from './route.ts';

export const DesignRecord = z.object({
  id: publicId('design'),
  productId: publicId('product'),
  productVersion: z.int(),
  /** The template it began from, and which version of it. */
  template: z.object({ id: publicId('template'), version: z.int() }).optional(),
  revision: Revision,
  document: Design,
  updatedAt: Timestamp,
});
export type DesignRecord = z.infer<typeof DesignRecord>;

/** One thing preflight found. `layer` and `side` are ids of the document. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['pass', 'warn', 'block']),
  side: z.string().optional(),
  layer: z.string().optional(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Finding = z.infer<typeof Finding>;

export const DesignVersion = z.object({
  id: publicId('designVersion'),
  designId: publicId('design'),
  productId: publicId('product'),
  productVersion: z.int(),
  variantId: publicId('variant'),
  documentHash: Hash,
  sceneHash: Hash,
  quote: Quote,
  findings: z.array(Finding),
  /** One a printed side; width may be changed to any of 320, 640, 1000, 1600. */
  previews: z.array(z.object({ side: z.string(), url: z.string() })),
  createdAt: Timestamp,
});
export type DesignVersion = z.infer<typeof DesignVersion>;

const params = z.object({ designId: publicId('design') });

export const designRoutes = {
  createDesign: route({
    method: 'POST',
    path: '/v1/designs',
    tag: 'Designs',
    summary: 'Start a design',
    credentials: ['session', 'secret', 'widget'],
    permission: 'designs.write',
    idempotent: true,
    body: z
      .object({
        productId: publicId('product'),
        /** Absent = as the template begins. */
        document: Design.optional(),
        /** Published template it begins from, and is held to ever after. */
        templateId: publicId('template').optional(),
      })
      .refine(({ document, templateId }) => document !== undefined || templateId !== undefined, {
        message: 'expected a document or a template to begin from',
        path: ['templateId'],
      }),
    status: 201,
    response: DesignRecord,
    errors: [
      'design_invalid',
      'product_not_published',
      'template_not_published',
      'template_archived',
      'design_off_template',
    ],
  }),
  getDesign: route({
    method: 'GET',
    path: '/v1/designs/{designId}',
    tag: 'Designs',
    summary: 'Read a design',
    credentials: ['session', 'secret', 'widget'],
    permission: 'designs.read',
    params,
    status: 200,
    response: DesignRecord,
  }),
  saveDesign: route({
    method: 'PUT',
    path: '/v1/designs/{designId}',
    tag: 'Designs',
    summary: 'Save a design over the revision it was read at',
    credentials: ['session', 'secret', 'widget'],
    permission: 'designs.write',
    params,
    body: z.object({ baseRevision: Revision, document: Design }),
    status: 200,
    response: DesignRecord,
    errors: ['design_revision_stale', 'design_invalid', 'design_off_template'],
  }),
  freezeDesign: route({
    method: 'POST',
    path: '/v1/designs/{designId}/versions',
    tag: 'Designs',
    summary:
      'Freeze a design for the cart: the server derives the picture again, prices it, and keeps all it needs',
    credentials: ['session', 'secret', 'widget'],
    permission: 'designs.write',
    idempotent: true,
    params,
    body: z.object({
      revision: Revision,
      variantId: publicId('variant'),
      quantity: Quantity,
      /** Values of options that are not part of variants. */
      choices: z.record(z.string().max(80), z.string().max(80)).optional(),
      /** Hash of the scene the shopper saw and approved. */
      sceneHash: Hash,
    }),
    status: 201,
    response: DesignVersion,
    errors: [
      'scene_mismatch',
      'design_blocked',
      'design_revision_stale',
      'variant_unknown',
      'options_invalid',
      'design_rules_broken',
      'design_off_template',
    ],
  }),
  getDesignVersion: route({
    method: 'GET',
    path: '/v1/design-versions/{designVersionId}',
    tag: 'Designs',
    summary: 'Read a frozen design',
    credentials: ['session', 'secret', 'widget'],
    permission: 'designs.read',
    params: z.object({ designVersionId: publicId('designVersion') }),
    status: 200,
    response: DesignVersion.extend({ document: Design }),
  }),
  getPreview: route({
    method: 'GET',
    path: '/previews/{name}',
    tag: 'Designs',
    summary:
      'Preview of one side of a scene, `<scene hash>-<side>@<width>.webp`; rendered once, cached for ever',
    credentials: ['public'],
    params: z.object({ name: z.string().regex(/^[0-9a-f]{64}-[a-z0-9-]{1,40}@(320|640|1000|1600)\.webp$/) }),
    status: 200,
    produces: 'image/webp',
  }),
} as const;
