import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ContextFactory } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { AnswerApproval } from './answer-approval.ts';
import { RequestApproval } from './request-approval.ts';

@Injectable()
export class ApprovalJobs implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AnswerApproval) private readonly answers: AnswerApproval,
    @Inject(RequestApproval) private readonly requests: RequestApproval,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      definition: JOBS.expireApproval,
      run: async (payload) => {
        // The queue's clock may be ahead of ours: not before its time.
        const later = await this.answers.expire(payload);
        if (later === undefined) return;
        const ctx = this.contexts.system(payload.brandId, payload.requestId, 'approval');
        await this.work.run(ctx, (tx) => this.requests.enqueue(tx, payload.approvalId, later));
      },
      // The deadline itself refuses answers; the order stays held and the brand sees why.
      exhausted: async () => undefined,
    });
  }
}
