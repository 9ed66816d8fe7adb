import type { Api, DesignRecord, DesignRevision } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { DesignsRepository } from './designs.repository.ts';
import { DesignsService } from './designs.service.ts';
import type { DesignRow } from './designs.types.ts';
import { RevisionsRepository } from './revisions.repository.ts';

type Listed = z.output<Api['listDesignRevisions']['response']>;
type Row = Pick<DesignRow, 'revision' | 'documentHash' | 'document'> & { readonly savedAt: Date };

const summary = ({ revision, documentHash, savedAt }: Omit<Row, 'document'>, current: boolean) => ({
  revision,
  current,
  documentHash,
  savedAt: savedAt.toISOString(),
});

/** What a design was at its earlier saves. */
@Injectable()
export class RevisionsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(DesignsService) private readonly saving: DesignsService,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
  ) {}

  list(ctx: Ctx, designId: string, query: { cursor?: string | undefined; limit: number }): Promise<Listed> {
    const id = uuidOf('design', designId);
    const after = readCursor(query.cursor)?.position;
    return this.work.read(ctx, async (tx) => {
      const design = await this.designs.get(tx, id);
      const rows = await this.revisions.list(tx, id, {
        below: after ?? design.revision,
        take: query.limit + 1,
      });
      const top = after === undefined ? [summary({ ...design, savedAt: design.updatedAt }, true)] : [];
      const all = [...top, ...rows.map((row) => summary(row, false))];
      const items = all.slice(0, query.limit);
      const last = items.at(-1);
      const more = all.length > query.limit && last !== undefined;
      return { items, nextCursor: more ? cursorOf({ id, position: last.revision }) : null };
    });
  }

  get(ctx: Ctx, designId: string, revision: number): Promise<DesignRevision> {
    const id = uuidOf('design', designId);
    return this.work.read(ctx, async (tx) => {
      const design = await this.designs.get(tx, id);
      const row = await this.at(tx, design, revision);
      return { ...summary(row, revision === design.revision), document: row.document };
    });
  }

  /** As a save of what it was: the same rules hold, and the present document stays in the history. */
  restore(ctx: Ctx, designId: string, revision: number, baseRevision: number): Promise<DesignRecord> {
    const id = uuidOf('design', designId);
    return this.work.run(ctx, async (tx) => {
      const { document } = await this.at(tx, await this.designs.get(tx, id), revision);
      return this.saving.saveIn(tx, id, { baseRevision, document });
    });
  }

  /** Throws `not_found`. */
  async at(tx: TxCtx, design: DesignRow, revision: number): Promise<Row> {
    if (revision === design.revision) return { ...design, savedAt: design.updatedAt };
    return this.revisions.get(tx, design.id, revision);
  }
}
