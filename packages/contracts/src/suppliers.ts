import { z } from 'zod';
import { Process } from '@luneo/design';
import { publicId, Quantity, Timestamp } from './common.ts';
import { route } from './route.ts';
import { RoutingDecision } from './work-orders.ts';

const Country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code like FR');

export const SupplierInput = z
  .object({
    name: z.string().trim().min(1).max(200),
    email: z.email().max(254).nullable().default(null),
    country: Country,
    /** An inactive supplier keeps its queue and gets nothing new. */
    active: z.boolean().default(true),
  })
  .meta({ example: { name: 'Atelier Nord', email: 'press@nord.example', country: 'FR', active: true } });

export const Supplier = z.object({
  ...SupplierInput.shape,
  id: publicId('supplier'),
  email: z.string().nullable(),
  active: z.boolean(),
  /** Users of the role supplier who see its queue. */
  memberIds: z.array(publicId('user')),
  /** Work orders not shipped yet. */
  openWorkOrders: z.int(),
  createdAt: Timestamp,
});
export type Supplier = z.infer<typeof Supplier>;

/** One way work may go. Lists that are empty allow everything. */
export const RoutingRule = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  supplierId: publicId('supplier'),
  productIds: z.array(publicId('product')).max(1_000).default([]),
  countries: z.array(Country).max(250).default([]),
  processes: z.array(Process).max(20).default([]),
  /** Pieces a day (UTC) by this rule; null = no limit. */
  capacityPerDay: z.int().min(0).max(10_000_000).nullable().default(null),
  /** What a piece costs, minor units of the brand's currency: decides between equals. */
  costMinor: z.int().min(0).max(1_000_000_000).default(0),
  /** Lower goes first. */
  priority: z.int().min(0).max(1_000).default(100),
});
export type RoutingRule = z.infer<typeof RoutingRule>;

/** `{order}-{line}-{sku}-{side}`: what a name may be made of. */
export const FileNameTemplate = z
  .string()
  .min(1)
  .max(120)
  .regex(
    /^([\w .-]|\{(order|line|sku|side|product|variant|quantity|code)\})+$/,
    'expected letters, digits and {order} {line} {sku} {side} {product} {variant} {quantity} {code}',
  );

export const ProductionSettings = z
  .object({
    /** Working days from order to shipping; null = no time is promised. */
    productionDays: z.int().min(0).max(250).nullable(),
    /** Other times by product. */
    productDays: z.record(publicId('product'), z.int().min(0).max(250)),
    /** Days of the week nobody works: 0 = Sunday. */
    daysOff: z.array(z.int().min(0).max(6)).max(6),
    /** Days nobody works, `2026-12-25`. */
    holidays: z.array(z.iso.date()).max(400),
    fileName: FileNameTemplate,
    routingRules: z.array(RoutingRule).max(500),
  })
  .meta({
    example: {
      productionDays: 5,
      productDays: {},
      daysOff: [0, 6],
      holidays: ['2026-12-25'],
      fileName: '{order}-{line}-{sku}-{side}',
      routingRules: [],
    },
  });
export type ProductionSettings = z.infer<typeof ProductionSettings>;

const read = { tag: 'Production', credentials: ['session', 'secret'], permission: 'orders.read' } as const;
const manage = { ...read, permission: 'suppliers.manage' } as const;
const params = z.object({ supplierId: publicId('supplier') });
const memberParams = params.extend({ userId: publicId('user') });
const Record = z.object({ revision: z.int(), settings: ProductionSettings });

export const supplierRoutes = {
  listSuppliers: route({
    ...read,
    method: 'GET',
    path: '/v1/suppliers',
    summary: 'All suppliers',
    status: 200,
    response: z.object({ items: z.array(Supplier) }),
  }),
  createSupplier: route({
    ...manage,
    method: 'POST',
    path: '/v1/suppliers',
    summary: 'Add a supplier',
    idempotent: true,
    body: SupplierInput,
    status: 201,
    response: Supplier,
    errors: ['supplier_exists'],
  }),
  saveSupplier: route({
    ...manage,
    method: 'PUT',
    path: '/v1/suppliers/{supplierId}',
    summary: 'Change a supplier',
    params,
    body: SupplierInput,
    status: 200,
    response: Supplier,
    errors: ['supplier_exists'],
  }),
  bindSupplierMember: route({
    ...manage,
    method: 'PUT',
    path: '/v1/suppliers/{supplierId}/members/{userId}',
    summary: 'Let a member of the role supplier see this supplier’s queue, and no other',
    params: memberParams,
    status: 200,
    response: Supplier,
  }),
  unbindSupplierMember: route({
    ...manage,
    method: 'DELETE',
    path: '/v1/suppliers/{supplierId}/members/{userId}',
    summary: 'Take the queue away from a member',
    params: memberParams,
    status: 204,
  }),
  getProductionSettings: route({
    ...read,
    method: 'GET',
    path: '/v1/production-settings',
    summary: 'Promised times, file names and routing rules',
    status: 200,
    response: Record,
  }),
  saveProductionSettings: route({
    ...manage,
    method: 'PUT',
    path: '/v1/production-settings',
    summary: 'Save them over the revision they were read at',
    body: z.object({ baseRevision: z.int().min(0), settings: ProductionSettings }),
    status: 200,
    response: Record,
    errors: ['settings_stale', 'supplier_unknown'],
  }),
  explainRouting: route({
    ...read,
    method: 'POST',
    path: '/v1/routing-decisions',
    summary: 'Where work like this would go now, and why; nothing is changed',
    body: z.object({
      productId: publicId('product'),
      process: Process,
      country: Country,
      quantity: Quantity,
    }),
    status: 200,
    response: RoutingDecision,
  }),
} as const;
