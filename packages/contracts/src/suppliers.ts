import { Process } from '@luneo/design';
import { z } from 'zod';
import { AmountMinor, publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

const Country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code like FR');

/**
 * What a supplier makes, for where, at what cost. Costs are minor units of the one currency in which the brand
 * keeps its costs. Empty lists = all.
 */
export const SupplierOffer = z.strictObject({
  processes: z.array(Process).min(1).max(Process.options.length),
  productIds: z.array(publicId('product')).max(500).default([]),
  /** Where it ships to. */
  countries: z.array(Country).max(250).default([]),
  setupCostMinor: AmountMinor.min(0).default(0),
  unitCostMinor: AmountMinor.min(0),
});
export type SupplierOffer = z.infer<typeof SupplierOffer>;

export const SaveSupplier = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    /** False: it keeps what it has and gets nothing new. */
    active: z.boolean().default(true),
    /** Pieces a day (UTC); null = as many as come. */
    dailyCapacity: z.int().min(1).max(10_000_000).nullable().default(null),
    offers: z.array(SupplierOffer).max(100),
    /** Members of the brand who work there: they see its queue alone. Each works for one supplier. */
    memberIds: z.array(publicId('member')).max(100).default([]),
  })
  .meta({
    example: {
      name: 'Atelier Sud',
      active: true,
      dailyCapacity: 400,
      offers: [
        {
          processes: ['dtg'],
          productIds: [],
          countries: ['FR', 'ES'],
          setupCostMinor: 0,
          unitCostMinor: 410,
        },
      ],
      memberIds: [],
    },
  });
export type SaveSupplier = z.infer<typeof SaveSupplier>;

export const Supplier = SaveSupplier.extend({
  id: publicId('supplier'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Supplier = z.infer<typeof Supplier>;

/** Why a supplier was or was not taken. */
export const RoutingVerdict = z.enum([
  'chosen',
  'inactive',
  'process_not_offered',
  'product_not_offered',
  'country_not_served',
  'capacity_full',
  'dearer',
  'busier',
  'later_in_name',
]);
export const Routing = z
  .object({
    /** `rules` chose, or a person did. */
    by: z.enum(['rules', 'person']),
    supplierId: publicId('supplier').nullable(),
    /** Every supplier there was, the best first; of a person's choice none. */
    considered: z.array(
      z.object({
        supplierId: publicId('supplier'),
        verdict: RoutingVerdict,
        /** For all pieces; null where it makes no offer for them. */
        costMinor: AmountMinor.nullable(),
        /** Pieces it could still take that day; null = no limit. */
        freeCapacity: z.int().nullable(),
      }),
    ),
  })
  .meta({
    example: {
      by: 'rules',
      supplierId: 'sup_01kb0c6z3mf9v8x2q4t7y1n5rp',
      considered: [
        {
          supplierId: 'sup_01kb0c6z3mf9v8x2q4t7y1n5rp',
          verdict: 'chosen',
          costMinor: 4920,
          freeCapacity: 388,
        },
      ],
    },
  });
export type Routing = z.infer<typeof Routing>;

const shared = { tag: 'Suppliers', credentials: ['session', 'secret'] } as const;
const params = z.object({ supplierId: publicId('supplier') });

export const supplierRoutes = {
  listSuppliers: route({
    ...shared,
    method: 'GET',
    path: '/v1/suppliers',
    summary: 'Who prints for the brand, by name',
    permission: 'suppliers.read',
    status: 200,
    response: z.object({ items: z.array(Supplier) }),
  }),
  createSupplier: route({
    ...shared,
    method: 'POST',
    path: '/v1/suppliers',
    summary: 'Add a supplier; at most 200 a brand',
    permission: 'suppliers.write',
    idempotent: true,
    body: SaveSupplier,
    status: 201,
    response: Supplier,
    errors: ['supplier_name_taken', 'quantity_exceeded', 'plan_feature'],
  }),
  getSupplier: route({
    ...shared,
    method: 'GET',
    path: '/v1/suppliers/{supplierId}',
    summary: 'One supplier with its offers',
    permission: 'suppliers.read',
    params,
    status: 200,
    response: Supplier,
  }),
  saveSupplier: route({
    ...shared,
    method: 'PUT',
    path: '/v1/suppliers/{supplierId}',
    summary: 'Write a supplier anew; tickets it has stay with it',
    permission: 'suppliers.write',
    params,
    body: SaveSupplier,
    status: 200,
    response: Supplier,
    errors: ['supplier_name_taken'],
  }),
  deleteSupplier: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/suppliers/{supplierId}',
    summary: 'Remove a supplier that never had a ticket; others are made inactive',
    permission: 'suppliers.write',
    params,
    status: 204,
    errors: ['supplier_in_use'],
  }),
} as const;
