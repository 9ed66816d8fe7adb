import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ContextFactory } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { LongJobsRepository } from '../long-jobs/long-jobs.repository.ts';
import { ApplyRetention } from './apply-retention.ts';
import { EraseBrand } from './erase-brand.ts';
import { EraseShopper, type ErasurePayload } from './erase-shopper.ts';

@Injectable()
export class ErasureJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(EraseShopper) private readonly shoppers: EraseShopper,
    @Inject(EraseBrand) private readonly brands: EraseBrand,
    @Inject(ApplyRetention) private readonly retention: ApplyRetention,
  ) {}

  onModuleInit(): void {
    this.registry
      .register({
        definition: JOBS.eraseShopper,
        run: (payload) => this.shoppers.run(payload),
        exhausted: (payload, { message }) => this.#fail(payload, message),
      })
      .register({
        definition: JOBS.eraseBrand,
        run: (payload) => this.brands.run(payload),
        exhausted: (payload, { message }) => this.#fail(payload, message),
      })
      .register({
        definition: JOBS.applyRetention,
        run: ({ requestId }) => this.retention.run(requestId),
        // The next day's does the same and more.
        exhausted: async () => undefined,
      });
  }

  async #fail({ brandId, requestId, jobId }: ErasurePayload, message: string): Promise<void> {
    const report = { message: message.slice(0, 500) };
    await this.work.run(this.contexts.system(brandId, requestId, 'erasure'), (tx) =>
      this.longJobs.update(tx, jobId, { status: 'failed', report }),
    );
  }
}
