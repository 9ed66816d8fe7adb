/** What a plan limits. Files and calls are counted by calendar month (UTC), the others at any moment. */
export const LIMITS = ['printFiles', 'seats', 'storageBytes', 'apiCalls'] as const;
export type Limit = (typeof LIMITS)[number];

/** What a plan opens. */
export const FEATURES = ['whiteLabel', 'api', 'webhooks', 'sso', 'customDomain', 'supplierRouting'] as const;
export type Feature = (typeof FEATURES)[number];

export interface Plan {
  readonly limits: Readonly<Record<Limit, number>>;
  readonly features: readonly Feature[];
  /** Of a month, and of a month of a plan paid by the year: 20 % less. EUR cents; null = not for sale. */
  readonly price: { readonly monthMinor: number; readonly yearMinor: number } | null;
  /** Of a print file beyond the limit, which is never refused. EUR cents. */
  readonly overagePrintFileMinor: number;
}

const GB = 1_000_000_000;
const NONE = Number.POSITIVE_INFINITY;
const PRO: readonly Feature[] = ['whiteLabel', 'api', 'webhooks'];
const sold = (monthMinor: number) => ({ monthMinor, yearMinor: (monthMinor * 12 * 4) / 5 });

/** The one price book of the platform, and `unlimited` for installations that sell nothing. */
export const PLANS = {
  starter: {
    limits: { printFiles: 10, seats: 1, storageBytes: GB, apiCalls: 0 },
    features: [],
    price: sold(0),
    overagePrintFileMinor: 50,
  },
  pro: {
    limits: { printFiles: 100, seats: 5, storageBytes: 10 * GB, apiCalls: 50_000 },
    features: PRO,
    price: sold(2_900),
    overagePrintFileMinor: 40,
  },
  business: {
    limits: { printFiles: 500, seats: 15, storageBytes: 50 * GB, apiCalls: 200_000 },
    features: FEATURES,
    price: sold(5_900),
    overagePrintFileMinor: 30,
  },
  enterprise: {
    // Files without a limit: fair use, and what is beyond it has a price.
    limits: { printFiles: 10_000, seats: NONE, storageBytes: 500 * GB, apiCalls: NONE },
    features: FEATURES,
    price: sold(9_900),
    overagePrintFileMinor: 20,
  },
  unlimited: {
    limits: { printFiles: NONE, seats: NONE, storageBytes: NONE, apiCalls: NONE },
    features: FEATURES,
    price: null,
    overagePrintFileMinor: 0,
  },
} as const satisfies Record<string, Plan>;
export type PlanName = keyof typeof PLANS;
export const PLAN_NAMES = Object.keys(PLANS) as [PlanName, ...PlanName[]];
