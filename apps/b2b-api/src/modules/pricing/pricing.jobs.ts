import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ReplayPrices } from './replay-prices.ts';
import { SchedulePrices } from './schedule-prices.ts';

@Injectable()
export class PricingJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(SchedulePrices) private readonly scheduling: SchedulePrices,
    @Inject(ReplayPrices) private readonly replaying: ReplayPrices,
  ) {}

  onModuleInit(): void {
    this.registry
      .register({
        definition: JOBS.publishPrices,
        run: (payload) => this.scheduling.run(payload),
        // It stays scheduled, in the past, for all to see; publishing by hand mends it.
        exhausted: async () => undefined,
      })
      .register({
        definition: JOBS.replayPrices,
        run: (payload) => this.replaying.run(payload),
        exhausted: (payload, { message }) => this.replaying.giveUp(payload, message),
      });
  }
}
