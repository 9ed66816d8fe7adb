import { z } from 'zod';
import { publicId, Timestamp } from './common.ts';
import { ApprovalStatus } from './fulfilment-states.ts';
import { route } from './route.ts';

/** A proof sent for a decision. */
export const Approval = z.object({
  id: publicId('approval'),
  orderId: publicId('order'),
  lineItemId: publicId('lineItem'),
  status: ApprovalStatus,
  message: z.string().nullable(),
  deadlineAt: Timestamp,
  comment: z.string().nullable(),
  decidedAt: Timestamp.nullable(),
  createdAt: Timestamp,
});
export type Approval = z.infer<typeof Approval>;

/** What whoever holds the link sees: the picture and what it is, nobody's name or address. */
export const ApprovalView = z.object({
  status: ApprovalStatus,
  brandName: z.string(),
  productName: z.string(),
  variantName: z.string(),
  quantity: z.int(),
  message: z.string().nullable(),
  previews: z.array(z.object({ side: z.string(), url: z.string() })),
  deadlineAt: Timestamp,
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{64}$/, 'not a link of ours');

export const Decision = z
  .object({ decision: z.enum(['approve', 'ask_changes']), comment: z.string().trim().max(2_000).default('') })
  .refine(({ decision, comment }) => decision === 'approve' || comment.length > 0, {
    path: ['comment'],
    message: 'say what should change',
  });

const linkParams = z.object({ token: LinkToken });
const write = { tag: 'Approvals', credentials: ['session', 'secret'], permission: 'orders.write' } as const;

export const approvalRoutes = {
  requestApproval: route({
    ...write,
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/approvals',
    summary: 'Send a proof for approval: the line waits for the decision; an earlier link stops working',
    idempotent: true,
    params: z.object({ lineItemId: publicId('lineItem') }),
    body: z.object({
      message: z.string().trim().max(2_000).optional(),
      /** Seven days from now where absent. */
      deadlineAt: Timestamp.optional(),
    }),
    status: 201,
    response: z.object({
      approval: Approval,
      /** The link to send; shown once, only its hash is kept. */
      url: z.string(),
    }),
    errors: ['line_state', 'deadline_past'],
  }),
  listApprovals: route({
    tag: 'Approvals',
    credentials: ['session', 'secret'],
    permission: 'orders.read',
    method: 'GET',
    path: '/v1/orders/{orderId}/approvals',
    summary: 'All approvals asked for in an order, newest first',
    params: z.object({ orderId: publicId('order') }),
    status: 200,
    response: z.object({ items: z.array(Approval) }),
  }),
  revokeApproval: route({
    ...write,
    method: 'POST',
    path: '/v1/approvals/{approvalId}/revoke',
    summary: 'Take the link back; the line goes on without it',
    idempotent: true,
    params: z.object({ approvalId: publicId('approval') }),
    status: 200,
    response: Approval,
    errors: ['approval_state'],
  }),
  openApproval: route({
    tag: 'Approvals',
    credentials: ['public'],
    method: 'GET',
    path: '/v1/approval-links/{token}',
    summary: 'What the holder of an approval link sees',
    params: linkParams,
    status: 200,
    response: ApprovalView,
    errors: ['link_expired'],
  }),
  decideApproval: route({
    tag: 'Approvals',
    credentials: ['public'],
    method: 'POST',
    path: '/v1/approval-links/{token}/decision',
    summary: 'Approve the proof or ask for changes; the same decision again changes nothing',
    params: linkParams,
    body: Decision,
    status: 200,
    response: ApprovalView,
    errors: ['link_expired', 'approval_state'],
  }),
} as const;
