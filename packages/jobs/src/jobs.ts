import { JOBS, type JobDefinition } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { fromPrisma, PgBoss, type PrismaTransactionLike } from 'pg-boss';
import type { z } from 'zod';
import { type DeadJobRecord, deadJobs, type QueueCounts, queueCounts } from './inspect.ts';
import { JobRegistry } from './registry.ts';
import { startWorkers } from './worker.ts';

/** One line of structured log; the shape of pino's methods. */
export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface JobsOptions {
  /** Session-pinned connection (LISTEN does not pass through a transaction pooler). */
  readonly directUrl: string;
  readonly log: JobLog;
  readonly schema?: string;
  /** Connections of the queue's own pool. */
  readonly poolSize?: number;
  /** False where another process looks after expiry and dead letters (a pure sender). */
  readonly supervise?: boolean;
}

/** Where an enqueue belongs: inside this transaction, or not at all. */
export interface EnqueueScope {
  readonly tx: PrismaTransactionLike;
}

export interface EnqueueOptions {
  /** Not before then. */
  readonly startAfter?: Date;
  /** Jobs of one group share the definition's `groupConcurrency`. */
  readonly group?: string;
}

export const deadLetterOf = (name: string): string => `${name}.dead`;

function checked<D extends JobDefinition>(definition: D, payload: z.infer<D['payload']>): object {
  const parsed = definition.payload.safeParse(payload);
  if (parsed.success) return parsed.data as object;
  throw new CodedError({ code: 'internal', message: `job "${definition.name}": ${parsed.error.message}` });
}

/**
 * The durable queue. `enqueue` writes the job with the rows it belongs to; a transaction that rolls
 * back leaves no job. Workers are woken by NOTIFY and poll slowly besides.
 *
 * ```ts
 * const jobs = new Jobs({ directUrl, log });
 * await jobs.start();
 * await jobs.enqueue({ tx }, JOBS.produceLine, { brandId, requestId, productionJobId });
 * await jobs.work(registry, { concurrency: 2 });
 * await jobs.stop(); // waits for running jobs
 * ```
 */
export class Jobs {
  readonly boss: PgBoss;
  readonly #log: JobLog;
  readonly #schema: string;
  #started = false;
  #lastError: string | undefined;

  constructor({ directUrl, log, schema = 'jobs', poolSize = 4, supervise = true }: JobsOptions) {
    this.#log = log;
    this.#schema = schema;
    this.boss = new PgBoss({
      connectionString: directUrl,
      schema,
      max: poolSize,
      application_name: 'luneo-jobs',
      supervise,
      // A dead worker is found within its heartbeat plus this.
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 2,
      maintenanceIntervalSeconds: 60,
      schedule: false,
      useListenNotify: true,
      reindex: false,
    });
    // Without a listener an error of the pool would end the process, e.g. when the database restarts.
    this.boss.on('error', (error) => {
      this.#lastError = error.message;
      this.#log.warn({ err: error.message }, 'job queue: database error, will reconnect');
    });
    this.boss.on('warning', (warning) => this.#log.warn({ warning: warning.message }, 'job queue: warning'));
  }

  /** Installs the queue's schema where it is missing and creates a queue with dead letter per kind. */
  async start(definitions: readonly JobDefinition[] = Object.values<JobDefinition>(JOBS)): Promise<void> {
    await this.boss.start({ attempts: 5 });
    for (const definition of definitions) await this.#createQueue(definition);
    this.#started = true;
  }

  async #createQueue({ name, retries, heartbeatSeconds }: JobDefinition): Promise<void> {
    const base = {
      retryLimit: retries,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      heartbeatSeconds,
      expireInSeconds: 900,
      notify: true,
    };
    await this.boss.createQueue(deadLetterOf(name), { ...base, retryLimit: 1_000 });
    await this.boss.createQueue(name, { ...base, deadLetter: deadLetterOf(name) });
  }

  /** Enqueues inside the caller's transaction, to run at once or not before a time. Throws `internal` when the payload breaks its contract. */
  async enqueue<D extends JobDefinition>(
    scope: EnqueueScope,
    definition: D,
    payload: z.infer<D['payload']>,
    { startAfter, group }: EnqueueOptions = {},
  ): Promise<void> {
    await this.boss.send(definition.name, checked(definition, payload), {
      db: fromPrisma(scope.tx),
      ...(startAfter && { startAfter }),
      ...(group !== undefined && { group: { id: group } }),
    });
  }

  /** Many of a kind by one statement. */
  async enqueueAll<D extends JobDefinition>(
    scope: EnqueueScope,
    definition: D,
    payloads: readonly z.infer<D['payload']>[],
  ): Promise<void> {
    const jobs = payloads.map((payload) => ({ data: checked(definition, payload) }));
    await this.boss.insert(definition.name, jobs, { db: fromPrisma(scope.tx) });
  }

  /**
   * Enqueues a job unless one of this name was enqueued in this period of so many seconds, counted from the epoch;
   * asked by every worker, again and again. False: it was.
   */
  async every<D extends JobDefinition>(
    seconds: number,
    definition: D,
    payload: z.infer<D['payload']>,
  ): Promise<boolean> {
    const once = { singletonKey: definition.name, singletonSeconds: seconds };
    return (
      (await this.boss.send(definition.name, definition.payload.parse(payload) as object, once)) !== null
    );
  }

  /** Starts a worker a handler; refuses to when a kind of job has no handler. */
  async work(
    registry: JobRegistry,
    {
      concurrency,
      definitions,
    }: { readonly concurrency: number; readonly definitions?: readonly JobDefinition[] },
  ): Promise<void> {
    await startWorkers(this.boss, registry.complete(definitions), { concurrency, log: this.#log });
  }

  /** Every kind of job, counted now. */
  counts(
    definitions: readonly JobDefinition[] = Object.values<JobDefinition>(JOBS),
  ): Promise<readonly QueueCounts[]> {
    return queueCounts(
      this.boss.getDb(),
      this.#schema,
      definitions.map(({ name }) => name),
    );
  }

  /** Jobs whose tries are used up, newest first; `before`: the id a page ended at. */
  dead(query: {
    readonly queue: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
  }): Promise<readonly DeadJobRecord[]> {
    return deadJobs(this.boss.getDb(), this.#schema, query);
  }

  /** Throws when the queue cannot be reached. */
  async check(): Promise<void> {
    if (!this.#started) throw new Error(this.#lastError ?? 'not started');
    if ((await this.boss.schemaVersion()) === null) throw new Error('schema missing');
  }

  /** Lets running jobs finish (30 s at most); what is left runs again elsewhere. */
  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 30_000, close: true });
    this.#started = false;
  }
}
