import { z } from 'zod';
import { page, pageQuery, publicId, Quantity, Timestamp } from './common.ts';
import { ReprintReason, WorkOrderStatus } from './fulfilment-states.ts';
import { route } from './route.ts';

/** Why a supplier was chosen: every rule with what spoke for or against it. */
export const RoutingDecision = z.object({
  supplierId: publicId('supplier').nullable(),
  reason: z.string(),
  candidates: z.array(
    z.object({
      rule: z.string(),
      supplierId: publicId('supplier'),
      outcome: z.enum(['chosen', 'worse', 'refused']),
      why: z.string(),
    }),
  ),
});
export type RoutingDecision = z.infer<typeof RoutingDecision>;

/** What one supplier makes of a line. */
export const WorkOrder = z.object({
  id: publicId('workOrder'),
  /** What the barcode of the job ticket says. */
  code: z.string(),
  status: WorkOrderStatus,
  kind: z.enum(['first', 'reprint']),
  reprint: z.object({ reason: ReprintReason, note: z.string() }).nullable(),
  quantity: Quantity,
  process: z.string(),
  supplierId: publicId('supplier').nullable(),
  orderId: publicId('order'),
  orderExternalId: z.string(),
  lineItemId: publicId('lineItem'),
  lineExternalId: z.string(),
  productName: z.string(),
  variantName: z.string(),
  sku: z.string(),
  /** ISO 3166-1 alpha-2 of where it goes. */
  shipToCountry: z.string(),
  previews: z.array(z.object({ side: z.string(), url: z.string() })),
  printFileIds: z.array(publicId('printFile')),
  /** Why nothing may be scanned now; null = go on. */
  blockedBy: z.string().nullable(),
  routing: RoutingDecision,
  shipmentId: publicId('shipment').nullable(),
  dueAt: Timestamp.nullable(),
  late: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type WorkOrder = z.infer<typeof WorkOrder>;

/** What is scanned at the press; `shipped` makes a shipment. */
export const ScanStage = z.enum(['received', 'printed', 'packed', 'shipped']);

export const Scan = z
  .object({
    code: z.string().trim().toUpperCase().min(4).max(40),
    stage: ScanStage,
    /** Fewer than all: the rest stays behind as a work order of its own. */
    quantity: Quantity.optional(),
    carrier: z.string().trim().min(1).max(100).optional(),
    trackingNumber: z.string().trim().min(1).max(100).optional(),
  })
  .meta({ example: { code: '4K7V0M2QXZ', stage: 'printed' } });

const read = { tag: 'Production', credentials: ['session', 'secret'], permission: 'production.read' } as const;
const write = { ...read, permission: 'production.write' } as const;
const params = z.object({ workOrderId: publicId('workOrder') });

export const workOrderRoutes = {
  listWorkOrders: route({
    ...read,
    method: 'GET',
    path: '/v1/work-orders',
    summary: 'The queue of the press, by supplier and process; a supplier sees its own',
    query: z.object({
      ...pageQuery,
      status: WorkOrderStatus.optional(),
      /** `none`: not routed. */
      supplierId: z.union([z.literal('none'), publicId('supplier')]).optional(),
      process: z.string().max(40).optional(),
      orderId: publicId('order').optional(),
      late: z.enum(['true', 'false']).optional(),
      /** Searches code, order number and SKU. */
      q: z.string().max(100).optional(),
      sort: z.enum(['newest', 'oldest', 'due']).default('oldest'),
    }),
    status: 200,
    response: page(WorkOrder),
  }),
  getWorkOrder: route({
    ...read,
    method: 'GET',
    path: '/v1/work-orders/{workOrderId}',
    summary: 'Read a work order',
    params,
    status: 200,
    response: WorkOrder,
  }),
  scanWorkOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/scans',
    summary: 'Scan a job ticket at a stage; scanning the same again changes nothing',
    idempotent: true,
    body: Scan,
    status: 200,
    response: WorkOrder,
    errors: ['not_found', 'work_order_state', 'work_order_blocked', 'quantity_invalid'],
  }),
  splitWorkOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/work-orders/{workOrderId}/split',
    summary: 'Split a quantity off; answers with the new work order',
    idempotent: true,
    params,
    body: z.object({ quantity: Quantity }),
    status: 201,
    response: WorkOrder,
    errors: ['work_order_state', 'quantity_invalid'],
  }),
  assignWorkOrder: route({
    ...write,
    permission: 'suppliers.manage',
    method: 'POST',
    path: '/v1/work-orders/{workOrderId}/assign',
    summary: 'Give a work order to a supplier by hand, or to the routing rules again',
    idempotent: true,
    params,
    body: z.object({
      /** Null: the brand makes it itself. Absent: ask the routing rules. */
      supplierId: publicId('supplier').nullable().optional(),
      reason: z.string().trim().min(3).max(500),
    }),
    status: 200,
    response: WorkOrder,
    errors: ['work_order_state', 'supplier_unknown'],
  }),
  reprintWorkOrder: route({
    ...write,
    method: 'POST',
    path: '/v1/work-orders/{workOrderId}/reprint',
    summary: 'Make a quantity again, from the stored files; answers with the new work order',
    idempotent: true,
    params,
    body: z.object({
      reason: ReprintReason,
      note: z.string().max(500).default(''),
      /** All of it where absent. */
      quantity: Quantity.optional(),
    }),
    status: 201,
    response: WorkOrder,
    errors: ['work_order_state', 'quantity_invalid'],
  }),
  getJobTicket: route({
    ...read,
    method: 'GET',
    path: '/v1/work-orders/{workOrderId}/ticket',
    summary: 'The job ticket: what to make, with barcode and QR code (PDF)',
    params,
    status: 200,
    produces: 'application/pdf',
  }),
  getBundle: route({
    ...read,
    method: 'GET',
    path: '/v1/work-orders/{workOrderId}/bundle',
    summary: 'The production bundle: print files, certificates and job ticket (ZIP)',
    params,
    status: 200,
    produces: 'application/zip',
    errors: ['files_not_ready'],
  }),
  getBundles: route({
    ...read,
    method: 'GET',
    path: '/v1/bundles',
    summary: 'The bundles of many work orders in one ZIP, a folder each',
    query: z.object({
      /** Ids separated by commas, at most 100. */
      workOrderIds: z
        .string()
        .max(4_000)
        .transform((text) => text.split(','))
        .pipe(z.array(publicId('workOrder')).min(1).max(100)),
    }),
    status: 200,
    produces: 'application/zip',
    errors: ['not_found', 'files_not_ready'],
  }),
} as const;
