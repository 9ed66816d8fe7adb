import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ContextFactory } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import { LOG } from '../../platform/tokens.ts';
import { type LongJobRow, LongJobsRepository } from './long-jobs.repository.ts';

/** Told of the job's state at every look; undefined = it is gone. */
type Listener = (row: LongJobRow | undefined) => void;

const LOOK_MS = 500;

/** Looks at watched jobs twice a second, in one query a brand however many watch. */
@Injectable()
export class JobWatch implements OnModuleDestroy {
  /** brand -> job -> listeners. */
  readonly #watched = new Map<string, Map<string, Set<Listener>>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LongJobsRepository) private readonly jobs: LongJobsRepository,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Returns how to stop. */
  watch(brandId: string, jobId: string, listener: Listener): () => void {
    const jobs = this.#watched.get(brandId) ?? new Map<string, Set<Listener>>();
    const listeners = jobs.get(jobId) ?? new Set<Listener>();
    this.#watched.set(brandId, jobs);
    jobs.set(jobId, listeners.add(listener));
    this.#timer ??= setTimeout(() => this.#look(), LOOK_MS);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) jobs.delete(jobId);
      if (jobs.size === 0) this.#watched.delete(brandId);
    };
  }

  onModuleDestroy(): void {
    this.#watched.clear();
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    for (const [brandId, jobs] of [...this.#watched]) await this.#lookAt(brandId, jobs);
    this.#timer = this.#watched.size === 0 ? undefined : setTimeout(() => this.#look(), LOOK_MS);
  }

  async #lookAt(brandId: string, jobs: ReadonlyMap<string, ReadonlySet<Listener>>): Promise<void> {
    const ids = [...jobs.keys()];
    try {
      const ctx = this.contexts.system(brandId, 'job-watch', 'job-watch');
      const rows = await this.work.run(ctx, (tx) => this.jobs.some(tx, ids));
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const id of ids) for (const listener of [...(jobs.get(id) ?? [])]) listener(byId.get(id));
    } catch (error) {
      // The next look may succeed; who watches hears nothing meanwhile.
      this.log.warn({ err: error instanceof Error ? error.message : String(error) }, 'jobs not looked at');
    }
  }
}
