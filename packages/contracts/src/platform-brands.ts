import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

/** Kept for ever, and shown to the brand. */
export const Reason = z.string().trim().min(3).max(500);

export const PlatformBrand = z
  .object({
    id: publicId('brand'),
    name: z.string(),
    slug: z.string(),
    createdAt: Timestamp,
    members: z.int(),
    keysInUse: z.int(),
    suspension: z.object({ at: Timestamp, reason: z.string() }).nullable(),
  })
  .meta({
    example: {
      id: 'brd_01kb0c6z3mf9v8x2q4t7y1n5rg',
      name: 'Maison Lumen',
      slug: 'maison-lumen',
      createdAt: '2026-11-23T09:30:00.000Z',
      members: 4,
      keysInUse: 2,
      suspension: null,
    },
  });
export type PlatformBrand = z.infer<typeof PlatformBrand>;

const Bytes = z.int().min(0);
/** What a brand has and costs, counted now. */
export const PlatformBrandUse = z
  .object({
    products: z.int(),
    designs: z.int(),
    orders: z.int(),
    ordersLast30Days: z.int(),
    storage: z.object({ assetBytes: Bytes, printFileBytes: Bytes }),
    /** Files drawn, and lines they served: the difference was drawn once and shared. */
    rendering: z.object({ renders: z.int(), rendersLast30Days: z.int(), printFiles: z.int() }),
    health: z.object({
      linesHeld: z.int(),
      linesFailed: z.int(),
      /** Lines that wait for their files longer than ten minutes. */
      linesLate: z.int(),
      webhooksDisabled: z.int(),
      deliveriesFailedLast24Hours: z.int(),
    }),
  })
  .meta({
    example: {
      products: 12,
      designs: 840,
      orders: 310,
      ordersLast30Days: 42,
      storage: { assetBytes: 734_003_200, printFileBytes: 91_226_112 },
      rendering: { renders: 288, rendersLast30Days: 40, printFiles: 310 },
      health: {
        linesHeld: 1,
        linesFailed: 0,
        linesLate: 0,
        webhooksDisabled: 0,
        deliveriesFailedLast24Hours: 2,
      },
    },
  });
export type PlatformBrandUse = z.infer<typeof PlatformBrandUse>;

export const PlatformAct = z
  .object({
    id: publicId('platformAct'),
    at: Timestamp,
    userId: publicId('user'),
    email: z.string().nullable(),
    operation: z.string(),
    brandId: publicId('brand').nullable(),
    reason: z.string().nullable(),
    /** What was asked for. */
    details: z.record(z.string(), z.unknown()),
    requestId: z.string(),
    ip: z.string(),
    userAgent: z.string().nullable(),
  })
  .meta({
    example: {
      id: 'pla_01kb0c6z3mf9v8x2q4t7y1n5rg',
      at: '2026-11-23T09:30:00.000Z',
      userId: 'usr_01kb0c6z3mf9v8x2q4t7y1n5rg',
      email: 'ops@luneo.example',
      operation: 'suspendBrand',
      brandId: 'brd_01kb0c6z3mf9v8x2q4t7y1n5rg',
      reason: 'Unpaid since September',
      details: {},
      requestId: '019ab0c3-7c74-7a5d-8f45-7a2f2c0a5701',
      ip: '203.0.113.7',
      userAgent: 'Mozilla/5.0',
    },
  });
export type PlatformAct = z.infer<typeof PlatformAct>;

export const platformShared = { tag: 'Platform', credentials: ['platform'] } as const;
export const ofBrand = z.object({ brandId: publicId('brand') });

export const platformBrandRoutes = {
  listPlatformBrands: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/brands',
    summary: 'Brands of this installation',
    query: z.object({
      ...pageQuery,
      /** Part of a name, of a slug or of a member's address. */
      search: z.string().max(100).optional(),
      status: z.enum(['active', 'suspended']).optional(),
      sort: z.enum(['newest', 'name']).default('newest'),
    }),
    status: 200,
    response: page(PlatformBrand),
  }),
  getPlatformBrand: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/brands/{brandId}',
    summary: 'A brand with its health, use and cost',
    params: ofBrand,
    status: 200,
    response: PlatformBrand.extend({ use: PlatformBrandUse }),
  }),
  suspendBrand: route({
    ...platformShared,
    method: 'POST',
    path: '/v1/platform/brands/{brandId}/suspend',
    summary: 'Refuse the keys, members and shoppers of a brand; orders already taken are still produced',
    params: ofBrand,
    body: z.strictObject({ reason: Reason }),
    status: 200,
    response: PlatformBrand,
    errors: ['brand_state'],
  }),
  resumeBrand: route({
    ...platformShared,
    method: 'POST',
    path: '/v1/platform/brands/{brandId}/resume',
    summary: 'Let a suspended brand in again',
    params: ofBrand,
    body: z.strictObject({ reason: Reason }),
    status: 200,
    response: PlatformBrand,
    errors: ['brand_state'],
  }),
  listPlatformActs: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/acts',
    summary: 'What owners of the platform did, newest first',
    query: z.object({ ...pageQuery, brandId: publicId('brand').optional() }),
    status: 200,
    response: page(PlatformAct),
  }),
} as const;
