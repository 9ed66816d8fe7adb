import { LibraryFont, type LibraryKind, PaletteColour } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import { type AssetRow, toAssetRow } from '../assets/assets.repository.ts';

/** Something a brand keeps to design with; ids are UUIDs. */
export interface LibraryRow {
  readonly id: string;
  readonly kind: LibraryKind;
  readonly name: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly licence: string | null;
  readonly licenceEndsAt: Date | null;
  /** Of the whole font file, or of the asset. */
  readonly hash: string | null;
  readonly content: LibraryContent;
  readonly bytes: number;
  readonly revision: number;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly asset: AssetRow | null;
}

const LibraryContent = z.object({ font: LibraryFont.optional(), colours: z.array(PaletteColour).optional() });
export type LibraryContent = z.infer<typeof LibraryContent>;

export type NewLibraryItem = Pick<LibraryRow, 'id' | 'kind' | 'name' | 'folder' | 'content' | 'bytes'> &
  Partial<Pick<LibraryRow, 'hash' | 'tags' | 'licence'>> & { readonly assetId?: string };

type Change = Partial<
  Pick<LibraryRow, 'name' | 'folder' | 'tags' | 'licence' | 'licenceEndsAt' | 'content' | 'archivedAt'>
>;

export interface LibraryFilter {
  readonly kind?: LibraryKind | undefined;
  readonly folder?: string | undefined;
  readonly tag?: string | undefined;
  readonly q?: string | undefined;
  readonly state?: 'active' | 'archived' | 'expired' | undefined;
  readonly before: string | undefined;
  readonly take: number;
}

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;
const toRow = ({
  kind,
  content,
  asset,
  ...row
}: Prisma.LibraryItemGetPayload<{ include: { asset: true } }>): LibraryRow => ({
  ...row,
  kind: kind as LibraryKind,
  content: LibraryContent.parse(content),
  asset: asset && toAssetRow(asset),
});

const stateOf = (ctx: TxCtx, state: LibraryFilter['state']): Prisma.LibraryItemWhereInput =>
  state === undefined
    ? {}
    : {
        active: { archivedAt: null },
        archived: { archivedAt: { not: null } },
        expired: { licenceEndsAt: { lte: now(ctx) } },
      }[state];

@Injectable()
export class LibraryRepository {
  async list(
    ctx: TxCtx,
    { kind, folder, tag, q, state, before, take }: LibraryFilter,
  ): Promise<LibraryRow[]> {
    const within = folder && [{ folder }, { folder: { startsWith: `${folder}/` } }];
    const named = q && [{ name: { contains: q, mode: 'insensitive' as const } }, { tags: { has: q } }];
    const rows = await ctx.tx.libraryItem.findMany({
      where: {
        brandId: ctx.brandId,
        ...(kind && { kind }),
        ...(tag && { tags: { has: tag } }),
        ...stateOf(ctx, state),
        ...(before && { id: { lt: before } }),
        AND: [within, named].flatMap((some) => (some ? [{ OR: some }] : [])),
      },
      orderBy: { id: 'desc' },
      take,
      include: { asset: true },
    });
    return rows.map(toRow);
  }

  /** Names of folders or tags, and how many items have them. */
  async labels(ctx: TxCtx): Promise<Record<'folders' | 'tags', { name: string; items: number }[]>> {
    const folders = await ctx.tx.libraryItem.groupBy({
      by: ['folder'],
      where: { brandId: ctx.brandId, folder: { not: '' } },
      orderBy: { folder: 'asc' },
      _count: { _all: true },
    });
    const tags = await ctx.tx.$queryRaw<{ name: string; items: number }[]>`
      SELECT tag AS name, count(*)::int AS items FROM library_item, unnest(tags) AS tag
      WHERE brand_id = ${ctx.brandId}::uuid GROUP BY tag ORDER BY tag`;
    return { folders: folders.map(({ folder, _count }) => ({ name: folder, items: _count._all })), tags };
  }

  async usage(ctx: TxCtx): Promise<{ items: number; bytes: number }> {
    const { _sum, _count } = await ctx.tx.libraryItem.aggregate({
      where: { brandId: ctx.brandId },
      _sum: { bytes: true },
      _count: { _all: true },
    });
    return { items: _count._all, bytes: _sum.bytes ?? 0 };
  }

  /** One upload of a brand at a time from here to the end of the transaction: two could both fit alone. */
  async lock(ctx: TxCtx): Promise<void> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`library ${ctx.brandId}`}, 0))`;
  }

  async insert(ctx: TxCtx, { content, tags = [], ...item }: NewLibraryItem): Promise<LibraryRow> {
    const at = now(ctx);
    await ctx.tx.libraryItem.create({
      data: {
        ...item,
        tags: [...tags],
        content: json(content),
        brandId: ctx.brandId,
        createdAt: at,
        updatedAt: at,
      },
    });
    return this.get(ctx, item.id);
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<LibraryRow> {
    const row = await ctx.tx.libraryItem.findFirst({
      where: { brandId: ctx.brandId, id },
      include: { asset: true },
    });
    if (row === null) throw notFound();
    return toRow(row);
  }

  /** Items of these contents; one file may be there as a font only, or as a picture only. */
  async byHashes(ctx: TxCtx, hashes: readonly string[]): Promise<LibraryRow[]> {
    if (hashes.length === 0) return [];
    const rows = await ctx.tx.libraryItem.findMany({
      where: { brandId: ctx.brandId, hash: { in: [...hashes] } },
      include: { asset: true },
    });
    return rows.map(toRow);
  }

  /** True when the item was at this revision. */
  async save(ctx: TxCtx, { id, revision }: Pick<LibraryRow, 'id' | 'revision'>, change: Change) {
    const { tags, content, ...rest } = change;
    const { count } = await ctx.tx.libraryItem.updateMany({
      where: { brandId: ctx.brandId, id, revision },
      data: {
        ...rest,
        ...(tags && { tags: [...tags] }),
        ...(content && { content: json(content) }),
        revision: { increment: 1 },
        updatedAt: now(ctx),
      },
    });
    return count === 1;
  }

  async delete(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx.libraryItem.deleteMany({ where: { brandId: ctx.brandId, id } });
  }
}
