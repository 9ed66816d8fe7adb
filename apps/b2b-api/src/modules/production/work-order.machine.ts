import { WorkOrderStatus } from '@luneo/contracts';
import type { Machine } from '../orders/machine.ts';

export type WorkState = WorkOrderStatus;

/** The press room. A house that scans less may pass over stages, never go back. */
export const WORK_MACHINE: Machine<WorkState> = {
  states: WorkOrderStatus.options,
  first: 'ready',
  moves: [
    { from: ['ready'], to: 'received', why: 'the supplier has taken it' },
    { from: ['ready', 'received'], to: 'printed', why: 'it is printed' },
    { from: ['ready', 'received', 'printed'], to: 'packed', why: 'it is packed' },
    { from: ['ready', 'received', 'printed', 'packed'], to: 'shipped', why: 'it has left the house' },
    { from: ['received', 'printed', 'packed'], to: 'scrapped', why: 'it is made again before it left' },
    { from: ['ready'], to: 'cancelled', why: 'the line is cancelled, or its quantity has changed' },
  ],
};
