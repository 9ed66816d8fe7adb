import { z } from 'zod';
import { AmountMinor, Currency, publicId, Timestamp } from './common.ts';
import { ReprintReason, ShipmentStatus } from './fulfilment-states.ts';

const order = { orderId: publicId('order') };
const line = { ...order, lineItemId: publicId('lineItem') };
const work = { ...line, workOrderId: publicId('workOrder') };

/** What happens, recorded in the transaction that did it. Payloads only grow; a break is a new type. */
export const EVENTS = {
  'design.frozen': z.object({ designVersionId: publicId('designVersion'), designId: publicId('design') }),
  'order.received': z.object({
    orderId: publicId('order'),
    externalId: z.string(),
    totalMinor: AmountMinor,
    currency: Currency,
  }),
  'order.produced': z.object({ orderId: publicId('order') }),
  'production.started': z.object({ orderId: publicId('order'), lineItemId: publicId('lineItem') }),
  'print_file.ready': z.object({
    orderId: publicId('order'),
    lineItemId: publicId('lineItem'),
    printFileId: publicId('printFile'),
    side: z.string(),
  }),
  'production.done': z.object({ orderId: publicId('order'), lineItemId: publicId('lineItem') }),
  'production.held': z.object({
    orderId: publicId('order'),
    lineItemId: publicId('lineItem'),
    code: z.string(),
  }),
  'production.released': z.object({
    orderId: publicId('order'),
    lineItemId: publicId('lineItem'),
    reason: z.string(),
  }),
  'production.failed': z.object({
    orderId: publicId('order'),
    lineItemId: publicId('lineItem'),
    code: z.string(),
  }),
  'order.updated': z.object({ ...order, changed: z.array(z.enum(['shipTo', 'customer'])) }),
  'order.held': z.object({ ...order, reason: z.string() }),
  'order.released': z.object({ ...order, reason: z.string() }),
  'order.cancelled': z.object({ ...order, reason: z.string() }),
  'order.partly_shipped': z.object(order),
  'order.shipped': z.object(order),
  'line.added': z.object(line),
  'line.quantity_changed': z.object({ ...line, from: z.int(), to: z.int() }),
  'line.cancelled': z.object({ ...line, reason: z.string() }),
  'line.held': z.object({ ...line, reason: z.string() }),
  'approval.sent': z.object({ ...line, approvalId: publicId('approval'), deadlineAt: Timestamp }),
  'approval.approved': z.object({ ...line, approvalId: publicId('approval') }),
  'approval.changes_asked': z.object({ ...line, approvalId: publicId('approval'), comment: z.string() }),
  'approval.expired': z.object({ ...line, approvalId: publicId('approval') }),
  'approval.revoked': z.object({ ...line, approvalId: publicId('approval') }),
  'work_order.opened': z.object({ ...work, supplierId: publicId('supplier').nullable(), quantity: z.int() }),
  'work_order.assigned': z.object({
    ...work,
    supplierId: publicId('supplier').nullable(),
    reason: z.string(),
  }),
  'work_order.split': z.object({ ...work, fromWorkOrderId: publicId('workOrder'), quantity: z.int() }),
  'work_order.received': z.object(work),
  'work_order.printed': z.object(work),
  'work_order.packed': z.object(work),
  'work_order.reprint_asked': z.object({
    ...work,
    fromWorkOrderId: publicId('workOrder'),
    quantity: z.int(),
    reason: ReprintReason,
  }),
  'shipment.created': z.object({
    ...order,
    shipmentId: publicId('shipment'),
    carrier: z.string(),
    trackingNumber: z.string().nullable(),
    workOrderIds: z.array(publicId('workOrder')),
  }),
  'shipment.updated': z.object({
    ...order,
    shipmentId: publicId('shipment'),
    status: ShipmentStatus,
    carrier: z.string(),
    trackingNumber: z.string().nullable(),
  }),
  'product.created': z.object({ productId: publicId('product') }),
  'product.published': z.object({ productId: publicId('product'), version: z.int() }),
  'product.scheduled': z.object({ productId: publicId('product'), version: z.int(), at: Timestamp }),
  'product.archived': z.object({ productId: publicId('product') }),
  'product.unarchived': z.object({ productId: publicId('product') }),
  'product.variants_imported': z.object({ productId: publicId('product'), jobId: publicId('longJob') }),
} as const;
export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = z.infer<(typeof EVENTS)[T]>;
