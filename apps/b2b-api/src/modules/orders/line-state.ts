import type { ApprovalStatus, LineStatus } from '@luneo/contracts';
import type { JobState } from '../production/production.machine.ts';
import type { WorkState } from '../production/work-order.machine.ts';

export type LineState = LineStatus;

/** Everything the state of a line follows from. */
export interface LineFacts {
  readonly cancelled: boolean;
  /** A person holds the line. */
  readonly held: boolean;
  /** Its files. */
  readonly job: JobState;
  /** Of the last proof sent; undefined = none was. */
  readonly approval: ApprovalStatus | undefined;
  readonly workOrders: readonly WorkState[];
}

export const isLive = (state: WorkState): boolean => state !== 'cancelled' && state !== 'scrapped';

/** What left the house has left; before that come holds, proofs and the press, in this order. */
export function lineStateOf({ cancelled, held, job, approval, workOrders }: LineFacts): LineState {
  if (cancelled) return 'cancelled';
  const live = workOrders.filter(isLive);
  if (live.length > 0 && live.every((state) => state === 'shipped')) return 'shipped';
  if (job === 'failed') return 'failed';
  if (held || job === 'held' || approval === 'changes_asked' || approval === 'expired') return 'held';
  if (approval === 'sent') return 'awaiting_approval';
  if (live.includes('shipped')) return 'partly_shipped';
  if (live.some((state) => state !== 'ready')) return 'in_press';
  if (job === 'done') return 'ready';
  return job === 'running' ? 'producing' : 'received';
}
