import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { deadLetterOf, type JobLog } from './jobs.ts';
import type { JobHandler } from './registry.ts';

interface WorkerOptions {
  readonly concurrency: number;
  readonly log: JobLog;
}

/** Polling beside NOTIFY: how long a job waits when its notification was lost. */
const BACKSTOP_SECONDS = 2;
const POLLING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: BACKSTOP_SECONDS } as const;

/** Reads what every payload carries, for the log lines of a run. */
function trace(data: unknown): { requestId?: string; brandId?: string } {
  const { requestId, brandId } = (data ?? {}) as Record<string, unknown>;
  return {
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(typeof brandId === 'string' ? { brandId } : {}),
  };
}

async function runOne(handler: JobHandler, job: JobWithMetadata, log: JobLog): Promise<void> {
  const fields = { job: job.name, jobId: job.id, attempt: job.retryCount, ...trace(job.data) };
  const startedAt = performance.now();
  try {
    const payload = handler.definition.payload.parse(job.data);
    await handler.run(payload, {
      jobId: job.id,
      attempt: job.retryCount,
      last: job.retryCount >= job.retryLimit,
      signal: job.signal,
    });
    log.info({ ...fields, ms: Math.round(performance.now() - startedAt) }, 'job done');
  } catch (error) {
    const err = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error({ ...fields, err }, 'job failed');
    throw error;
  }
}

const messageOf = (output: unknown): string => {
  const value = output as { message?: unknown; value?: { message?: unknown } } | null;
  const message = value?.message ?? value?.value?.message;
  return typeof message === 'string' ? message : 'all tries failed';
};

async function runDead(handler: JobHandler, job: JobWithMetadata, log: JobLog): Promise<void> {
  const message = messageOf((job as { sourceOutput?: unknown }).sourceOutput);
  await handler.exhausted(handler.definition.payload.parse(job.data), { message });
  log.error(
    { job: handler.definition.name, jobId: job.id, reason: message, ...trace(job.data) },
    'job given up',
  );
}

export async function startWorkers(
  boss: PgBoss,
  handlers: readonly JobHandler[],
  { concurrency, log }: WorkerOptions,
): Promise<void> {
  for (const handler of handlers) {
    const { name, concurrency: wanted = concurrency, groupConcurrency } = handler.definition;
    const grouped = groupConcurrency === undefined ? {} : { groupConcurrency };
    for (let n = 0; n < wanted; n++) await workOn(boss, name, (job) => runOne(handler, job, log), grouped);
    await workOn(boss, deadLetterOf(name), (job) => runDead(handler, job, log));
  }
}

/**
 * One job at a time. Whoever has ended one looks for the next at once: NOTIFY only wakes the idle, and a
 * backlog (after an outage, say) would drain at one job a poll.
 */
async function workOn(
  boss: PgBoss,
  queue: string,
  run: (job: JobWithMetadata<object>) => Promise<void>,
  grouped: { readonly groupConcurrency?: number } = {},
): Promise<void> {
  const options = { ...POLLING, ...grouped, includeMetadata: true, batchSize: 1 } as const;
  const id = await boss.work<object, void, typeof options>(queue, options, async ([job]) => {
    try {
      await run(job as JobWithMetadata<object>);
    } finally {
      boss.notifyWorker(id);
    }
  });
}
