import { z } from 'zod';
import { Timestamp } from './common.ts';
import { ofBrand, platformShared, Reason } from './platform-brands.ts';
import { route } from './route.ts';

const PLAN_NAME = z.enum(['starter', 'pro', 'business', 'enterprise', 'unlimited']);
const LimitName = z.enum(['printFiles', 'seats', 'storageBytes', 'apiCalls']);
const FeatureName = z.enum(['whiteLabel', 'api', 'webhooks', 'sso', 'customDomain', 'supplierRouting']);

const LimitUse = z.object({
  name: LimitName,
  /** Null = no limit. */
  limit: z.int().nullable(),
  use: z.int(),
  /** When the count begins anew; null where nothing is counted by time. */
  resetsAt: Timestamp.nullable(),
});

export const BrandPlan = z
  .object({
    plan: PLAN_NAME,
    limits: z.array(LimitUse),
    features: z.array(FeatureName),
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
        { name: 'apiCalls', limit: 50_000, use: 1_204, resetsAt: '2026-12-01T00:00:00.000Z' },
      ],
      features: ['whiteLabel', 'api', 'webhooks'],
      overageMinor: 120,
    },
  });
export type BrandPlan = z.infer<typeof BrandPlan>;

/** A plan's name, a count (null = no limit), or whether a feature is open. */
const OverrideValue = z.union([z.string().max(20), z.int().min(0), z.boolean(), z.null()]);
export const PlanOverride = z
  .object({
    name: z.enum(['plan', ...LimitName.options, ...FeatureName.options]),
    value: OverrideValue,
    /** Null = for good. */
    until: Timestamp.nullable(),
    /** True: what the plan says counts again. */
    ended: z.boolean(),
    reason: z.string(),
  })
  .meta({
    example: {
      name: 'printFiles',
      value: 2_000,
      until: '2027-01-01T00:00:00.000Z',
      ended: false,
      reason: 'Christmas season',
    },
  });
export type PlanOverride = z.infer<typeof PlanOverride>;

export const PlatformBrandPlan = BrandPlan.extend({ overrides: z.array(PlanOverride) });
export type PlatformBrandPlan = z.infer<typeof PlatformBrandPlan>;

const Cents = z.int().min(0).max(10_000_000);
const DraftPlan = z
  .strictObject({
    monthMinor: Cents,
    overagePrintFileMinor: Cents,
    /** Null = no limit. */
    printFiles: z.int().min(0).nullable(),
    seats: z.int().min(0).nullable(),
    storageBytes: z.int().min(0).nullable(),
    apiCalls: z.int().min(0).nullable(),
  })
  .partial();
const RunLine = z.object({
  brandId: ofBrand.shape.brandId,
  name: z.string(),
  plan: PLAN_NAME,
  /** What the month so far costs, and what it would cost, EUR cents. */
  nowMinor: z.int(),
  thenMinor: z.int(),
  /** Limits the brand would be over, and is not. */
  over: z.array(LimitName),
});
export const PriceBookRun = z.object({
  brands: z.int(),
  changed: z.int(),
  nowMinor: z.int(),
  thenMinor: z.int(),
  /** The brands that change most, at most 100. */
  lines: z.array(RunLine),
});
export type PriceBookRun = z.infer<typeof PriceBookRun>;

const ofOverride = ofBrand.extend({ name: PlanOverride.shape.name });

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
  getPlatformBrandPlan: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/brands/{brandId}/plan',
    summary: 'Plan, limits and use of a brand, and what was set for it alone',
    params: ofBrand,
    status: 200,
    response: PlatformBrandPlan,
  }),
  putPlanOverride: route({
    ...platformShared,
    method: 'PUT',
    path: '/v1/platform/brands/{brandId}/plan-overrides/{name}',
    summary: 'Set a plan, a limit or a feature for one brand, for a time or for good',
    params: ofOverride,
    body: z
      .strictObject({ value: OverrideValue, until: Timestamp.optional(), reason: Reason })
      .meta({ example: { value: 2_000, until: '2027-01-01T00:00:00.000Z', reason: 'Christmas season' } }),
    status: 200,
    response: PlatformBrandPlan,
    errors: ['expiry_past'],
  }),
  deletePlanOverride: route({
    ...platformShared,
    method: 'DELETE',
    path: '/v1/platform/brands/{brandId}/plan-overrides/{name}',
    summary: 'Let the plan count again',
    params: ofOverride,
    query: z.object({ reason: Reason }),
    status: 204,
  }),
  runPriceBook: route({
    ...platformShared,
    method: 'POST',
    path: '/v1/platform/price-book-runs',
    summary:
      'What plans with other prices and limits would mean for each brand, by its use this month; changes nothing',
    body: z
      .strictObject({
        plans: z.strictObject({
          starter: DraftPlan.optional(),
          pro: DraftPlan.optional(),
          business: DraftPlan.optional(),
          enterprise: DraftPlan.optional(),
        }),
      })
      .meta({ example: { plans: { pro: { monthMinor: 3_500, printFiles: 150 } } } }),
    status: 200,
    response: PriceBookRun,
  }),
};
