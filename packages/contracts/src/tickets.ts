import { Process } from '@luneo/design';
import { z } from 'zod';
import { page, pageQuery, publicId, Quantity, Timestamp } from './common.ts';
import { route } from './route.ts';
import { Routing } from './suppliers.ts';

/** Stages of production; the process says which of them a ticket passes. */
export const Stage = z.enum([
  'queued',
  'printed',
  'engraved',
  'embroidered',
  'cured',
  'pressed',
  'cut',
  'trimmed',
  'packed',
]);
export type Stage = z.infer<typeof Stage>;

export const ReprintReason = z.enum(['damaged', 'misprint', 'wrong_item', 'lost', 'customer_claim', 'other']);

export const JobTicket = z.object({
  id: publicId('jobTicket'),
  orderId: publicId('order'),
  orderExternalId: z.string(),
  lineItemId: publicId('lineItem'),
  lineExternalId: z.string(),
  productId: publicId('product'),
  productName: z.string(),
  sku: z.string(),
  /** Null = nobody found who could make it: assign it by hand. */
  supplierId: publicId('supplier').nullable(),
  process: Process,
  stage: Stage,
  /** The next scan; null = all done. */
  nextStage: Stage.nullable(),
  quantity: Quantity,
  kind: z.enum(['original', 'split', 'reprint']),
  /** The ticket it was split from, or prints again. */
  parentId: publicId('jobTicket').nullable(),
  /** Which reprint of its line it is; 0 = the first print. */
  reprint: z.int(),
  reason: z.object({ code: ReprintReason, note: z.string() }).nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type JobTicket = z.infer<typeof JobTicket>;

export const StageScan = z.object({
  scanId: z.string(),
  stage: Stage,
  quantity: Quantity,
  actor: z.string(),
  at: Timestamp,
});
export const JobTicketDetail = JobTicket.extend({
  /** Why this supplier. Empty of others for who works for a supplier. */
  routing: Routing,
  /** Oldest first. */
  scans: z.array(StageScan),
});
export type JobTicketDetail = z.infer<typeof JobTicketDetail>;

export const ScanTicket = z
  .strictObject({
    /** The scanner's own id, unique in the brand: a repeat changes nothing. */
    scanId: z.string().min(8).max(100),
    stage: Stage.exclude(['queued']),
    /** Absent = all pieces. Fewer: the rest stays behind in a ticket of its own. */
    quantity: Quantity.optional(),
  })
  .meta({ example: { scanId: 'gun-7-000193', stage: 'printed' } });

const shared = {
  tag: 'Production',
  credentials: ['session', 'secret'],
  permission: 'production.write',
  params: z.object({ jobTicketId: publicId('jobTicket') }),
} as const;

export const ticketRoutes = {
  listJobTickets: route({
    method: 'GET',
    path: '/v1/job-tickets',
    tag: 'Production',
    summary: 'The production queue; who works for a supplier sees its tickets alone',
    credentials: ['session', 'secret'],
    permission: 'production.read',
    query: z.object({
      ...pageQuery,
      supplierId: publicId('supplier').optional(),
      /** `true`: tickets for which no supplier was found. */
      unassigned: z.stringbool().optional(),
      process: Process.optional(),
      stage: Stage.optional(),
      lineItemId: publicId('lineItem').optional(),
      kind: JobTicket.shape.kind.optional(),
      /** Searches the order's external id and the SKU. */
      q: z.string().max(100).optional(),
      sort: z.enum(['oldest', 'newest']).default('oldest'),
    }),
    status: 200,
    response: page(JobTicket),
  }),
  getJobTicket: route({
    ...shared,
    method: 'GET',
    path: '/v1/job-tickets/{jobTicketId}',
    summary: 'One ticket: why this supplier, and its scans',
    permission: 'production.read',
    status: 200,
    response: JobTicketDetail,
  }),
  assignJobTicket: route({
    ...shared,
    method: 'POST',
    path: '/v1/job-tickets/{jobTicketId}/assignment',
    summary: 'Give a ticket not begun to a supplier, or to whom the rules choose now',
    permission: 'suppliers.write',
    idempotent: true,
    /** Absent = by the rules. */
    body: z.strictObject({ supplierId: publicId('supplier').optional() }),
    status: 200,
    response: JobTicketDetail,
    errors: ['ticket_started', 'supplier_inactive', 'order_state', 'line_state'],
  }),
  scanJobTicket: route({
    ...shared,
    method: 'POST',
    path: '/v1/job-tickets/{jobTicketId}/scans',
    summary: 'Pieces reached the next stage; the same scan id counts once',
    idempotent: true,
    body: ScanTicket,
    status: 200,
    response: JobTicketDetail,
    errors: ['scan_conflict', 'scan_out_of_order', 'quantity_exceeded', 'order_state', 'line_state'],
  }),
  splitJobTicket: route({
    ...shared,
    method: 'POST',
    path: '/v1/job-tickets/{jobTicketId}/split',
    summary: 'Give some pieces a ticket of their own; answers with the new one',
    permission: 'suppliers.write',
    idempotent: true,
    body: z.strictObject({ quantity: Quantity, supplierId: publicId('supplier').optional() }),
    status: 201,
    response: JobTicketDetail,
    errors: ['quantity_exceeded', 'supplier_inactive', 'ticket_started', 'order_state', 'line_state'],
  }),
  reprintJobTicket: route({
    ...shared,
    method: 'POST',
    path: '/v1/job-tickets/{jobTicketId}/reprint',
    summary: 'Make pieces once more, from the same stored files; answers with the new ticket',
    idempotent: true,
    body: z
      .strictObject({ quantity: Quantity, code: ReprintReason, note: z.string().trim().min(3).max(500) })
      .meta({ example: { quantity: 1, code: 'damaged', note: 'torn in the press' } }),
    status: 201,
    response: JobTicketDetail,
    errors: ['quantity_exceeded', 'ticket_not_started', 'order_state', 'line_state'],
  }),
} as const;
