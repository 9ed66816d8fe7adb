import type { LongJob } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { mayCancel, maySee } from './long-job-kinds.ts';
import {
  type LongJobRow,
  type LongJobStatus,
  LongJobsRepository,
  toLongJob,
} from './long-jobs.repository.ts';

const CANCELLABLE: ReadonlySet<LongJobStatus> = new Set(['queued', 'running', 'waiting']);

@Injectable()
export class LongJobsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(LongJobsRepository) private readonly jobs: LongJobsRepository,
  ) {}

  list(
    ctx: Ctx,
    query: {
      cursor?: string | undefined;
      limit: number;
      kind?: string | undefined;
      status?: LongJobStatus | undefined;
    },
  ): Promise<{ items: LongJob[]; nextCursor: string | null }> {
    const before = readCursor(query.cursor)?.id;
    return this.work.run(ctx, async (tx) => {
      const rows = await this.jobs.list(tx, { ...query, before, take: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: shown.map(toLongJob),
        nextCursor: rows.length > query.limit && last !== undefined ? cursorOf({ id: last.id }) : null,
      };
    });
  }

  /** Throws `not_found`, also for what the caller may not see. */
  row(ctx: Ctx, jobId: string): Promise<LongJobRow> {
    const id = uuidOf('longJob', jobId);
    return this.work.run(ctx, (tx) => this.#seen(tx, id));
  }

  /** Its handler finds out at its next step and stops there. */
  cancel(ctx: Ctx, jobId: string): Promise<LongJob> {
    const id = uuidOf('longJob', jobId);
    return this.work.answer(ctx, async (tx) => {
      await this.#seen(tx, id);
      const job = await this.jobs.lock(tx, id);
      if (!mayCancel(ctx, job)) throw new ApiError('forbidden', 'somebody else began this work');
      if (!CANCELLABLE.has(job.status))
        throw new ApiError('job_state', `the job is ${job.status}`, { params: { status: job.status } });
      return toLongJob(await this.jobs.update(tx, id, { status: 'cancelled' }));
    });
  }

  async #seen(tx: TxCtx, id: string): Promise<LongJobRow> {
    const row = await this.jobs.get(tx, id);
    if (!maySee(tx, row)) throw notFound();
    return row;
  }
}
