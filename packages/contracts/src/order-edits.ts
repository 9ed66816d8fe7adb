import { z } from 'zod';
import { publicId, Quantity } from './common.ts';
import { Address, Customer, LineItem, Order, OrderLine } from './orders.ts';
import { route } from './route.ts';

const orderParams = z.object({ orderId: publicId('order') });
const lineParams = z.object({ lineItemId: publicId('lineItem') });
const write = { tag: 'Orders', credentials: ['session', 'secret'], permission: 'orders.write' } as const;

/** Why a person does it; kept in the history. */
export const Because = z.object({ reason: z.string().trim().min(3).max(500) });

export const UpdateOrder = z
  .object({ shipTo: Address, customer: Customer })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'nothing to change')
  .meta({
    example: {
      shipTo: {
        name: 'Ada Moreau',
        line1: '2 quai des Arts',
        postalCode: '34000',
        city: 'Montpellier',
        country: 'FR',
      },
    },
  });

export const orderEditRoutes = {
  updateOrder: route({
    ...write,
    method: 'PATCH',
    path: '/v1/orders/{orderId}',
    summary: 'Change the address or the customer, until everything is shipped',
    params: orderParams,
    body: UpdateOrder,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  addOrderLine: route({
    ...write,
    method: 'POST',
    path: '/v1/orders/{orderId}/lines',
    summary: 'Add a line, until everything is shipped; the same line again changes nothing',
    idempotent: true,
    params: orderParams,
    body: OrderLine,
    status: 201,
    response: Order,
    errors: ['order_state', 'line_exists', 'currency_mismatch', 'variant_unknown'],
  }),
  updateOrderLine: route({
    ...write,
    method: 'PATCH',
    path: '/v1/line-items/{lineItemId}',
    summary: 'Change the quantity before the press has begun; the line is priced again',
    params: lineParams,
    body: z.object({ quantity: Quantity }),
    status: 200,
    response: Order,
    errors: ['line_state', 'order_state'],
  }),
  cancelLine: route({
    ...write,
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/cancel',
    summary: 'Take a line out before the press has begun; the last line goes with its order',
    idempotent: true,
    params: lineParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['line_state', 'order_state'],
  }),
  cancelOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/orders/{orderId}/cancel',
    summary: 'Cancel an order before the press has begun',
    idempotent: true,
    params: orderParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  holdOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/orders/{orderId}/hold',
    summary: 'Hold an order: files are still made, nothing goes through the press',
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
    summary: 'Let a held order go on',
    idempotent: true,
    params: orderParams,
    body: Because,
    status: 200,
    response: Order,
    errors: ['order_state'],
  }),
  holdLine: route({
    ...write,
    tag: 'Production',
    permission: 'production.write',
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/hold',
    summary: 'Hold a line; `releaseLine` lets it go on',
    idempotent: true,
    params: lineParams,
    body: Because,
    status: 200,
    response: LineItem,
    errors: ['line_state'],
  }),
} as const;
