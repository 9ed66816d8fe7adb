import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import { ownDesigns } from './shopper.ts';

/** A link that shows one revision of a design; ids are UUIDs. */
export interface ShareRow {
  readonly id: string;
  readonly designId: string;
  readonly revision: number;
  readonly variantId: string;
  readonly sceneHash: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

@Injectable()
export class SharesRepository {
  insert(ctx: TxCtx, row: Omit<ShareRow, 'id' | 'revokedAt' | 'createdAt'>): Promise<ShareRow> {
    const data = { ...row, id: ctx.newId(), brandId: ctx.brandId, createdAt: now(ctx) };
    return ctx.tx.designShare.create({ data });
  }

  /** Links of a design that work. */
  working(ctx: TxCtx, designId: string): Promise<number> {
    const { brandId } = ctx;
    return ctx.tx.designShare.count({
      where: { brandId, designId, revokedAt: null, expiresAt: { gt: now(ctx) } },
    });
  }

  list(
    { tx, brandId }: TxCtx,
    designId: string,
    { before, take }: { before: string | undefined; take: number },
  ): Promise<ShareRow[]> {
    return tx.designShare.findMany({
      where: { brandId, designId, ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take,
    });
  }

  /** Whoever calls: the link itself is the right to it. Throws `not_found`. */
  async get({ tx, brandId }: TxCtx, id: string): Promise<ShareRow> {
    const row = await tx.designShare.findFirst({ where: { brandId, id } });
    if (row === null) throw notFound();
    return row;
  }

  /** Of a design of one's own. Throws `not_found`; a link that ended before stays as it was. */
  async revoke(ctx: TxCtx, id: string): Promise<void> {
    const { brandId } = ctx;
    const row = await ctx.tx.designShare.findFirst({
      where: { brandId, id, shared: { design: ownDesigns(ctx) } },
      select: { id: true },
    });
    if (row === null) throw notFound();
    await ctx.tx.designShare.updateMany({
      where: { brandId, id, revokedAt: null },
      data: { revokedAt: now(ctx) },
    });
  }
}
