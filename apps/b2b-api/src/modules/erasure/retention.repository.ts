import { RETENTION_DEFAULTS, type RetentionRecord, type RetentionRules } from '@luneo/contracts';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';

@Injectable()
export class RetentionRepository {
  async get(ctx: TxCtx): Promise<RetentionRecord> {
    const row = await ctx.tx.retentionRules.findFirst({ where: { brandId: ctx.brandId } });
    if (row === null) return { revision: 0, rules: RETENTION_DEFAULTS };
    const { revision, guestDesignDays, printFileDays, eventPayloadDays, exportDays } = row;
    return { revision, rules: { guestDesignDays, printFileDays, eventPayloadDays, exportDays } };
  }

  /** False where the rules are at another revision by now. */
  async save(ctx: TxCtx, baseRevision: number, rules: RetentionRules): Promise<boolean> {
    const { brandId } = ctx;
    const data = { ...rules, revision: baseRevision + 1, updatedAt: now(ctx) };
    const { count } =
      baseRevision === 0
        ? await ctx.tx.retentionRules.createMany({ data: { ...data, brandId }, skipDuplicates: true })
        : await ctx.tx.retentionRules.updateMany({ where: { brandId, revision: baseRevision }, data });
    return count > 0;
  }
}
