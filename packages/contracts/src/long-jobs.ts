import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

export const LongJobStatus = z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']);

/** Work that takes longer than a request. `waiting` = for a decision of whoever started it. */
export const LongJob = z
  .object({
    id: publicId('longJob'),
    kind: z.string(),
    status: LongJobStatus,
    /** `total` 0 = not known yet. */
    progress: z.object({ done: z.int(), total: z.int() }),
    /** What came of it, by kind; null until there is something to say. */
    report: z.record(z.string(), z.unknown()).nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    example: {
      id: 'ljb_01kb0c6z3mf9v8x2q4t7y1n5rg',
      kind: 'webhooks.replay',
      status: 'running',
      progress: { done: 200, total: 1_000 },
      report: { sent: 180, skipped: 20 },
      createdAt: '2026-11-23T09:30:00.000Z',
      updatedAt: '2026-11-23T09:30:02.000Z',
    },
  });
export type LongJob = z.infer<typeof LongJob>;

/** No status follows these. */
export const ENDED: ReadonlySet<LongJob['status']> = new Set(['done', 'failed', 'cancelled']);

const shared = { tag: 'Jobs', credentials: ['session', 'secret'] } as const;
const params = z.object({ jobId: publicId('longJob') });

/** Everybody sees what they began, and else what they may read the subject of. */
export const longJobRoutes = {
  listJobs: route({
    ...shared,
    method: 'GET',
    path: '/v1/jobs',
    summary: 'Long work, newest first',
    permission: 'jobs.read',
    query: z.object({ ...pageQuery, kind: z.string().max(60).optional(), status: LongJobStatus.optional() }),
    status: 200,
    response: page(LongJob),
  }),
  getJob: route({
    ...shared,
    method: 'GET',
    path: '/v1/jobs/{jobId}',
    summary: 'Progress and report of long work',
    permission: 'jobs.read',
    params,
    status: 200,
    response: LongJob,
  }),
  /**
   * `event: job` with a LongJob as data at each change, a comment every 15 seconds, `event: closed` with a code when
   * the credential no longer counts. Ends with the job; a `Last-Event-ID` of an ended job gets 204, so that an
   * EventSource stays away.
   */
  streamJob: route({
    ...shared,
    method: 'GET',
    path: '/v1/jobs/{jobId}/events',
    summary: 'Progress of long work as server-sent events; resumes by Last-Event-ID',
    permission: 'jobs.read',
    params,
    status: 200,
    produces: 'text/event-stream',
  }),
  cancelJob: route({
    ...shared,
    method: 'POST',
    path: '/v1/jobs/{jobId}/cancel',
    summary: 'Call long work off; what it did so far stays done',
    permission: 'jobs.cancel',
    params,
    status: 200,
    response: LongJob,
    idempotent: true,
    errors: ['job_state'],
  }),
} as const;
