import { Module } from '@nestjs/common';
import { LongJobsModule } from '../long-jobs/long-jobs.module.ts';
import { ApplyRetention } from './apply-retention.ts';
import { BrandAccounts } from './brand-accounts.ts';
import { EraseBrand } from './erase-brand.ts';
import { EraseShopper } from './erase-shopper.ts';
import { ErasureController } from './erasure.controller.ts';
import { ErasureJobs } from './erasure.jobs.ts';
import { ErasureRepository } from './erasure.repository.ts';
import { RetentionRepository } from './retention.repository.ts';
import { RetentionService } from './retention.service.ts';

@Module({
  imports: [LongJobsModule],
  controllers: [ErasureController],
  providers: [
    ApplyRetention,
    BrandAccounts,
    EraseBrand,
    ErasureJobs,
    ErasureRepository,
    EraseShopper,
    RetentionRepository,
    RetentionService,
  ],
})
export class ErasureModule {}
