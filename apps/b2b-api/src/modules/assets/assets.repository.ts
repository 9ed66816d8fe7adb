import type { Prisma } from '@luneo/database';
import { AssetFacts } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';

/** A stored picture or artwork; `hash` names its bytes. Ids are UUIDs. */
export interface AssetRow {
  readonly id: string;
  readonly hash: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly facts: AssetFacts;
  readonly proxyHash: string | null;
  readonly thumbHash: string | null;
  /** Null = uploaded by the brand itself. */
  readonly shopperId: string | null;
  readonly createdAt: Date;
}

export type NewAsset = Omit<AssetRow, 'createdAt'>;

export const toAssetRow = (row: Prisma.AssetGetPayload<object>): AssetRow => ({
  id: row.id,
  hash: row.hash,
  fileName: row.fileName,
  bytes: row.bytes,
  facts: AssetFacts.parse(row.facts),
  proxyHash: row.proxyHash,
  thumbHash: row.thumbHash,
  shopperId: row.shopperId,
  createdAt: row.createdAt,
});

@Injectable()
export class AssetsRepository {
  /** The asset of this content: a second upload of the same file is the first one. */
  async insert(ctx: TxCtx, { facts, ...asset }: NewAsset): Promise<AssetRow> {
    await ctx.tx.asset.createMany({
      data: { ...asset, brandId: ctx.brandId, facts: facts as Prisma.InputJsonObject, createdAt: now(ctx) },
      skipDuplicates: true,
    });
    return (await this.byHash(ctx, asset.hash))!;
  }

  async byHash(ctx: TxCtx, hash: string): Promise<AssetRow | undefined> {
    const row = await ctx.tx.asset.findFirst({ where: { brandId: ctx.brandId, hash } });
    return row === null ? undefined : toAssetRow(row);
  }

  async byHashes(ctx: TxCtx, hashes: readonly string[]): Promise<AssetRow[]> {
    if (hashes.length === 0) return [];
    const rows = await ctx.tx.asset.findMany({ where: { brandId: ctx.brandId, hash: { in: [...hashes] } } });
    return rows.map(toAssetRow);
  }

  async byId(ctx: TxCtx, id: string): Promise<AssetRow | undefined> {
    const row = await ctx.tx.asset.findFirst({ where: { brandId: ctx.brandId, id } });
    return row === null ? undefined : toAssetRow(row);
  }

  /** Locks the row, so that no freeze binds the asset between the look and the deletion. */
  async lock(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM asset WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  }

  async delete(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx.asset.deleteMany({ where: { brandId: ctx.brandId, id } });
  }
}
