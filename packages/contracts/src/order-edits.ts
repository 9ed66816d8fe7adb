import { z } from 'zod';
import { publicId, Quantity, Timestamp } from './common.ts';
import { Address, Customer, LineItem, Order } from './orders.ts';
import { route } from './route.ts';

const orderParams = z.object({ orderId: publicId('order') });
const lineParams = z.object({ lineItemId: publicId('lineItem') });
const write = { tag: 'Orders', credentials: ['session', 'secret'], permission: 'orders.write' } as const;

/** Why a person does it; kept in the history. */
const Because = z
  .object({ reason: z.string().trim().min(3).max(500) })
  .meta({ example: { reason: 'the shopper asked for it by phone' } });

export const UpdateOrder = z
  .object({ shipTo: Address, customer: Customer, dueAt: Timestamp.nullable() })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'nothing to change')
  .meta({ example: { customer: { name: 'Ada Moreau', email: 'ada@shop.example' } } });
export type UpdateOrder = z.infer<typeof UpdateOrder>;

export const orderEditRoutes = {
  updateOrder: route({
    ...write,
    method: 'PATCH',
    path: '/v1/orders/{orderId}',
    summary: 'Change the address, the customer or the promised time, until the order is cancelled',
    params: orderParams,
    body: UpdateOrder,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  holdOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/orders/{orderId}/hold',
    summary: 'Hold an order, with a reason: its files are still made; a second hold changes the reason',
    idempotent: true,
    params: orderParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  releaseOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/orders/{orderId}/release',
    summary: 'Let an order go on that a person held; lines held for their own reasons stay so',
    idempotent: true,
    params: orderParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  cancelOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/orders/{orderId}/cancel',
    summary: 'Cancel every line of an order; cancelling again changes nothing. Money is the shop’s affair',
    idempotent: true,
    params: orderParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  updateLine: route({
    ...write,
    method: 'PATCH',
    path: '/v1/line-items/{lineItemId}',
    summary: 'Change the quantity of a line: it is priced again by the prices it was ordered with',
    params: lineParams,
    body: z.object({ quantity: Quantity }).meta({ example: { quantity: 3 } }),
    status: 200,
    response: Order,
    errors: ['line_state', 'variant_unknown'],
  }),
  cancelLine: route({
    ...write,
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/cancel',
    summary: 'Cancel one line; with its last line the order is cancelled',
    idempotent: true,
    params: lineParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['line_state'],
  }),
  holdLine: route({
    ...write,
    tag: 'Production',
    permission: 'production.write',
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/hold',
    summary: 'Hold a line, with a reason; `releaseLine` lets it go on',
    idempotent: true,
    params: lineParams,
    body: Because,
    status: 200,
    response: LineItem,
    errors: ['line_state'],
  }),
} as const;
