import { JOBS, type LongJob } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { BrandAccounts } from './brand-accounts.ts';
import { ErasureRepository, type Subject } from './erasure.repository.ts';
import { RetentionRepository } from './retention.repository.ts';

const Params = z.object({ shopperId: z.string().optional(), email: z.string().optional() });
const DAY_MS = 24 * 3_600_000;

export interface ErasurePayload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

interface Kept {
  readonly what: string;
  readonly count: number;
  readonly why: string;
  readonly until?: string;
}

/** Takes away what is known of a shopper, in one transaction; what must stay loses every sign of who it was. */
@Injectable()
export class EraseShopper {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(ErasureRepository) private readonly erasure: ErasureRepository,
    @Inject(RetentionRepository) private readonly retention: RetentionRepository,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BrandAccounts) private readonly accounts: BrandAccounts,
  ) {}

  start(ctx: Ctx, params: Subject): Promise<LongJob> {
    return this.work.answer(ctx, async (tx) => {
      const row = await this.longJobs.insert(tx, { id: ctx.newId(), kind: 'shopper.erasure', params });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.eraseShopper, { brandId, requestId, jobId: row.id });
      return toLongJob(row);
    });
  }

  async run({ brandId, requestId, jobId }: ErasurePayload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'erasure');
    await this.work.slowly(ctx, async (tx) => {
      const { status, params } = await this.longJobs.lock(tx, jobId);
      if (status !== 'queued' && status !== 'running') return;
      const report = await this.#erase(tx, Params.parse(params));
      await this.erasure.forgetSubject(tx, jobId);
      await this.longJobs.update(tx, jobId, { status: 'done', done: 1, total: 1, report });
      // What only the shopper needed is deleted as soon as it is a day old.
      await this.jobs.enqueue(tx, JOBS.sweepOrphans, { requestId });
    });
  }

  async #erase(tx: TxCtx, subject: Subject): Promise<object> {
    const orders = await this.erasure.orders(tx, subject);
    const found = subject.email === undefined ? [] : await this.erasure.shoppersOf(tx, orders);
    const shoppers = [
      ...new Set([...found, ...(subject.shopperId === undefined ? [] : [subject.shopperId])]),
    ];
    const designs = await this.erasure.designsOf(tx, shoppers);
    const until = await this.#until(tx, orders);
    const gone = await this.erasure.deleteDesigns(tx, designs);
    const keptDesigns = await this.erasure.releaseDesigns(tx, designs);
    const assets = await this.erasure.deleteAssets(tx, { shoppers });
    const keptAssets = await this.erasure.releaseAssets(tx, shoppers);
    const blanked = await this.erasure.blankOrders(tx, orders);
    const notes = await this.erasure.blankNotes(tx, orders);
    const messages =
      subject.email === undefined ? 0 : await this.accounts.forgetMessages(tx.brandId, subject.email);
    const answers = await this.erasure.deleteAnswers(tx, shoppers, subject.email);
    const events = await this.erasure.eraseActors(tx, shoppers);
    const frozen = 'ordered designs are kept as they were printed';
    const kept: Kept[] = [
      { what: 'orders', count: blanked, why: 'bookkeeping; name, e-mail and address were taken out' },
      { what: 'designs', count: keptDesigns, why: frozen, ...until },
      { what: 'uploads', count: keptAssets, why: frozen, ...until },
    ];
    return {
      erased: {
        ...gone,
        uploads: assets,
        personalFieldsOfOrders: blanked,
        notes,
        messages,
        answers,
        actorsOfEvents: events,
      },
      kept: kept.filter(({ count }) => count > 0),
    };
  }

  /** Until when the brand's rules keep what was printed. */
  async #until(tx: TxCtx, orders: readonly string[]): Promise<{ until?: string }> {
    const last = await this.erasure.lastOrderAt(tx, orders);
    const { rules } = await this.retention.get(tx);
    return last === undefined
      ? {}
      : { until: new Date(last.getTime() + rules.printFileDays * DAY_MS).toISOString() };
  }
}
