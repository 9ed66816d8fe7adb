import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { LongJobsModule } from '../long-jobs/long-jobs.module.ts';
import { DeliverWebhook } from './deliver-webhook.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { Dispatch } from './dispatch.ts';
import { EndpointsRepository } from './endpoints.repository.ts';
import { EndpointsService } from './endpoints.service.ts';
import { ReplayWebhooks } from './replay-webhooks.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { WebhooksJobs } from './webhooks.jobs.ts';

@Module({
  imports: [EventsModule, LongJobsModule],
  controllers: [WebhooksController],
  providers: [
    DeliverWebhook,
    DeliveriesRepository,
    DeliveriesService,
    Dispatch,
    EndpointsRepository,
    EndpointsService,
    ReplayWebhooks,
    WebhooksJobs,
  ],
})
export class WebhooksModule {}
