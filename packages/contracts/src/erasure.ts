import { z } from 'zod';
import { publicId, Revision } from './common.ts';
import { LongJob } from './long-jobs.ts';
import { route } from './route.ts';

const days = (most: number) => z.int().min(1).max(most);

/** Days after which what is no longer needed goes, by itself, once a day. */
export const RetentionRules = z.strictObject({
  /** Designs of shoppers that nobody ordered, since their last change; with the uploads only they use. */
  guestDesignDays: days(3_650),
  /** Print files, proofs and the content of ordered designs, since the order. */
  printFileDays: days(36_500),
  /** What events told; that they happened stays. */
  eventPayloadDays: days(3_650),
  /** Exports, since they were made. */
  exportDays: days(365),
});
export type RetentionRules = z.infer<typeof RetentionRules>;

/** What holds for a brand that says nothing. */
export const RETENTION_DEFAULTS: RetentionRules = {
  guestDesignDays: 90,
  printFileDays: 3_650,
  eventPayloadDays: 365,
  exportDays: 7,
};

export const RetentionRecord = z.object({
  /** 0 = the platform's own rules. */
  revision: z.int(),
  rules: RetentionRules,
});
export type RetentionRecord = z.infer<typeof RetentionRecord>;

const tag = 'Data';
const credentials = ['session'] as const;
const permission = 'brand.manage';

export const erasureRoutes = {
  eraseShopper: route({
    method: 'POST',
    path: '/v1/shopper-erasures',
    tag,
    summary: 'Erase what is known of a shopper, by id or e-mail; the job reports what was kept and why',
    credentials,
    permission,
    idempotent: true,
    body: z
      .strictObject({ shopperId: z.uuid().optional(), email: z.email().max(254).optional() })
      .refine(({ shopperId, email }) => shopperId !== undefined || email !== undefined, {
        message: 'name a shopper by shopperId or email',
      }),
    status: 202,
    response: LongJob,
  }),
  eraseBrand: route({
    method: 'POST',
    path: '/v1/brand-erasures',
    tag,
    summary: 'Erase the whole brand after a waiting period, in which it can be called off',
    credentials,
    permission,
    account: true,
    idempotent: true,
    body: z.strictObject({
      /** The brand's slug, so that nobody does this by mistake. */
      confirm: z.string().max(200),
    }),
    status: 202,
    response: LongJob,
    errors: ['erasure_unconfirmed', 'erasure_pending'],
  }),
  cancelBrandErasure: route({
    method: 'DELETE',
    path: '/v1/brand-erasures/{jobId}',
    tag,
    summary: 'Call off the erasure of the brand',
    credentials,
    permission,
    account: true,
    params: z.object({ jobId: publicId('longJob') }),
    status: 204,
    errors: ['job_state'],
  }),
  getRetention: route({
    method: 'GET',
    path: '/v1/retention',
    tag,
    summary: 'How long the brand keeps what',
    credentials,
    permission,
    status: 200,
    response: RetentionRecord,
  }),
  saveRetention: route({
    method: 'PUT',
    path: '/v1/retention',
    tag,
    summary: 'Say how long the brand keeps what',
    credentials,
    permission,
    body: z.strictObject({ baseRevision: Revision, rules: RetentionRules }),
    status: 200,
    response: RetentionRecord,
    errors: ['draft_revision_stale'],
  }),
} as const;
