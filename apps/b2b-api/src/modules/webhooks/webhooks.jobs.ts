import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { EventSubscribers } from '../events/event-subscribers.ts';
import { DeliverWebhook } from './deliver-webhook.ts';
import { Dispatch } from './dispatch.ts';
import { ReplayWebhooks } from './replay-webhooks.ts';

@Injectable()
export class WebhooksJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(EventSubscribers) private readonly subscribers: EventSubscribers,
    @Inject(Dispatch) private readonly dispatch: Dispatch,
    @Inject(DeliverWebhook) private readonly delivering: DeliverWebhook,
    @Inject(ReplayWebhooks) private readonly replaying: ReplayWebhooks,
  ) {}

  onModuleInit(): void {
    this.subscribers.register((tx, event) => this.dispatch.fanOut(tx, event));
    this.registry
      .register({
        definition: JOBS.deliverWebhook,
        run: (payload) => this.delivering.run(payload),
        exhausted: (payload) => this.delivering.giveUp(payload),
      })
      .register({
        definition: JOBS.replayWebhooks,
        run: (payload) => this.replaying.run(payload),
        exhausted: (payload, { message }) => this.replaying.giveUp(payload, message),
      });
  }
}
