import { Design } from '@luneo/design';
import { z } from 'zod';
import { Hash, page, pageQuery, publicId, Revision, Timestamp } from './common.ts';
import { DesignRecord } from './designs.ts';
import { route } from './route.ts';

/** The present revision comes on top of these. */
export const DESIGN_HISTORY_KEPT = 40;
/** Links that work, of one design. */
export const DESIGN_SHARES_MOST = 20;

export const DesignRevisionSummary = z.object({
  revision: Revision,
  /** True: the design as it is. */
  current: z.boolean(),
  documentHash: Hash,
  savedAt: Timestamp,
});
export const DesignRevision = DesignRevisionSummary.extend({ document: Design });
export type DesignRevision = z.infer<typeof DesignRevision>;

const Previews = z.array(z.object({ side: z.string(), url: z.string() }));
/** Made by us and signed: 86 characters. */
const ShareToken = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
const exampleToken = 'A'.repeat(86);

export const DesignShare = z.object({
  id: publicId('designShare'),
  designId: publicId('design'),
  /** What the link shows, whatever is saved later. */
  revision: Revision,
  /** Whoever holds it sees the pictures and may fork; put it behind the `#` of an address. */
  token: ShareToken,
  previews: Previews,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  revokedAt: Timestamp.nullable(),
});
export type DesignShare = z.infer<typeof DesignShare>;

/** What a link shows: pictures, nothing of who made them. */
export const DesignShareView = z.object({
  productId: publicId('product'),
  productName: z.string(),
  variantId: publicId('variant'),
  previews: Previews,
  expiresAt: Timestamp,
});
export type DesignShareView = z.infer<typeof DesignShareView>;

const params = z.object({ designId: publicId('design') });
const revisionParams = params.extend({
  revision: z.coerce.number().int().min(1).max(2_147_483_647),
});
const read = {
  tag: 'Designs',
  credentials: ['session', 'secret', 'widget'],
  permission: 'designs.read',
} as const;
const write = { ...read, permission: 'designs.write' } as const;

export const designSharingRoutes = {
  listDesignRevisions: route({
    ...read,
    method: 'GET',
    path: '/v1/designs/{designId}/revisions',
    summary: 'List kept revisions of a design, newest first; the older, the wider apart',
    params,
    query: z.object(pageQuery),
    status: 200,
    response: page(DesignRevisionSummary),
  }),
  getDesignRevision: route({
    ...read,
    method: 'GET',
    path: '/v1/designs/{designId}/revisions/{revision}',
    summary: 'Read a design as it was',
    params: revisionParams,
    status: 200,
    response: DesignRevision,
  }),
  restoreDesignRevision: route({
    ...write,
    method: 'POST',
    path: '/v1/designs/{designId}/revisions/{revision}/restore',
    summary: 'Save a kept revision again, as the newest one',
    params: revisionParams,
    body: z.object({ baseRevision: Revision }).meta({ example: { baseRevision: 7 } }),
    status: 200,
    response: DesignRecord,
    errors: ['design_revision_stale', 'design_invalid', 'design_off_template'],
  }),
  forkDesign: route({
    ...write,
    method: 'POST',
    path: '/v1/design-forks',
    summary: 'Begin a design of one’s own from another: one’s own, or what a share link shows',
    idempotent: true,
    body: z
      .union([
        z.strictObject({ shareToken: ShareToken }),
        z.strictObject({ designId: publicId('design'), revision: Revision.optional() }),
      ])
      .meta({ example: { shareToken: exampleToken } }),
    status: 201,
    response: DesignRecord,
    errors: ['link_expired', 'product_not_published', 'design_invalid'],
  }),
  createDesignShare: route({
    ...write,
    method: 'POST',
    path: '/v1/designs/{designId}/shares',
    summary: 'Make a link that shows the design as it is now, to look at only',
    idempotent: true,
    params,
    body: z
      .object({
        /** Which variant is shown; absent = the first. */
        variantId: publicId('variant').optional(),
        /** At most a year from now; absent = in 30 days. */
        expiresAt: Timestamp.optional(),
      })
      .meta({ example: {} }),
    status: 201,
    response: DesignShare,
    errors: ['variant_unknown', 'design_invalid', 'expiry_past', 'expiry_too_far', 'share_limit'],
  }),
  listDesignShares: route({
    ...read,
    method: 'GET',
    path: '/v1/designs/{designId}/shares',
    summary: 'List links to a design, newest first, also those that ended',
    params,
    query: z.object(pageQuery),
    status: 200,
    response: page(DesignShare),
  }),
  revokeDesignShare: route({
    ...write,
    method: 'DELETE',
    path: '/v1/design-shares/{designShareId}',
    summary: 'End a link at once',
    params: z.object({ designShareId: publicId('designShare') }),
    status: 204,
  }),
  openDesignShare: route({
    method: 'POST',
    path: '/v1/design-share-views',
    tag: 'Designs',
    summary: 'What a share link shows, for who holds it',
    credentials: ['public'],
    body: z.strictObject({ token: ShareToken }).meta({ example: { token: exampleToken } }),
    status: 200,
    response: DesignShareView,
    errors: ['link_expired'],
  }),
} as const;
