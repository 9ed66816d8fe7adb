import { z } from 'zod';
import { AmountMinor, Currency, Hash, page, pageQuery, publicId, Quantity, Timestamp } from './common.ts';
import { Finding } from './designs.ts';
import { Quote } from './pricing.ts';
import { route } from './route.ts';

const line = z.string().min(1).max(200);
export const Address = z.object({
  name: line,
  line1: line,
  line2: z.string().max(200).optional(),
  postalCode: z.string().min(1).max(20),
  city: line,
  region: z.string().max(100).optional(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
});
export const Customer = z.object({ name: line, email: z.email().max(254) });

/** received > in_production > produced; cancelled and held on the way. */
export const OrderStatus = z.enum(['received', 'in_production', 'produced', 'held', 'cancelled']);
/** The files of a line: queued > running > done; held = a person must look (parity or preflight); failed = tries used up. */
export const ProductionStatus = z.enum(['queued', 'running', 'done', 'held', 'failed', 'cancelled']);
/** Where a line stands: it follows from its files and from holds by people. */
export const LineStatus = z.enum(['received', 'producing', 'ready', 'held', 'failed', 'cancelled']);
export type LineStatus = z.infer<typeof LineStatus>;

/** Line-item properties: names and texts, as shops write them. */
export const Properties = z.record(z.string().min(1).max(100), z.string().max(500));

export const PrintFile = z.object({
  id: publicId('printFile'),
  side: z.string(),
  fileName: z.string(),
  mime: z.string(),
  bytes: z.int(),
  sha256: Hash,
  recipe: z.string(),
  /** Differing pixels per million between the approved proof and this file; null = not compared. */
  parityPpm: z.number().nullable(),
  parityHold: z.boolean(),
  findings: z.array(Finding),
  createdAt: Timestamp,
});
export type PrintFile = z.infer<typeof PrintFile>;

export const LineItem = z.object({
  id: publicId('lineItem'),
  externalId: z.string(),
  productId: publicId('product'),
  productName: z.string(),
  variantId: publicId('variant'),
  sku: z.string(),
  variantName: z.string(),
  designVersionId: publicId('designVersion'),
  quantity: Quantity,
  /** What the shop wrote on the line. */
  properties: Properties,
  status: LineStatus,
  /** Why a person holds the line; null = nobody does. */
  holdReason: z.string().nullable(),
  quote: Quote,
  totalMinor: AmountMinor,
  previews: z.array(z.object({ side: z.string(), url: z.string() })),
  production: z.object({
    jobId: publicId('productionJob'),
    status: ProductionStatus,
    /** Why it is held or failed: error code and text. */
    reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  printFiles: z.array(PrintFile),
});
export type LineItem = z.infer<typeof LineItem>;

export const OrderSummary = z.object({
  id: publicId('order'),
  /** The shop's own number; unique in the brand. */
  externalId: z.string(),
  status: OrderStatus,
  currency: Currency,
  /** Of the lines that are not cancelled. */
  totalMinor: AmountMinor,
  customer: Customer,
  lineCount: z.int(),
  pieceCount: z.int(),
  previewUrl: z.string().nullable(),
  /** When it has to be made; null = no time is promised. */
  dueAt: Timestamp.nullable(),
  /** True when that time is past and it is not made. */
  late: z.boolean(),
  createdAt: Timestamp,
});
export type OrderSummary = z.infer<typeof OrderSummary>;

export const OrderEvent = z.object({
  id: publicId('event'),
  type: z.string(),
  at: Timestamp,
  data: z.record(z.string(), z.json()),
});
/** What a customer was asked to approve, and what became of it. */
export const Approval = z.object({
  id: publicId('approval'),
  status: z.enum(['asked', 'approved', 'changes_asked', 'expired', 'withdrawn']),
  /** What the customer wrote. */
  note: z.string().nullable(),
  deadlineAt: Timestamp.nullable(),
  askedAt: Timestamp,
  answeredAt: Timestamp.nullable(),
});
export type Approval = z.infer<typeof Approval>;

export const Order = OrderSummary.extend({
  shipTo: Address,
  /** Why a person holds the whole order; null = nobody does. */
  holdReason: z.string().nullable(),
  /** The last request for approval; the order is held until it is `approved` or `withdrawn`. */
  approval: Approval.nullable(),
  lines: z.array(LineItem),
  events: z.array(OrderEvent),
});
export type Order = z.infer<typeof Order>;

export const CreateOrder = z.object({
  externalId: z.string().min(1).max(100),
  currency: Currency,
  customer: Customer,
  shipTo: Address,
  /** When it has to be made. */
  dueAt: Timestamp.optional(),
  lines: z
    .array(
      z.object({
        externalId: z.string().min(1).max(100),
        designVersionId: publicId('designVersion'),
        variantId: publicId('variant'),
        quantity: Quantity,
        properties: Properties.optional(),
      }),
    )
    .min(1)
    .max(200),
});
export type CreateOrder = z.infer<typeof CreateOrder>;

const orderParams = z.object({ orderId: publicId('order') });
const fileParams = z.object({ printFileId: publicId('printFile') });

export const orderRoutes = {
  createOrder: route({
    method: 'POST',
    path: '/v1/orders',
    tag: 'Orders',
    summary:
      'Place an order of frozen designs; the same externalId with the same content gives the same order',
    credentials: ['secret'],
    permission: 'orders.write',
    idempotent: true,
    body: CreateOrder,
    status: 201,
    response: Order,
    errors: ['order_exists', 'line_exists', 'currency_mismatch', 'variant_unknown'],
  }),
  listOrders: route({
    method: 'GET',
    path: '/v1/orders',
    tag: 'Orders',
    summary: 'List orders',
    credentials: ['session', 'secret'],
    permission: 'orders.read',
    query: z.object({
      ...pageQuery,
      status: OrderStatus.optional(),
      /** Placed at or after. */
      from: Timestamp.optional(),
      /** Placed before. */
      to: Timestamp.optional(),
      /** With a line of this product. */
      productId: publicId('product').optional(),
      late: z.enum(['true', 'false']).optional(),
      /** Searches external id, customer name and e-mail. */
      q: z.string().max(100).optional(),
      /** `due`: soonest first, without a promised time last. */
      sort: z.enum(['newest', 'oldest', 'total', 'due']).default('newest'),
    }),
    status: 200,
    response: page(OrderSummary),
  }),
  getOrder: route({
    method: 'GET',
    path: '/v1/orders/{orderId}',
    tag: 'Orders',
    summary: 'Read an order with lines, files and history',
    credentials: ['session', 'secret'],
    permission: 'orders.read',
    params: orderParams,
    status: 200,
    response: Order,
  }),
  releaseLine: route({
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/release',
    tag: 'Production',
    summary: 'Release a held line after a look, with a reason',
    credentials: ['session', 'secret'],
    permission: 'production.write',
    idempotent: true,
    params: z.object({ lineItemId: publicId('lineItem') }),
    body: z.object({ reason: z.string().min(3).max(500) }),
    status: 200,
    response: LineItem,
    errors: ['line_state'],
  }),
  retryLine: route({
    method: 'POST',
    path: '/v1/line-items/{lineItemId}/retry',
    tag: 'Production',
    summary: 'Produce a failed line again',
    credentials: ['session', 'secret'],
    permission: 'production.write',
    idempotent: true,
    params: z.object({ lineItemId: publicId('lineItem') }),
    status: 202,
    response: LineItem,
    errors: ['line_state'],
  }),
  getPrintFile: route({
    method: 'GET',
    path: '/v1/print-files/{printFileId}/content',
    tag: 'Production',
    summary: 'Download a print file',
    credentials: ['session', 'secret'],
    permission: 'production.read',
    params: fileParams,
    status: 200,
    produces: 'application/pdf',
  }),
  getCertificate: route({
    method: 'GET',
    path: '/v1/print-files/{printFileId}/certificate',
    tag: 'Production',
    summary: 'The preflight certificate that belongs to a print file',
    credentials: ['session', 'secret'],
    permission: 'production.read',
    params: fileParams,
    status: 200,
    produces: 'application/json',
  }),
  getProof: route({
    method: 'GET',
    path: '/v1/print-files/{printFileId}/proof',
    tag: 'Production',
    summary: 'The approved proof at print resolution (PNG)',
    credentials: ['session', 'secret'],
    permission: 'production.read',
    params: fileParams,
    status: 200,
    produces: 'image/png',
  }),
} as const;
