import type { LineStatus } from '@luneo/contracts';
import type { JobState } from '../production/production.machine.ts';

export type LineState = LineStatus;

/** Everything the state of a line follows from, so that it cannot depend on the order of events. */
export interface LineFacts {
  readonly job: JobState;
  /** A person holds the line. */
  readonly held: boolean;
}

const OF_JOB: Readonly<Record<JobState, LineState>> = {
  queued: 'received',
  running: 'producing',
  done: 'ready',
  held: 'held',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function lineStateOf({ job, held }: LineFacts): LineState {
  const made = OF_JOB[job];
  return held && made !== 'cancelled' && made !== 'failed' ? 'held' : made;
}

const LIVE: readonly LineState[] = ['received', 'producing', 'ready', 'held', 'failed'];

/** What people may do to a line, and in which states. */
export const LINE_ACTIONS = {
  hold: LIVE,
  release: ['held'],
  retry: ['failed'],
  cancel: LIVE,
  change_quantity: LIVE,
} as const satisfies Record<string, readonly LineState[]>;
export type LineAction = keyof typeof LINE_ACTIONS;

export const lineAllows = (action: LineAction, state: LineState): boolean =>
  (LINE_ACTIONS[action] as readonly LineState[]).includes(state);
