import { z } from 'zod';
import { publicId, Quantity, Timestamp } from './common.ts';
import { Approval, Order } from './orders.ts';
import { route } from './route.ts';

/** Names one request for approval and proves that we wrote it. */
const Token = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
const Note = z.string().trim().min(3).max(2_000);
const exampleToken = 'A'.repeat(86);

/** What the customer sees: proofs and what they answered, nothing of prices or addresses. */
export const ApprovalView = z.object({
  brand: z.string(),
  orderExternalId: z.string(),
  status: Approval.shape.status,
  note: z.string().nullable(),
  deadlineAt: Timestamp.nullable(),
  lines: z.array(
    z.object({
      productName: z.string(),
      variantName: z.string(),
      quantity: Quantity,
      previews: z.array(z.object({ side: z.string(), url: z.string() })),
    }),
  ),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const approvalRoutes = {
  requestApproval: route({
    method: 'POST',
    path: '/v1/orders/{orderId}/approvals',
    tag: 'Orders',
    summary: 'Send the proofs to the customer and hold the order until they approve; ends an earlier request',
    credentials: ['session', 'secret'],
    permission: 'orders.write',
    idempotent: true,
    params: z.object({ orderId: publicId('order') }),
    body: z
      .object({
        /** Without an answer by then the request expires; the order stays held. */
        deadlineAt: Timestamp.optional(),
        /** Of the message. */
        locale: z.enum(['en', 'fr']).default('en'),
      })
      .meta({ example: { deadlineAt: '2030-12-01T17:00:00.000Z', locale: 'fr' } }),
    status: 201,
    response: Order,
    errors: ['order_state', 'schedule_past'],
  }),
  openApproval: route({
    method: 'POST',
    path: '/v1/approval-views',
    tag: 'Orders',
    summary: 'What is to be approved, for who holds the link',
    credentials: ['public'],
    body: z.strictObject({ token: Token }).meta({ example: { token: exampleToken } }),
    status: 200,
    response: ApprovalView,
  }),
  answerApproval: route({
    method: 'POST',
    path: '/v1/approval-answers',
    tag: 'Orders',
    summary: 'Approve, or ask for changes with a note; the same answer again changes nothing',
    credentials: ['public'],
    body: z
      .discriminatedUnion('answer', [
        z.strictObject({ token: Token, answer: z.literal('approved'), note: Note.optional() }),
        z.strictObject({ token: Token, answer: z.literal('changes_asked'), note: Note }),
      ])
      .meta({ example: { token: exampleToken, answer: 'changes_asked', note: 'the name is spelt Zoé' } }),
    status: 200,
    response: ApprovalView,
    errors: ['approval_ended'],
  }),
} as const;
