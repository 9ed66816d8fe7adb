import { PrintSettings } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';

export interface SettingsRow {
  /** 0 = never saved. */
  readonly revision: number;
  readonly settings: PrintSettings;
}

@Injectable()
export class PrintSettingsRepository {
  async get(ctx: TxCtx): Promise<SettingsRow> {
    const row = await ctx.tx.printSettings.findFirst({ where: { brandId: ctx.brandId } });
    return { revision: row?.revision ?? 0, settings: PrintSettings.parse(row?.settings ?? {}) };
  }

  /** False when the settings are no longer at the base revision. */
  async save(ctx: TxCtx, baseRevision: number, settings: PrintSettings): Promise<boolean> {
    const { brandId } = ctx;
    const data = {
      revision: baseRevision + 1,
      settings: settings as unknown as Prisma.InputJsonObject,
      updatedAt: now(ctx),
    };
    const { count } =
      baseRevision === 0
        ? await ctx.tx.printSettings.createMany({ data: { brandId, ...data }, skipDuplicates: true })
        : await ctx.tx.printSettings.updateMany({ where: { brandId, revision: baseRevision }, data });
    return count > 0;
  }
}
