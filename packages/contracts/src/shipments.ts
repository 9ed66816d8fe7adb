import { z } from 'zod';
import { page, pageQuery, publicId, Quantity, Timestamp } from './common.ts';
import { route } from './route.ts';

/** created > in_transit > delivered; lost or returned on the way; cancelled before it leaves. */
export const ShipmentStatus = z.enum(['created', 'in_transit', 'delivered', 'returned', 'lost', 'cancelled']);
export type ShipmentStatus = z.infer<typeof ShipmentStatus>;

const ShipmentLine = z.strictObject({ lineItemId: publicId('lineItem'), quantity: Quantity });
const Carrier = z.string().trim().min(1).max(100);
const Tracking = z.string().trim().min(1).max(100).nullable();

export const Shipment = z.object({
  id: publicId('shipment'),
  orderId: publicId('order'),
  status: ShipmentStatus,
  carrier: Carrier,
  tracking: Tracking,
  lines: z.array(ShipmentLine),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Shipment = z.infer<typeof Shipment>;

export const CreateShipment = z
  .strictObject({
    carrier: Carrier,
    tracking: Tracking.default(null),
    /** Each line at most once. */
    lines: z.array(ShipmentLine).min(1).max(200),
  })
  .meta({
    example: {
      carrier: 'La Poste',
      tracking: '6A01234567890',
      lines: [{ lineItemId: 'lin_01kb0c6z3mf9v8x2q4t7y1n5rb', quantity: 2 }],
    },
  });
export type CreateShipment = z.infer<typeof CreateShipment>;

const shared = { tag: 'Shipments', credentials: ['session', 'secret'] } as const;
const params = z.object({ shipmentId: publicId('shipment') });

export const shipmentRoutes = {
  listShipments: route({
    ...shared,
    method: 'GET',
    path: '/v1/shipments',
    summary: 'Shipments, newest first',
    permission: 'orders.read',
    query: z.object({
      ...pageQuery,
      orderId: publicId('order').optional(),
      status: ShipmentStatus.optional(),
    }),
    status: 200,
    response: page(Shipment),
  }),
  createShipment: route({
    ...shared,
    method: 'POST',
    path: '/v1/orders/{orderId}/shipments',
    summary: 'Pieces of an order leave together; never more than ordered',
    permission: 'orders.write',
    idempotent: true,
    params: z.object({ orderId: publicId('order') }),
    body: CreateShipment,
    status: 201,
    response: Shipment,
    errors: ['quantity_exceeded', 'order_state'],
  }),
  getShipment: route({
    ...shared,
    method: 'GET',
    path: '/v1/shipments/{shipmentId}',
    summary: 'One shipment',
    permission: 'orders.read',
    params,
    status: 200,
    response: Shipment,
  }),
  moveShipment: route({
    ...shared,
    method: 'POST',
    path: '/v1/shipments/{shipmentId}/moves',
    summary: 'It left, arrived, came back, was lost or is called off',
    permission: 'orders.write',
    params,
    idempotent: true,
    body: z
      .strictObject({ to: ShipmentStatus.exclude(['created']), tracking: Tracking.optional() })
      .meta({ example: { to: 'in_transit' } }),
    status: 200,
    response: Shipment,
    errors: ['shipment_state'],
  }),
} as const;
