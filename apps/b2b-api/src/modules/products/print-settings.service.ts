import type { PrintSettings, PrintSettingsRecord } from '@luneo/contracts';
import { PLATFORM_PROFILES } from '@luneo/design';
import { RECIPES } from '@luneo/print';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ApiError } from '../../platform/problem.ts';
import { PrintSettingsRepository, type SettingsRow } from './print-settings.repository.ts';

const answerOf = (row: SettingsRow): PrintSettingsRecord => ({
  ...row,
  platform: PLATFORM_PROFILES,
  recipes: RECIPES.map(({ id, dpi, marks }) => ({ id, dpi, marks: marks !== null })),
});

@Injectable()
export class PrintSettingsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PrintSettingsRepository) private readonly settings: PrintSettingsRepository,
  ) {}

  get(ctx: Ctx) {
    return this.work.run(ctx, async (tx) => answerOf(await this.settings.get(tx)));
  }

  /** Throws `draft_revision_stale`. */
  save(ctx: Ctx, { baseRevision, settings }: { baseRevision: number; settings: PrintSettings }) {
    return this.work.run(ctx, async (tx) => {
      const saved = await this.settings.save(tx, baseRevision, settings);
      const current = await this.settings.get(tx);
      if (!saved)
        throw new ApiError('draft_revision_stale', `the settings are at revision ${current.revision}`, {
          params: { current: current.revision },
        });
      return answerOf(current);
    });
  }
}
