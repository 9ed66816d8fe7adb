import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ContextFactory, NO_BRAND } from '../../platform/ctx.ts';
import type { Log } from '../../platform/log.ts';
import { LOG } from '../../platform/tokens.ts';
import { SweepOrphans } from './sweep-orphans.ts';

/** The daily sweep. */
@Injectable()
export class SweepJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(SweepOrphans) private readonly sweep: SweepOrphans,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      definition: JOBS.sweepOrphans,
      run: async ({ requestId }, { signal }) => {
        const report = await this.sweep.run(this.contexts.system(NO_BRAND, requestId, 'sweep'), {
          dryRun: false,
          signal,
        });
        this.log.info({ ...report }, 'stored files swept');
      },
      // Nothing is lost: the next day's does the same.
      exhausted: async () => undefined,
    });
  }
}
