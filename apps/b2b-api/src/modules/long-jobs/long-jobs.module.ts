import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { JobStream } from './job-stream.ts';
import { JobWatch } from './job-watch.ts';
import { LongJobsController } from './long-jobs.controller.ts';
import { LongJobsRepository } from './long-jobs.repository.ts';
import { LongJobsService } from './long-jobs.service.ts';

@Module({
  imports: [EventsModule],
  controllers: [LongJobsController],
  providers: [JobStream, JobWatch, LongJobsRepository, LongJobsService],
  exports: [LongJobsRepository],
})
export class LongJobsModule {}
