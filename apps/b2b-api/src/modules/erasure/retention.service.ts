import type { RetentionRecord, RetentionRules } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ApiError } from '../../platform/problem.ts';
import { RetentionRepository } from './retention.repository.ts';

@Injectable()
export class RetentionService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(RetentionRepository) private readonly rules: RetentionRepository,
  ) {}

  get(ctx: Ctx): Promise<RetentionRecord> {
    return this.work.run(ctx, (tx) => this.rules.get(tx));
  }

  /** Throws `draft_revision_stale`. */
  save(ctx: Ctx, { baseRevision, rules }: { baseRevision: number; rules: RetentionRules }) {
    return this.work.run(ctx, async (tx) => {
      const saved = await this.rules.save(tx, baseRevision, rules);
      const current = await this.rules.get(tx);
      if (!saved)
        throw new ApiError('draft_revision_stale', `the rules are at revision ${current.revision}`, {
          params: { current: current.revision },
        });
      return current;
    });
  }
}
