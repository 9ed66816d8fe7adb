import { z } from 'zod';
import { AmountMinor, Currency, publicId, Timestamp } from './common.ts';

const id = {
  order: 'ord_01kb0c6z3mf9v8x2q4t7y1n5ra',
  line: 'lin_01kb0c6z3mf9v8x2q4t7y1n5rb',
  printFile: 'prf_01kb0c6z3mf9v8x2q4t7y1n5rc',
  design: 'dsn_01kb0c6z3mf9v8x2q4t7y1n5rd',
  designVersion: 'dsv_01kb0c6z3mf9v8x2q4t7y1n5re',
  product: 'prd_01kb0c6z3mf9v8x2q4t7y1n5rf',
  job: 'ljb_01kb0c6z3mf9v8x2q4t7y1n5rg',
  template: 'tpl_01kb0c6z3mf9v8x2q4t7y1n5rk',
  priceDraft: 'pdr_01kb0c6z3mf9v8x2q4t7y1n5rm',
  ticket: 'tkt_01kb0c6z3mf9v8x2q4t7y1n5rn',
  supplier: 'sup_01kb0c6z3mf9v8x2q4t7y1n5rp',
  shipment: 'shp_01kb0c6z3mf9v8x2q4t7y1n5rq',
  endpoint: 'whe_01kb0c6z3mf9v8x2q4t7y1n5rh',
};
const approvalIds = { orderId: id.order, approvalId: 'apv_01h455vb4pex5vsknk084sn02q' };
const lineIds = { orderId: id.order, lineItemId: id.line };
const ticketIds = { ...lineIds, jobTicketId: id.ticket };
const Ticket = z.object({
  orderId: publicId('order'),
  lineItemId: publicId('lineItem'),
  jobTicketId: publicId('jobTicket'),
});
const Shipped = z.object({ orderId: publicId('order'), shipmentId: publicId('shipment') });

/**
 * What happens, recorded in the transaction that did it, and sent to webhook endpoints. Payloads only grow; a
 * break gets a new `version` in its meta. `meta` says what receivers are told of a type: its meaning, an example.
 */
