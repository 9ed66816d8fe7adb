import { z } from 'zod';
import { AmountMinor, Currency, page, pageQuery, publicId, Quantity, Revision, Timestamp } from './common.ts';
import { LongJob } from './long-jobs.ts';
import { PriceBook, PriceFacts, Quote } from './pricing.ts';
import { route } from './route.ts';
import { RuleProof } from './rules.ts';

/** A price book as it is written; id and version come when it is published. */
export const PriceRules = PriceBook.omit({ id: true, version: true }).strict();
export type PriceRules = z.infer<typeof PriceRules>;

export const PriceBookRecord = z.object({
  productId: publicId('product'),
  version: z.int(),
  /** True: what shoppers pay now. */
  live: z.boolean(),
  book: PriceBook,
  createdAt: Timestamp,
});
export type PriceBookRecord = z.infer<typeof PriceBookRecord>;

/** What stands against publishing; `pointer` goes into `rules`. */
export const PriceFault = z.object({ pointer: z.string(), code: z.string(), message: z.string() });

export const PriceDraft = z.object({
  id: publicId('priceDraft'),
  productId: publicId('product'),
  name: z.string(),
  /** Version it was copied from. */
  basedOn: z.int().nullable(),
  rules: PriceRules,
  faults: z.array(PriceFault),
  revision: Revision,
  /** Version it became; then it is closed. */
  publishedVersion: z.int().nullable(),
  /** It is published then, as it is; until then or until that is called off it cannot be saved. */
  publishAt: Timestamp.nullable(),
  /** Why it was not, when its time came. */
  publishFault: z.string().nullable(),
  updatedAt: Timestamp,
});
export type PriceDraft = z.infer<typeof PriceDraft>;

export const PriceChange = z.object({
  /** Id of the rule, or the field of the book. */
  rule: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** Prices of carts, or of lines that were ordered and not cancelled. */
const ReplayOf = z.enum(['quotes', 'orders']).default('quotes');

const Amounts = { beforeMinor: AmountMinor, afterMinor: AmountMinor, differenceMinor: AmountMinor };
/** Differences are new minus old. */
export const PriceReplay = z.object({
  quotes: z.int(),
  changed: z.int(),
  /** Given in another currency: not compared. */
  otherCurrency: z.int(),
  /** Too old to know what was priced, or what they were made of is gone. */
  unknown: z.int(),
  currency: Currency,
  totalBeforeMinor: AmountMinor,
  totalAfterMinor: AmountMinor,
  difference: z.object({ minMinor: AmountMinor, medianMinor: AmountMinor, maxMinor: AmountMinor }).nullable(),
  biggest: z.array(
    z.object({
      designVersionId: publicId('designVersion'),
      /** Where orders were replayed. */
      orderId: publicId('order').optional(),
      lineItemId: publicId('lineItem').optional(),
      quantity: Quantity,
      ...Amounts,
    }),
  ),
});
export type PriceReplay = z.infer<typeof PriceReplay>;

const productParams = z.object({ productId: publicId('product') });
const draftParams = z.object({ priceDraftId: publicId('priceDraft') });
const versionParams = productParams.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });
const name = z.string().trim().min(1).max(120);
const read = { tag: 'Prices', credentials: ['session', 'secret'], permission: 'prices.read' } as const;
const write = { tag: 'Prices', credentials: ['session', 'secret'], permission: 'prices.write' } as const;

const publishErrors = [
  'price_draft_stale',
  'price_draft_published',
  'price_book_invalid',
  'price_version_scheduled',
] as const;

