import type { LineState } from '../orders/orders.machine.ts';

/**
 * From which state the production of a line may go where. `running` to itself is a run taken over
 * from a dead worker; `held` leads to `done` by a person's release; `failed` to `queued` by a retry.
 */
export const LINE_MOVES: Readonly<Record<LineState, readonly LineState[]>> = {
  queued: ['running', 'failed'],
  running: ['running', 'done', 'held', 'failed'],
  held: ['done'],
  failed: ['queued'],
  done: [],
};
export const FIRST_LINE_STATE: LineState = 'queued';

export const mayMoveLine = (from: LineState, to: LineState): boolean => LINE_MOVES[from].includes(to);
/** States from which `to` can be reached in one move: the guard of an UPDATE. */
export const linesThatMayBecome = (to: LineState): LineState[] =>
  (Object.keys(LINE_MOVES) as LineState[]).filter((from) => mayMoveLine(from, to));
