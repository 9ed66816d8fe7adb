import { Module } from '@nestjs/common';
import { LongJobsController } from './long-jobs.controller.ts';
import { LongJobsRepository } from './long-jobs.repository.ts';

@Module({
  controllers: [LongJobsController],
  providers: [LongJobsRepository],
  exports: [LongJobsRepository],
})
export class LongJobsModule {}
