import { z } from 'zod';
import { publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

/** Work that takes longer than a request. `waiting` = for a decision of whoever started it. */
export const LongJob = z.object({
  id: publicId('longJob'),
  kind: z.string(),
  status: z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']),
  /** `total` 0 = not known yet. */
  progress: z.object({ done: z.int(), total: z.int() }),
  /** What came of it, by kind; null until there is something to say. */
  report: z.record(z.string(), z.unknown()).nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type LongJob = z.infer<typeof LongJob>;

export const longJobRoutes = {
  getJob: route({
    method: 'GET',
    path: '/v1/jobs/{jobId}',
    tag: 'Jobs',
    summary: 'Progress and report of long work',
    credentials: ['session', 'secret'],
    permission: 'products.read',
    params: z.object({ jobId: publicId('longJob') }),
    status: 200,
    response: LongJob,
  }),
} as const;
