import { ProductionStatus } from '@luneo/contracts';
import { type Machine, mayMove, sourcesOf } from '../orders/machine.ts';

export type JobState = ProductionStatus;

/** The files of a line. `running` to itself is a run taken over from a dead worker. */
export const JOB_MACHINE: Machine<JobState> = {
  states: ProductionStatus.options,
  first: 'queued',
  moves: [
    { from: ['queued'], to: 'running', why: 'a worker takes it' },
    { from: ['running'], to: 'running', why: 'a worker takes it over from one that died' },
    { from: ['running'], to: 'done', why: 'every file is made and is what was approved' },
    { from: ['running'], to: 'held', why: 'a file differs from its proof, or preflight forbids it' },
    { from: ['held'], to: 'done', why: 'a person has looked and released it' },
    { from: ['queued', 'running'], to: 'failed', why: 'no further try can mend it' },
    { from: ['failed'], to: 'queued', why: 'a person has it made again' },
    { from: ['queued', 'running', 'held', 'failed'], to: 'cancelled', why: 'the line is cancelled' },
  ],
};
export const FIRST_JOB_STATE = JOB_MACHINE.first;

export const mayMoveJob = (from: JobState, to: JobState): boolean => mayMove(JOB_MACHINE, from, to);
/** States from which `to` can be reached in one move: the guard of an UPDATE. */
export const jobsThatMayBecome = (to: JobState): JobState[] => sourcesOf(JOB_MACHINE, to);
