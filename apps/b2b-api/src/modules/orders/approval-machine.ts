import type { Approval } from '@luneo/contracts';
import type { Machine } from './machine.ts';

export type ApprovalState = Approval['status'];
export type ApprovalEvent = 'approve' | 'ask_changes' | 'expire' | 'withdraw';

/** `withdraw` is the brand's: it decides itself, or asks anew. */
export const APPROVAL_MACHINE: Machine<ApprovalState, ApprovalEvent> = {
  first: 'asked',
  events: {
    approve: { from: ['asked'], to: 'approved' },
    ask_changes: { from: ['asked'], to: 'changes_asked' },
    expire: { from: ['asked'], to: 'expired' },
    withdraw: { from: ['asked', 'changes_asked', 'expired'], to: 'withdrawn' },
  },
};

/** States in which the order has to wait. */
export const UNAPPROVED: readonly ApprovalState[] = APPROVAL_MACHINE.events.withdraw.from;
