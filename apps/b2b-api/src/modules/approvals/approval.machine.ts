import { ApprovalStatus } from '@luneo/contracts';
import type { Machine } from '../orders/machine.ts';

export const APPROVAL_MACHINE: Machine<ApprovalStatus> = {
  states: ApprovalStatus.options,
  first: 'sent',
  moves: [
    { from: ['sent'], to: 'approved', why: 'the holder of the link approves' },
    { from: ['sent'], to: 'changes_asked', why: 'the holder of the link asks for changes' },
    { from: ['sent'], to: 'expired', why: 'the deadline passed without a decision' },
    {
      from: ['sent', 'changes_asked', 'expired'],
      to: 'revoked',
      why: 'the brand takes it back, or sends another',
    },
  ],
};
