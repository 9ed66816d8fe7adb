import type { ProductionSettings } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type Ctx, now, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ApiError } from '../../platform/problem.ts';
import { DEFAULT_FILE_NAMES, FILE_NAME_FIELDS, unknownFields } from './file-names.ts';

/** How a brand wants its production files. */
@Injectable()
export class ProductionSettingsService {
  constructor(@Inject(UnitOfWork) private readonly work: UnitOfWork) {}

  get(ctx: Ctx): Promise<ProductionSettings> {
    return this.work.run(ctx, (tx) => this.read(tx));
  }

  async read({ tx, brandId }: TxCtx): Promise<ProductionSettings> {
    const row = await tx.productionSettings.findFirst({ where: { brandId } });
    return row === null
      ? { revision: 0, fileNames: DEFAULT_FILE_NAMES }
      : { revision: row.revision, fileNames: row.fileNames };
  }

  /** Throws `draft_revision_stale`. */
  save(
    ctx: Ctx,
    { baseRevision, fileNames }: { readonly baseRevision: number; readonly fileNames: string },
  ): Promise<ProductionSettings> {
    const [unknown] = unknownFields(fileNames);
    if (unknown !== undefined) throw noField(unknown);
    return this.work.answer(ctx, async (tx) => {
      const { brandId } = tx;
      const data = { fileNames, revision: baseRevision + 1, updatedAt: now(tx) };
      const { count } =
        baseRevision === 0
          ? await tx.tx.productionSettings.createMany({ data: { ...data, brandId }, skipDuplicates: true })
          : await tx.tx.productionSettings.updateMany({ where: { brandId, revision: baseRevision }, data });
      const current = await this.read(tx);
      if (count === 0)
        throw new ApiError('draft_revision_stale', `the settings are at revision ${current.revision}`, {
          params: { current: current.revision },
        });
      return current;
    });
  }
}

function noField(name: string): ApiError {
  const message = `there is no field {${name}}; known: ${FILE_NAME_FIELDS.join(', ')}`;
  return new ApiError('request_invalid', message, {
    errors: [{ pointer: '/body/fileNames', code: 'request_invalid', message }],
  });
}
