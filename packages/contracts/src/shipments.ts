import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { ShipmentStatus } from './fulfilment-states.ts';
import { route } from './route.ts';

export const Shipment = z.object({
  id: publicId('shipment'),
  orderId: publicId('order'),
  orderExternalId: z.string(),
  supplierId: publicId('supplier').nullable(),
  status: ShipmentStatus,
  carrier: z.string(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  note: z.string().nullable(),
  items: z.array(
    z.object({
      workOrderId: publicId('workOrder'),
      lineItemId: publicId('lineItem'),
      quantity: z.int(),
    }),
  ),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Shipment = z.infer<typeof Shipment>;

const Tracking = z.object({
  carrier: z.string().trim().min(1).max(100),
  trackingNumber: z.string().trim().min(1).max(100).nullable().default(null),
  trackingUrl: z.url({ protocol: /^https$/ }).max(500).nullable().default(null),
});

export const CreateShipment = Tracking.extend({
  workOrderIds: z.array(publicId('workOrder')).min(1).max(200),
});

const read = { tag: 'Shipments', credentials: ['session', 'secret'], permission: 'production.read' } as const;
const write = { ...read, permission: 'production.write' } as const;
const params = z.object({ shipmentId: publicId('shipment') });

export const shipmentRoutes = {
  listShipments: route({
    ...read,
    method: 'GET',
    path: '/v1/shipments',
    summary: 'List shipments, newest first; a supplier sees its own',
    query: z.object({
      ...pageQuery,
      status: ShipmentStatus.optional(),
      orderId: publicId('order').optional(),
      /** Searches tracking number and order number. */
      q: z.string().max(100).optional(),
    }),
    status: 200,
    response: page(Shipment),
  }),
  createShipment: route({
    ...write,
    method: 'POST',
    path: '/v1/shipments',
    summary: 'Ship work orders of one order together',
    idempotent: true,
    body: CreateShipment,
    status: 201,
    response: Shipment,
    errors: ['not_found', 'work_order_state', 'work_order_blocked', 'shipment_mixed'],
  }),
  getShipment: route({
    ...read,
    method: 'GET',
    path: '/v1/shipments/{shipmentId}',
    summary: 'Read a shipment',
    params,
    status: 200,
    response: Shipment,
  }),
  updateShipment: route({
    ...write,
    method: 'PATCH',
    path: '/v1/shipments/{shipmentId}',
    summary: 'Change its tracking, or say where it is',
    params,
    body: z
      .object({
        carrier: Tracking.shape.carrier,
        trackingNumber: z.string().trim().min(1).max(100).nullable(),
        trackingUrl: z.url({ protocol: /^https$/ }).max(500).nullable(),
        status: ShipmentStatus,
        note: z.string().max(500),
      })
      .partial()
      .refine((changes) => Object.keys(changes).length > 0, 'nothing to change'),
    status: 200,
    response: Shipment,
    errors: ['shipment_state'],
  }),
} as const;