export const EVENTS = {
  'design.frozen': z
    .object({ designVersionId: publicId('designVersion'), designId: publicId('design') })
    .meta({
      description: 'A design was frozen for the cart',
      example: { designVersionId: id.designVersion, designId: id.design },
    }),
  'order.received': z
    .object({
      orderId: publicId('order'),
      externalId: z.string(),
      totalMinor: AmountMinor,
      currency: Currency,
    })
    .meta({
      description: 'An order was recorded',
      example: { orderId: id.order, externalId: 'A-1001', totalMinor: 2490, currency: 'EUR' },
    }),
  'order.produced': z.object({ orderId: publicId('order') }).meta({
    description: 'Every line of an order has its print files',
    example: { orderId: id.order },
  }),
  'quota.reached': z
    .object({
      name: z.enum(['printFiles', 'seats', 'storageBytes', 'apiCalls']),
      percent: z.int(),
      limit: z.int(),
      use: z.int(),
      resetsAt: Timestamp.nullable(),
    })
    .meta({
      description: 'A brand uses 75, 90 or 100 % of something its plan limits',
      example: { name: 'printFiles', percent: 90, limit: 100, use: 91, resetsAt: '2026-12-01T00:00:00.000Z' },
    }),
  'order.updated': z
    .object({ orderId: publicId('order'), changed: z.array(z.enum(['shipTo', 'customer', 'dueAt'])) })
    .meta({
      description: 'Address, customer or promised time of an order were changed',
      example: { orderId: id.order, changed: ['shipTo'] },
    }),
  'order.held': z.object({ orderId: publicId('order'), reason: z.string() }).meta({
    description: 'A person holds an order',
    example: { orderId: id.order, reason: 'the address looks wrong' },
  }),
  'order.released': z.object({ orderId: publicId('order'), reason: z.string() }).meta({
    description: 'A person lets a held order go on',
    example: { orderId: id.order, reason: 'the address is right' },
  }),
  'order.cancelled': z.object({ orderId: publicId('order') }).meta({
    description: 'An order was cancelled, or its last line was',
    example: { orderId: id.order },
  }),
  'approval.asked': z
    .object({ orderId: publicId('order'), approvalId: publicId('approval') })
    .meta({ description: 'The proofs of an order were sent to the customer', example: approvalIds }),
  'approval.approved': z
    .object({ orderId: publicId('order'), approvalId: publicId('approval') })
    .meta({ description: 'The customer approved the proofs of an order', example: approvalIds }),
  'approval.expired': z
    .object({ orderId: publicId('order'), approvalId: publicId('approval') })
    .meta({ description: 'The deadline of an approval passed without an answer', example: approvalIds }),
  'approval.withdrawn': z.object({ orderId: publicId('order'), approvalId: publicId('approval') }).meta({
    description: 'A request for approval was withdrawn: the brand decides, or asks anew',
    example: approvalIds,
  }),
  'approval.changes_asked': z
    .object({ orderId: publicId('order'), approvalId: publicId('approval'), note: z.string() })
    .meta({
      description: 'The customer asks for changes',
      example: { ...approvalIds, note: 'the name is spelt Zoé' },
    }),
  'line.quantity_changed': z
    .object({ orderId: publicId('order'), lineItemId: publicId('lineItem'), from: z.int(), to: z.int() })
    .meta({ description: 'A line has another quantity', example: { ...lineIds, from: 1, to: 3 } }),
  'line.held': z
    .object({ orderId: publicId('order'), lineItemId: publicId('lineItem'), reason: z.string() })
    .meta({ description: 'A person holds a line', example: { ...lineIds, reason: 'wait for the stock' } }),
  'line.released': z
    .object({ orderId: publicId('order'), lineItemId: publicId('lineItem'), reason: z.string() })
    .meta({
      description: 'A person lets a line go on that a person held',
      example: { ...lineIds, reason: 'the stock is here' },
    }),
  'line.cancelled': z
    .object({ orderId: publicId('order'), lineItemId: publicId('lineItem'), reason: z.string() })
    .meta({ description: 'A line was cancelled', example: { ...lineIds, reason: 'ordered twice' } }),
  'production.started': z.object({ orderId: publicId('order'), lineItemId: publicId('lineItem') }).meta({
    description: 'The print files of a line are being made',
    example: lineIds,
  }),
  'print_file.ready': z
    .object({
      orderId: publicId('order'),
      lineItemId: publicId('lineItem'),
      printFileId: publicId('printFile'),
      side: z.string(),
    })
    .meta({
      description: 'The print file of one side is there to be fetched',
      example: { ...lineIds, printFileId: id.printFile, side: 'front' },
    }),
  'production.done': z.object({ orderId: publicId('order'), lineItemId: publicId('lineItem') }).meta({
    description: 'All print files of a line are there and may be printed',
    example: lineIds,
  }),
  'production.held': z
    .object({
      orderId: publicId('order'),
      lineItemId: publicId('lineItem'),
      code: z.string(),
    })
    .meta({
      description: 'A line waits for a person to look at its files',
      example: { ...lineIds, code: 'parity_exceeded' },
    }),
  'production.released': z
    .object({
      orderId: publicId('order'),
      lineItemId: publicId('lineItem'),
      reason: z.string(),
    })
    .meta({
      description: 'A person let the files of a held line be printed',
      example: { ...lineIds, reason: 'checked by eye' },
    }),
  'production.failed': z
    .object({
      orderId: publicId('order'),
      lineItemId: publicId('lineItem'),
      code: z.string(),
    })
    .meta({
      description: 'The print files of a line could not be made',
      example: { ...lineIds, code: 'font_unknown' },
    }),
  'product.created': z.object({ productId: publicId('product') }).meta({
    description: 'A product was made, still a draft',
    example: { productId: id.product },
  }),
  'product.published': z.object({ productId: publicId('product'), version: z.int() }).meta({
    description: 'A version of a product went live',
    example: { productId: id.product, version: 3 },
  }),
  'product.scheduled': z.object({ productId: publicId('product'), version: z.int(), at: Timestamp }).meta({
    description: 'A version of a product will go live at its time',
    example: { productId: id.product, version: 3, at: '2026-12-01T06:00:00.000Z' },
  }),
  'product.archived': z.object({ productId: publicId('product') }).meta({
    description: 'A product is no longer sold',
    example: { productId: id.product },
  }),
  'product.unarchived': z.object({ productId: publicId('product') }).meta({
    description: 'An archived product was put back',
    example: { productId: id.product },
  }),
  'product.variants_imported': z.object({ productId: publicId('product'), jobId: publicId('longJob') }).meta({
    description: 'A list of variants was taken over into a draft',
    example: { productId: id.product, jobId: id.job },
  }),
  'price_book.published': z.object({ productId: publicId('product'), version: z.int() }).meta({
    description: 'New prices of a product count',
    example: { productId: id.product, version: 2 },
  }),
  'price_book.scheduled': z
    .object({ productId: publicId('product'), priceDraftId: publicId('priceDraft'), at: Timestamp })
    .meta({
      description: 'New prices of a product will count from their time on',
      example: { productId: id.product, priceDraftId: id.priceDraft, at: '2026-12-01T06:00:00.000Z' },
    }),
  'price_book.refused': z
    .object({ productId: publicId('product'), priceDraftId: publicId('priceDraft'), code: z.string() })
    .meta({
      description: 'Scheduled prices could not be published when their time came: the old ones go on',
      example: { productId: id.product, priceDraftId: id.priceDraft, code: 'price_book_invalid' },
    }),
  'webhook.test': z.object({ webhookEndpointId: publicId('webhookEndpoint') }).meta({
    description: 'Somebody pressed the test button; goes to that endpoint only, whatever types it chose',
    example: { webhookEndpointId: id.endpoint },
  }),
  'webhook.disabled': z
    .object({
      webhookEndpointId: publicId('webhookEndpoint'),
      url: z.string(),
      reason: z.enum(['failing', 'gone']),
      failingSince: Timestamp,
    })
    .meta({
      description: 'An endpoint was switched off: it failed for three days, or said it is gone (410)',
      example: {
        webhookEndpointId: id.endpoint,
        url: 'https://shop.example/hooks',
        reason: 'failing',
        failingSince: '2026-11-20T06:00:00.000Z',
      },
    }),
  'webhook.delivery_failed': z
    .object({
      webhookEndpointId: publicId('webhookEndpoint'),
      webhookDeliveryId: publicId('webhookDelivery'),
      eventId: publicId('event'),
    })
    .meta({
      description: 'All tries to deliver an event are used up',
      example: {
        webhookEndpointId: id.endpoint,
        webhookDeliveryId: 'whd_01kb0c6z3mf9v8x2q4t7y1n5rj',
        eventId: 'evt_01kb0c6z3mf9v8x2q4t7y1n5rk',
      },
    }),
  'job.done': z.object({ jobId: publicId('longJob'), kind: z.string() }).meta({
    description: 'Long work ended well; its report can be read',
    example: { jobId: id.job, kind: 'variants.import' },
  }),
  'job.failed': z.object({ jobId: publicId('longJob'), kind: z.string() }).meta({
    description: 'Long work could not be done; its report says why',
    example: { jobId: id.job, kind: 'variants.import' },
  }),
  'job.cancelled': z.object({ jobId: publicId('longJob'), kind: z.string() }).meta({
    description: 'Somebody called long work off',
    example: { jobId: id.job, kind: 'variants.import' },
  }),
  'template.published': z
    .object({ templateId: publicId('template'), productId: publicId('product'), version: z.int() })
    .meta({
      description: 'A version of a template is what new designs begin from',
      example: { templateId: id.template, productId: id.product, version: 2 },
    }),
  'ticket.assigned': Ticket.extend({ supplierId: publicId('supplier').nullable(), quantity: z.int() }).meta({
    description: 'Pieces of a line were given to a supplier; null = nobody can make them',
    example: { ...ticketIds, supplierId: id.supplier, quantity: 12 },
  }),
  'ticket.scanned': Ticket.extend({ stage: z.string(), quantity: z.int() }).meta({
    description: 'Pieces reached a stage of production',
    example: { ...ticketIds, stage: 'printed', quantity: 12 },
  }),
  'ticket.split': Ticket.extend({ newTicketId: publicId('jobTicket'), quantity: z.int() }).meta({
    description: 'Some pieces of a ticket got a ticket of their own',
    example: { ...ticketIds, newTicketId: id.ticket, quantity: 4 },
  }),
  'ticket.reprinted': Ticket.extend({
    newTicketId: publicId('jobTicket'),
    quantity: z.int(),
    reason: z.string(),
  }).meta({
    description: 'Pieces are made once more, for a reason',
    example: { ...ticketIds, newTicketId: id.ticket, quantity: 1, reason: 'damaged' },
  }),
  'shipment.created': Shipped.extend({ carrier: z.string(), tracking: z.string().nullable() }).meta({
    description: 'Pieces of an order are ready to leave',
    example: { orderId: id.order, shipmentId: id.shipment, carrier: 'La Poste', tracking: '6A01234567890' },
  }),
  'shipment.moved': Shipped.extend({ status: z.string() }).meta({
    description: 'A shipment left, arrived, came back, was lost or called off',
    example: { orderId: id.order, shipmentId: id.shipment, status: 'delivered' },
  }),
} as const;
export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = z.infer<(typeof EVENTS)[T]>;

export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];
export const EventTypeName = z.enum(EVENT_TYPES).meta({ example: 'order.received' });

/** Version of a type's payload; receivers see it in every message. */
export const eventVersion = (type: EventType): number => {
  const version = EVENTS[type].meta()?.version;
  return typeof version === 'number' ? version : 1;
};
