import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ContextFactory } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { ImportVariants } from './import-variants.ts';
import { PublishProduct } from './publish-product.ts';
import { VersionsRepository } from './versions.repository.ts';

interface Scheduled {
  readonly brandId: string;
  readonly requestId: string;
  readonly productId: string;
  readonly version: number;
}

@Injectable()
export class ProductsJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(PublishProduct) private readonly publishing: PublishProduct,
    @Inject(ImportVariants) private readonly importing: ImportVariants,
  ) {}

  onModuleInit(): void {
    this.registry
      .register({
        definition: JOBS.publishScheduled,
        run: (payload) => this.#publish(payload),
        // It stays scheduled, in the past, for all to see; publishing by hand mends it.
        exhausted: async () => undefined,
      })
      .register({
        definition: JOBS.checkVariants,
        run: (payload) => this.importing.check(payload),
        exhausted: (payload, { message }) => this.importing.giveUp(payload, message),
      });
  }

  /** Nothing, where the schedule was called off or names another version by now. */
  async #publish({ brandId, requestId, productId, version }: Scheduled): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'schedule');
    await this.work.run(ctx, async (tx) => {
      const { revision, scheduledVersion, scheduledAt } = await this.drafts.entry(tx, productId);
      if (scheduledVersion !== version || scheduledAt === null) return;
      await this.drafts.hold(tx, productId, revision);
      // The queue's clock may be ahead of ours, or the schedule moved: not before its time.
      if (scheduledAt.getTime() > tx.clock.now()) {
        await this.publishing.enqueue(tx, productId, version, scheduledAt);
        return;
      }
      const row = await this.versions.find(tx, productId, version);
      if (row !== undefined) await this.publishing.goLive(tx, productId, row);
    });
  }
}
