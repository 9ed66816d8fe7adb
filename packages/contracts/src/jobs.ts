import { z } from 'zod';

/**
 * A kind of background work: definition only, the handler is registered where it runs. `key` names
 * the effect, made before the first try, so that a second run finds the first one's work.
 */
export interface JobDefinition<P extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: P;
  readonly retries: number;
  /** A worker silent for longer is taken for dead and the job runs again. */
  readonly heartbeatSeconds: number;
  /** Runs at a time and process; the process's own setting unless given. For work that mostly waits. */
  readonly concurrency?: number;
  /** Runs at a time, in all processes, of jobs enqueued for the same group. */
  readonly groupConcurrency?: number;
  key(payload: z.infer<P>): string;
}
const job = <P extends z.ZodType>(definition: JobDefinition<P>): JobDefinition<P> => definition;

const tenant = { brandId: z.uuid(), requestId: z.string() };

export const JOBS = {
  /** Makes the print files of one line item. */
  produceLine: job({
    name: 'production.line',
    payload: z.object({ ...tenant, productionJobId: z.uuid() }),
    retries: 5,
    heartbeatSeconds: 12,
    key: (p) => p.productionJobId,
  }),
  /** Ends a request for approval at its deadline. */
  expireApproval: job({
    name: 'order.approval-deadline',
    payload: z.object({ ...tenant, approvalId: z.uuid() }),
    retries: 20,
    heartbeatSeconds: 12,
    key: (p) => p.approvalId,
  }),
  /** Renders proof and previews of a frozen version ahead of the order. */
  renderProof: job({
    name: 'design.proof',
    payload: z.object({ ...tenant, designVersionId: z.uuid() }),
    retries: 5,
    heartbeatSeconds: 12,
    key: (p) => p.designVersionId,
  }),
  /** Makes a scheduled version live at its time. */
  publishScheduled: job({
    name: 'product.publish',
    payload: z.object({ ...tenant, productId: z.uuid(), version: z.int() }),
    retries: 20,
    heartbeatSeconds: 12,
    key: (p) => `${p.productId} ${p.version}`,
  }),
  /** Makes scheduled prices count at their time. */
  publishPrices: job({
    name: 'prices.publish',
    payload: z.object({ ...tenant, priceDraftId: z.uuid(), revision: z.int() }),
    retries: 20,
    heartbeatSeconds: 12,
    key: (p) => `${p.priceDraftId} ${p.revision}`,
  }),
  /** Reckons past prices again by a draft. */
  replayPrices: job({
    name: 'prices.replay',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 3,
    heartbeatSeconds: 30,
    concurrency: 1,
    key: (p) => p.jobId,
  }),
  /** Checks an uploaded list of variants. */
  checkVariants: job({
    name: 'product.variants',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 5,
    heartbeatSeconds: 12,
    key: (p) => p.jobId,
  }),
  /** Lets a new key sign tokens, once a month. */
  turnSigningKeys: job({
    name: 'identity.turn-keys',
    payload: z.object({ requestId: z.string() }),
    retries: 3,
    heartbeatSeconds: 30,
    key: () => 'turn',
  }),
  /** Tells brands that near a limit of their plan. */
  checkQuotas: job({
    name: 'plan.quotas',
    payload: z.object({ requestId: z.string() }),
    retries: 2,
    heartbeatSeconds: 30,
    key: () => 'quotas',
  }),
  /** Deletes stored files that nothing needs. */
  sweepOrphans: job({
    name: 'storage.sweep',
    payload: z.object({ requestId: z.string() }),
    retries: 2,
    heartbeatSeconds: 30,
    key: () => 'sweep',
  }),
  /** Sends one event to one endpoint; a try of its own each. Grouped by endpoint: a slow one keeps to itself. */
  deliverWebhook: job({
    name: 'webhook.deliver',
    payload: z.object({ ...tenant, deliveryId: z.uuid(), round: z.int(), number: z.int() }),
    retries: 5,
    heartbeatSeconds: 12,
    concurrency: 12,
    groupConcurrency: 3,
    key: (p) => `${p.deliveryId} ${p.round} ${p.number}`,
  }),
  /** Enqueues the deliveries of a time again. */
  replayWebhooks: job({
    name: 'webhook.replay',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 5,
    heartbeatSeconds: 12,
    key: (p) => p.jobId,
  }),
  /** Puts all that a brand owns into one file. */
  exportBrand: job({
    name: 'brand.export',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 3,
    heartbeatSeconds: 30,
    key: (p) => p.jobId,
  }),
  /** Fills an empty brand from such a file. */
  importBrand: job({
    name: 'brand.import',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 3,
    heartbeatSeconds: 30,
    key: (p) => p.jobId,
  }),
  /** Copies what a brand offers to its test side. */
  copyCatalogue: job({
    name: 'brand.test_catalogue',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 3,
    heartbeatSeconds: 30,
    key: (p) => p.jobId,
  }),
  /** Erases what is known of a shopper. */
  eraseShopper: job({
    name: 'data.erase-shopper',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 5,
    heartbeatSeconds: 30,
    key: (p) => p.jobId,
  }),
  /** Erases a brand, once its waiting period is over. */
  eraseBrand: job({
    name: 'data.erase-brand',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 20,
    heartbeatSeconds: 30,
    key: (p) => p.jobId,
  }),
  /** Lets go of what every brand's rules say is kept no longer. */
  applyRetention: job({
    name: 'data.retention',
    payload: z.object({ requestId: z.string() }),
    retries: 2,
    heartbeatSeconds: 30,
    key: () => 'retention',
  }),
} as const;
