import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { LongJobsRepository, toLongJob } from './long-jobs.repository.ts';

@Controller()
export class LongJobsController {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(LongJobsRepository) private readonly jobs: LongJobsRepository,
  ) {}

  @Operation('getJob')
  get(@Input() { ctx, params }: Call<'getJob'>): Promise<Answer<'getJob'>> {
    const id = uuidOf('longJob', params.jobId);
    return this.work.run(ctx, async (tx) => toLongJob(await this.jobs.get(tx, id)));
  }
}
