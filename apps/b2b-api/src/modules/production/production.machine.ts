import type { ProductionStatus } from '@luneo/contracts';
import type { z } from 'zod';
import type { Machine } from '../orders/machine.ts';

export type JobState = z.infer<typeof ProductionStatus>;
export type JobEvent = 'take' | 'finish' | 'hold' | 'fail' | 'release' | 'retry' | 'cancel';

/**
 * The files of a line. `take` in `running` is a run taken over from a dead worker; `release` and `retry`
 * are a person's; a run that ends after `cancel` changes nothing.
 */
export const JOB_MACHINE: Machine<JobState, JobEvent> = {
  first: 'queued',
  events: {
    take: { from: ['queued', 'running'], to: 'running' },
    finish: { from: ['running'], to: 'done' },
    hold: { from: ['running'], to: 'held' },
    fail: { from: ['queued', 'running'], to: 'failed' },
    release: { from: ['held'], to: 'done' },
    retry: { from: ['failed'], to: 'queued' },
    cancel: { from: ['queued', 'running', 'held', 'failed', 'done'], to: 'cancelled' },
  },
};
