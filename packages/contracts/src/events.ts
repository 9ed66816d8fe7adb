import { z } from 'zod';
import { AmountMinor, Currency, publicId, Timestamp } from './common.ts';

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
  'product.created': z.object({ productId: publicId('product') }),
  'product.published': z.object({ productId: publicId('product'), version: z.int() }),
  'product.scheduled': z.object({ productId: publicId('product'), version: z.int(), at: Timestamp }),
  'product.archived': z.object({ productId: publicId('product') }),
  'product.unarchived': z.object({ productId: publicId('product') }),
  'product.variants_imported': z.object({ productId: publicId('product'), jobId: publicId('longJob') }),
  'template.published': z.object({
    templateId: publicId('template'),
    productId: publicId('product'),
    version: z.int(),
  }),
  'price_book.published': z.object({ productId: publicId('product'), version: z.int() }),
} as const;
export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = z.infer<(typeof EVENTS)[T]>;
