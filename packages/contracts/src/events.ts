import { z } from 'zod';
import { AmountMinor, Currency, publicId } from './common.ts';

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
} as const;
export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = z.infer<(typeof EVENTS)[T]>;
