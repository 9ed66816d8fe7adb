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
  /** Runs by itself at these times, UTC; the payload is empty then. */
  readonly cron?: string;
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
  /** Checks an uploaded list of variants. */
  checkVariants: job({
    name: 'product.variants',
    payload: z.object({ ...tenant, jobId: z.uuid() }),
    retries: 5,
    heartbeatSeconds: 12,
    key: (p) => p.jobId,
  }),
  /** Ends approvals whose deadline is past. */
  expireApprovals: job({
    name: 'approvals.expire',
    payload: z.object({}),
    retries: 2,
    heartbeatSeconds: 12,
    cron: '*/10 * * * *',
    key: () => 'all',
  }),
} as const;
