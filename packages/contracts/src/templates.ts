import { Template } from '@luneo/design';
import { z } from 'zod';
import { page, pageQuery, publicId, Revision, Timestamp } from './common.ts';
import { route } from './route.ts';

const Name = z.string().trim().min(1).max(120);
export const Category = z.string().trim().min(1).max(60);

export const TemplateSummary = z.object({
  id: publicId('template'),
  productId: publicId('product'),
  name: z.string(),
  categories: z.array(z.string()),
  /** Version shoppers begin from; null = never published. */
  publishedVersion: z.int().nullable(),
  archived: z.boolean(),
  updatedAt: Timestamp,
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

/** What stands against publishing; `pointer` goes into the template's document. */
export const TemplateFault = z.object({ pointer: z.string(), code: z.string(), message: z.string() });

export const TemplateRecord = TemplateSummary.extend({
  template: Template,
  faults: z.array(TemplateFault),
  revision: Revision,
});
export type TemplateRecord = z.infer<typeof TemplateRecord>;

/** A published version: immutable. */
export const TemplateVersion = z.object({
  templateId: publicId('template'),
  productId: publicId('product'),
  version: z.int(),
  name: z.string(),
  template: Template,
  createdAt: Timestamp,
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

const params = z.object({ templateId: publicId('template') });
const versionParams = params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });
const content = { name: Name, categories: z.array(Category).max(20).default([]), template: Template };
const read = { tag: 'Templates', credentials: ['session', 'secret'], permission: 'products.read' } as const;
const write = {
  tag: 'Templates',
  credentials: ['session', 'secret'],
  permission: 'templates.write',
} as const;

export const templateRoutes = {
  listTemplates: route({
    ...read,
    credentials: ['session', 'secret', 'widget'],
    method: 'GET',
    path: '/v1/templates',
    summary: 'List templates, newest first; a shopper sees the published ones of their product',
    query: z.object({
      ...pageQuery,
      productId: publicId('product').optional(),
      category: Category.optional(),
      /** Searches the name. */
      q: z.string().max(100).optional(),
      state: z.enum(['draft', 'published', 'archived']).optional(),
    }),
    status: 200,
    response: page(TemplateSummary),
  }),
  createTemplate: route({
    ...write,
    method: 'POST',
    path: '/v1/templates',
    summary: 'Start a template',
    idempotent: true,
    body: z.object({ productId: publicId('product'), ...content }),
    status: 201,
    response: TemplateRecord,
  }),
  getTemplate: route({
    ...read,
    method: 'GET',
    path: '/v1/templates/{templateId}',
    summary: 'Read a template as it is edited, with what stands against publishing it',
    params,
    status: 200,
    response: TemplateRecord,
  }),
  saveTemplate: route({
    ...write,
    method: 'PUT',
    path: '/v1/templates/{templateId}',
    summary: 'Save a template over the revision it was read at',
    params,
    body: z.object({ baseRevision: Revision, ...content }),
    status: 200,
    response: TemplateRecord,
    errors: ['template_stale'],
  }),
  publishTemplate: route({
    ...write,
    method: 'POST',
    path: '/v1/templates/{templateId}/publish',
    summary: 'Publish a template as an immutable version; designs that began from older ones stay with those',
    idempotent: true,
    params,
    body: z.object({ baseRevision: Revision }),
    status: 201,
    response: TemplateVersion,
    errors: ['template_stale', 'template_invalid', 'template_archived'],
  }),
  archiveTemplate: route({
    ...write,
    method: 'POST',
    path: '/v1/templates/{templateId}/archive',
    summary: 'Offer a template no longer; designs that began from it go on',
    idempotent: true,
    params,
    status: 200,
    response: TemplateRecord,
  }),
  unarchiveTemplate: route({
    ...write,
    method: 'POST',
    path: '/v1/templates/{templateId}/unarchive',
    summary: 'Offer an archived template again',
    idempotent: true,
    params,
    status: 200,
    response: TemplateRecord,
  }),
  listTemplateVersions: route({
    ...read,
    method: 'GET',
    path: '/v1/templates/{templateId}/versions',
    summary: 'List published versions of a template, newest first',
    params,
    query: z.object(pageQuery),
    status: 200,
    response: page(TemplateVersion.omit({ template: true })),
  }),
  getTemplateVersion: route({
    ...read,
    credentials: ['session', 'secret', 'widget'],
    method: 'GET',
    path: '/v1/templates/{templateId}/versions/{version}',
    summary: 'Read a published version of a template',
    params: versionParams,
    status: 200,
    response: TemplateVersion,
  }),
} as const;
