import { DESIGN_HISTORY_KEPT } from '@luneo/contracts';
import type { Design } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import type { DesignRow } from './designs.types.ts';
import { toForget } from './thin-history.ts';

export interface RevisionRow {
  readonly revision: number;
  readonly documentHash: string;
  readonly savedAt: Date;
}

const SUMMARY = { revision: true, documentHash: true, savedAt: true } as const;

/** What designs were. Whose a design is, is asked before: these rows are reached through it. */
@Injectable()
export class RevisionsRepository {
  /** Keeps a design as it is now, once; the document does not leave the database. */
  async keep({ tx, brandId }: TxCtx, { id, revision }: Pick<DesignRow, 'id' | 'revision'>): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO design_revision (brand_id, design_id, revision, document, document_hash, saved_at)
      SELECT brand_id, id, revision, document, document_hash, updated_at FROM design
      WHERE brand_id = ${brandId}::uuid AND id = ${id}::uuid AND revision = ${revision}
      ON CONFLICT DO NOTHING`;
  }

  /** Lets the history of a design not grow beyond its bound. */
  async thin(ctx: TxCtx, { id: designId, revision }: Pick<DesignRow, 'id' | 'revision'>): Promise<void> {
    if (revision <= DESIGN_HISTORY_KEPT) return;
    const working = { revokedAt: null, expiresAt: { gt: now(ctx) } };
    const rows = await ctx.tx.designRevision.findMany({
      where: { brandId: ctx.brandId, designId },
      select: { revision: true, savedAt: true, shares: { where: working, select: { id: true }, take: 1 } },
    });
    const history = rows.map(({ revision, savedAt, shares }) => ({
      revision,
      savedAtMs: savedAt.getTime(),
      held: shares.length > 0,
    }));
    const gone = toForget(history, DESIGN_HISTORY_KEPT);
    if (gone.length === 0) return;
    await ctx.tx.designRevision.deleteMany({
      where: { brandId: ctx.brandId, designId, revision: { in: gone } },
    });
  }

  /** Kept ones below a revision, newest first. */
  async list(
    { tx, brandId }: TxCtx,
    designId: string,
    { below, take }: { below: number; take: number },
  ): Promise<RevisionRow[]> {
    return tx.designRevision.findMany({
      where: { brandId, designId, revision: { lt: below } },
      orderBy: { revision: 'desc' },
      take,
      select: SUMMARY,
    });
  }

  /** Throws `not_found` for one that was not kept. */
  async get(
    { tx, brandId }: TxCtx,
    designId: string,
    revision: number,
  ): Promise<RevisionRow & { readonly document: Design }> {
    const row = await tx.designRevision.findFirst({
      where: { brandId, designId, revision },
      select: { ...SUMMARY, document: true },
    });
    if (row === null) throw notFound();
    return { ...row, document: row.document as unknown as Design };
  }
}
