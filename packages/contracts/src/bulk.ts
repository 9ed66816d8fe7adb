import { z } from 'zod';
import { publicId, Quantity } from './common.ts';
import { OrderStatus } from './orders.ts';
import { route } from './route.ts';
import { ScanTicket } from './tickets.ts';

const Refusal = z.object({ code: z.string(), message: z.string() });
const distinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** What came of each; one that is refused does not stop the others. */
const results = <T extends z.ZodRawShape>(shape: T) =>
  z.object({
    done: z.int(),
    refused: z.int(),
    results: z.array(z.object({ ...shape, error: Refusal.nullable() })),
  });

export const bulkRoutes = {
  actOnOrders: route({
    method: 'POST',
    path: '/v1/order-actions',
    tag: 'Orders',
    summary: 'Hold, release or cancel many orders; each by itself, with what came of it',
    credentials: ['session', 'secret'],
    permission: 'orders.write',
    idempotent: true,
    body: z
      .strictObject({
        action: z.enum(['hold', 'release', 'cancel']),
        orderIds: z.array(publicId('order')).min(1).max(100).refine(distinct, 'an order is named twice'),
        reason: z.string().trim().min(3).max(500),
      })
      .meta({
        example: {
          action: 'hold',
          orderIds: ['ord_01kb0c6z3mf9v8x2q4t7y1n5ra'],
          reason: 'Out of white mugs',
        },
      }),
    status: 200,
    /** `status`: of the order afterwards; null where it was refused. */
    response: results({ orderId: publicId('order'), status: OrderStatus.nullable() }),
  }),
  scanJobTickets: route({
    method: 'POST',
    path: '/v1/scans',
    tag: 'Production',
    summary: 'Tell of many scans at once; each by itself, as if told alone',
    credentials: ['session', 'secret'],
    permission: 'production.write',
    idempotent: true,
    body: z
      .strictObject({
        scans: z
          .array(z.strictObject({ jobTicketId: publicId('jobTicket'), ...ScanTicket.shape }))
          .min(1)
          .max(200),
      })
      .meta({
        example: {
          scans: [
            { jobTicketId: 'tkt_01kb0c6z3mf9v8x2q4t7y1n5rn', scanId: 'gun-7-000193', stage: 'printed' },
          ],
        },
      }),
    status: 200,
    /** `quantity`: pieces of the ticket afterwards; null where the scan was refused. */
    response: results({
      scanId: z.string(),
      jobTicketId: publicId('jobTicket'),
      quantity: Quantity.nullable(),
    }),
  }),
} as const;
