import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { platformShared } from './platform-brands.ts';
import { route } from './route.ts';

export const JobQueue = z
  .object({
    name: z.string(),
    /** Ready now or at a later time, and those that wait for another try. */
    waiting: z.int(),
    running: z.int(),
    /** All tries used up, as long as the queue remembers. */
    dead: z.int(),
    /** Since when the oldest that could run waits. */
    waitingSince: Timestamp.nullable(),
  })
  .meta({
    example: {
      name: 'production.line',
      waiting: 3,
      running: 2,
      dead: 0,
      waitingSince: '2026-11-23T09:30:00.000Z',
    },
  });
export type JobQueue = z.infer<typeof JobQueue>;

export const DeadJob = z
  .object({
    id: z.uuid(),
    queue: z.string(),
    brandId: publicId('brand').nullable(),
    /** Of the call that enqueued it. */
    requestId: z.string().nullable(),
    tries: z.int(),
    /** What the last try died of. */
    message: z.string(),
    createdAt: Timestamp,
    diedAt: Timestamp,
  })
  .meta({
    example: {
      id: '019ab0c3-7c74-7a5d-8f45-7a2f2c0a5701',
      queue: 'production.line',
      brandId: 'brd_01kb0c6z3mf9v8x2q4t7y1n5rg',
      requestId: '019ab0c3-7c74-7a5d-8f45-7a2f2c0a5702',
      tries: 6,
      message: 'the renderer ended',
      createdAt: '2026-11-23T09:30:00.000Z',
      diedAt: '2026-11-23T09:34:00.000Z',
    },
  });
export type DeadJob = z.infer<typeof DeadJob>;

export const platformQueueRoutes = {
  listJobQueues: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/queues',
    summary: 'Queues of background work, counted now',
    status: 200,
    response: z.object({ items: z.array(JobQueue) }),
  }),
  listDeadJobs: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/dead-jobs',
    summary: 'Jobs whose tries are all used up, and what they died of, newest first',
    query: z.object({ ...pageQuery, queue: z.string().max(60).optional() }),
    status: 200,
    response: page(DeadJob),
  }),
} as const;
