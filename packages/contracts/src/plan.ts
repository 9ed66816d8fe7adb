import { z } from 'zod';
import { Timestamp } from './common.ts';
import { route } from './route.ts';

const LimitUse = z.object({
  name: z.enum(['printFiles', 'seats', 'storageBytes']),
  /** Null = no limit. */
  limit: z.int().nullable(),
  use: z.int(),
  /** When the count begins anew; null where nothing is counted by time. */
  resetsAt: Timestamp.nullable(),
});

export const BrandPlan = z
  .object({
    plan: z.enum(['starter', 'pro', 'business', 'enterprise', 'unlimited']),
    limits: z.array(LimitUse),
    features: z.array(z.enum(['whiteLabel', 'api', 'webhooks', 'sso', 'customDomain', 'supplierRouting'])),
    /** Price of the print files beyond the limit so far this month, EUR cents. */
    overageMinor: z.int(),
  })
  .meta({
    example: {
      plan: 'pro',
      limits: [
        { name: 'printFiles', limit: 100, use: 103, resetsAt: '2026-12-01T00:00:00.000Z' },
        { name: 'seats', limit: 5, use: 3, resetsAt: null },
        { name: 'storageBytes', limit: 10_000_000_000, use: 41_200_000, resetsAt: null },
      ],
      features: ['whiteLabel', 'api', 'webhooks'],
      overageMinor: 120,
    },
  });
export type BrandPlan = z.infer<typeof BrandPlan>;

export const planRoutes = {
  getPlan: route({
    method: 'GET',
    path: '/v1/plan',
    tag: 'Plan',
    summary: 'What the brand’s plan gives, and how much of it is used',
    credentials: ['session'],
    permission: 'brand.manage',
    account: true,
    status: 200,
    response: BrandPlan,
  }),
};
