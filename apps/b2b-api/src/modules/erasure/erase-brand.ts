import { type SqlPool, testSideOf } from '@luneo/auth';
import { JOBS, type LongJob } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { AUTH_POOL, SETTINGS } from '../../platform/tokens.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { BrandAccounts } from './brand-accounts.ts';
import type { ErasurePayload } from './erase-shopper.ts';
import { ErasureRepository } from './erasure.repository.ts';

const KIND = 'brand.erasure';
const Params = z.object({ dueAt: z.iso.datetime() });
const DAY_MS = 24 * 3_600_000;

/** Erases a brand when its waiting period is over; until then it works as before, and the wish can be called off. */
@Injectable()
export class EraseBrand {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(ErasureRepository) private readonly erasure: ErasureRepository,
    @Inject(BrandAccounts) private readonly accounts: BrandAccounts,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(AUTH_POOL) private readonly auth: SqlPool,
  ) {}

  /** Throws `erasure_unconfirmed`, `erasure_pending`. */
  async start(ctx: Ctx, confirm: string): Promise<LongJob> {
    if ((await this.accounts.slug(ctx.brandId)) !== confirm)
      throw new ApiError('erasure_unconfirmed', 'confirm with the slug of the brand');
    const dueAt = new Date(ctx.clock.now() + this.settings.erasureWaitDays * DAY_MS);
    const params = { dueAt: dueAt.toISOString() };
    return this.work.answer(ctx, async (tx) => {
      if (await this.longJobs.waits(tx, KIND))
        throw new ApiError('erasure_pending', 'it waits already; call it off or let it come');
      const { id } = await this.longJobs.insert(tx, { id: ctx.newId(), kind: KIND, params });
      const row = await this.longJobs.update(tx, id, { status: 'waiting', report: params });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.eraseBrand, { brandId, requestId, jobId: id }, { startAfter: dueAt });
      return toLongJob(row);
    });
  }

  /** Throws `job_state` once it has begun. */
  async cancel(ctx: Ctx, publicJobId: string): Promise<undefined> {
    const id = uuidOf('longJob', publicJobId);
    await this.work.run(ctx, async (tx) => {
      const job = await this.longJobs.lock(tx, id);
      if (job.kind !== KIND) throw notFound();
      if (job.status !== 'waiting')
        throw new ApiError('job_state', `the erasure is ${job.status}`, { params: { status: job.status } });
      await this.longJobs.update(tx, id, { status: 'cancelled' });
    });
    return undefined;
  }

  /** The job. Accounts first, so that nobody writes any more; killed in between, it goes on where it was. */
  async run({ brandId, requestId, jobId }: ErasurePayload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'erasure');
    const due = await this.work.run(ctx, async (tx) => {
      const job = await this.longJobs.lock(tx, jobId);
      const dueAt = new Date(Params.parse(job.params).dueAt);
      if (job.status !== 'waiting' && job.status !== 'running') return false;
      // The queue's clock may be ahead of ours.
      if (dueAt.getTime() > ctx.clock.now()) {
        await this.jobs.enqueue(tx, JOBS.eraseBrand, { brandId, requestId, jobId }, { startAfter: dueAt });
        return false;
      }
      await this.longJobs.update(tx, jobId, { status: 'running' });
      return true;
    });
    if (!due) return;
    const accounts = await this.accounts.close(brandId);
    const side = this.contexts.system(await testSideOf(this.auth, brandId), requestId, 'erasure');
    await this.work.slowly(side, (tx) => this.erasure.eraseBrand(tx, jobId));
    await this.work.slowly(ctx, async (tx) => {
      const erased = await this.erasure.eraseBrand(tx, jobId);
      const kept = [
        { what: 'this report', count: 1, why: 'proof of the erasure; the brand is a number in it' },
      ];
      const report = { erased: { ...erased, ...accounts }, kept };
      await this.longJobs.update(tx, jobId, { status: 'done', done: 1, total: 1, report });
      await this.jobs.enqueue(tx, JOBS.sweepOrphans, { requestId });
    });
  }
}