export const priceRoutes = {
  createQuote: route({
    method: 'POST',
    path: '/v1/quotes',
    tag: 'Prices',
    summary: 'Price a product, explained line by line; facts come from a design where one is named',
    credentials: ['session', 'secret', 'widget'],
    permission: 'products.read',
    body: z
      .object({
        productId: publicId('product'),
        variantId: publicId('variant'),
        quantity: Quantity,
        /** Values of options that are not part of variants. */
        choices: z.record(z.string().max(80), z.string().max(80)).optional(),
        /** Its printed sides, text, colours and area are priced. */
        designId: publicId('design').optional(),
        /** Without a design: how many sides are printed, and what is known of them. */
        printedSides: z.int().min(0).max(20).optional(),
        sides: PriceFacts.shape.sides,
      })
      .refine(({ designId, printedSides }) => (designId === undefined) !== (printedSides === undefined), {
        message: 'expected either designId or printedSides',
        path: ['printedSides'],
      }),
    status: 200,
    response: Quote,
    errors: ['variant_unknown', 'product_not_published', 'options_invalid', 'design_invalid'],
  }),
  proveProductRules: route({
    method: 'POST',
    path: '/v1/products/{productId}/rules/proof',
    tag: 'Catalogue',
    summary:
      'Prove the rules of a draft: dead, contradictory, unreachable and price-negative ones, each with an example',
    credentials: ['session', 'secret'],
    permission: 'products.read',
    params: productParams,
    status: 200,
    response: RuleProof,
  }),
  listPriceBooks: route({
    ...read,
    method: 'GET',
    path: '/v1/products/{productId}/price-books',
    summary: 'List published price books of a product, newest first',
    params: productParams,
    query: z.object(pageQuery),
    status: 200,
    response: page(PriceBookRecord),
  }),
  getPriceBook: route({
    ...read,
    method: 'GET',
    path: '/v1/products/{productId}/price-books/{version}',
    summary: 'Read a published price book',
    params: versionParams,
    status: 200,
    response: PriceBookRecord,
  }),
  createPriceDraft: route({
    ...write,
    method: 'POST',
    path: '/v1/products/{productId}/price-drafts',
    summary: 'Start a draft of prices, from rules or as a copy of the newest book',
    idempotent: true,
    params: productParams,
    body: z.object({ name, rules: PriceRules.optional() }),
    status: 201,
    response: PriceDraft,
    errors: ['price_book_missing'],
  }),
  listPriceDrafts: route({
    ...read,
    method: 'GET',
    path: '/v1/products/{productId}/price-drafts',
    summary: 'List drafts of prices, newest first',
    params: productParams,
    query: z.object(pageQuery),
    status: 200,
    response: page(PriceDraft),
  }),
  getPriceDraft: route({
    ...read,
    method: 'GET',
    path: '/v1/price-drafts/{priceDraftId}',
    summary: 'Read a draft of prices, with what stands against it',
    params: draftParams,
    status: 200,
    response: PriceDraft,
  }),
  savePriceDraft: route({
    ...write,
    method: 'PUT',
    path: '/v1/price-drafts/{priceDraftId}',
    summary: 'Save a draft of prices over the revision it was read at',
    params: draftParams,
    body: z.object({ baseRevision: Revision, name, rules: PriceRules }),
    status: 200,
    response: PriceDraft,
    errors: ['price_draft_stale', 'price_draft_published', 'price_draft_scheduled'],
  }),
  deletePriceDraft: route({
    ...write,
    method: 'DELETE',
    path: '/v1/price-drafts/{priceDraftId}',
    summary: 'Delete a draft of prices',
    params: draftParams,
    status: 204,
  }),
  comparePriceDraft: route({
    ...read,
    method: 'GET',
    path: '/v1/price-drafts/{priceDraftId}/changes',
    summary: 'What a draft changes of a price book, rule by rule',
    params: draftParams,
    query: z.object({
      /** Version to compare with; absent = the newest. */
      against: z.coerce.number().int().min(1).max(1_000_000).optional(),
    }),
    status: 200,
    response: z.object({ against: z.int().nullable(), changes: z.array(PriceChange) }),
  }),
  replayPriceDraft: route({
    ...read,
    method: 'POST',
    path: '/v1/price-drafts/{priceDraftId}/replay',
    summary: 'What the latest quotes or orders would come to by a draft; nothing is changed by asking',
    params: draftParams,
    body: z.object({
      of: ReplayOf,
      from: Timestamp.optional(),
      to: Timestamp.optional(),
      /** The latest so many. */
      limit: z.int().min(1).max(2_000).default(500),
    }),
    status: 200,
    response: PriceReplay,
  }),
  startPriceReplay: route({
    ...read,
    method: 'POST',
    path: '/v1/price-drafts/{priceDraftId}/replays',
    summary: 'The same over all of a time, as a job; its report is a replay',
    idempotent: true,
    params: draftParams,
    body: z
      .object({ of: ReplayOf, from: Timestamp.optional(), to: Timestamp.optional() })
      .meta({ example: { of: 'orders', from: '2026-01-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' } }),
    status: 202,
    response: LongJob,
  }),
  schedulePriceDraft: route({
    ...write,
    method: 'POST',
    path: '/v1/price-drafts/{priceDraftId}/schedule',
    summary: 'Publish a draft of prices at a time to come',
    idempotent: true,
    params: draftParams,
    body: z
      .object({ baseRevision: Revision, at: Timestamp })
      .meta({ example: { baseRevision: 3, at: '2030-01-01T00:00:00.000Z' } }),
    status: 200,
    response: PriceDraft,
    errors: ['schedule_past', ...publishErrors],
  }),
  unschedulePriceDraft: route({
    ...write,
    method: 'DELETE',
    path: '/v1/price-drafts/{priceDraftId}/schedule',
    summary: 'Call off the time to publish; nothing where there is none',
    params: draftParams,
    status: 200,
    response: PriceDraft,
  }),
  restorePriceBook: route({
    ...write,
    method: 'POST',
    path: '/v1/products/{productId}/price-books/{version}/restore',
    summary: 'Go back to former prices: publishes them again, as the newest version',
    idempotent: true,
    params: versionParams,
    status: 201,
    response: PriceBookRecord,
    errors: ['price_book_invalid', 'price_version_scheduled'],
  }),
  publishPriceDraft: route({
    ...write,
    method: 'POST',
    path: '/v1/price-drafts/{priceDraftId}/publish',
    summary: 'Make a draft the prices of its product; a published product gets a version with them at once',
    idempotent: true,
    params: draftParams,
    body: z.object({ baseRevision: Revision }),
    status: 201,
    response: PriceBookRecord,
    errors: publishErrors,
  }),
} as const;
