import { Finding, Quote } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Design } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import type { DesignRow, VersionRow } from './designs.types.ts';
import { ownDesigns } from './shopper.ts';

const Pins = z.object({
  fonts: z.array(z.string()),
  assets: z.array(z.string()),
  recipe: z.string(),
  recipeId: z.string().optional(),
});
const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

const toDesign = (row: Prisma.DesignGetPayload<object>): DesignRow => ({
  id: row.id,
  productId: row.productId,
  productVersion: row.productVersion,
  revision: row.revision,
  document: row.document as unknown as Design,
  documentHash: row.documentHash,
  shopperId: row.shopperId,
  template:
    row.templateId === null || row.templateVersion === null
      ? null
      : { id: row.templateId, version: row.templateVersion },
  updatedAt: row.updatedAt,
});

/** Frozen JSON was checked when it was written and has not changed since; its types are asserted here. */
export const toVersionRow = (row: Prisma.DesignVersionGetPayload<object>): VersionRow => ({
  id: row.id,
  designId: row.designId,
  productId: row.productId,
  productVersion: row.productVersion,
  variantId: row.variantId,
  document: row.document as unknown as Design,
  documentHash: row.documentHash,
  sceneHash: row.sceneHash,
  quote: Quote.parse(row.quote),
  findings: z.array(Finding).parse(row.findings),
  pins: Pins.parse(row.pins),
  createdAt: row.createdAt,
});

@Injectable()
export class DesignsRepository {
  async insert(
    ctx: TxCtx,
    { template, ...row }: Omit<DesignRow, 'revision' | 'updatedAt'>,
  ): Promise<DesignRow> {
    const at = now(ctx);
    const created = await ctx.tx.design.create({
      data: {
        ...row,
        brandId: ctx.brandId,
        document: json(row.document),
        templateId: template?.id ?? null,
        templateVersion: template?.version ?? null,
        createdAt: at,
        updatedAt: at,
      },
    });
    return toDesign(created);
  }

  /** A design of the brand, and of the shopper when one calls. Throws `not_found`. */
  get(ctx: TxCtx, id: string): Promise<DesignRow> {
    return this.#one(ctx, { id, ...ownDesigns(ctx) });
  }

  /** A design of the brand, whoever calls: for who holds a link to it. Throws `not_found`. */
  anyones(ctx: TxCtx, id: string): Promise<DesignRow> {
    return this.#one(ctx, { id });
  }

  async #one({ tx, brandId }: TxCtx, where: { id: string; shopperId?: string }): Promise<DesignRow> {
    const row = await tx.design.findFirst({ where: { brandId, ...where } });
    if (row === null) throw notFound();
    return toDesign(row);
  }

  /** Holds the row until the transaction ends: a freeze waits. */
  async lock({ tx, brandId }: TxCtx, id: string): Promise<void> {
    await tx.$queryRaw`SELECT 1 FROM design WHERE brand_id = ${brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  }

  /** With its history and its links. */
  async delete(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx.design.deleteMany({ where: { brandId: ctx.brandId, id, ...ownDesigns(ctx) } });
  }

  /** The saved design, or undefined when its revision is no longer the one it was read at. */
  async save(
    ctx: TxCtx,
    id: string,
    {
      baseRevision,
      document,
      documentHash,
    }: { baseRevision: number; document: Design; documentHash: string },
  ): Promise<DesignRow | undefined> {
    const { count } = await ctx.tx.design.updateMany({
      where: { brandId: ctx.brandId, id, revision: baseRevision, ...ownDesigns(ctx) },
      data: { document: json(document), documentHash, revision: { increment: 1 }, updatedAt: now(ctx) },
    });
    return count === 0 ? undefined : this.get(ctx, id);
  }

  /**
   * Inserts a frozen version and binds the assets it draws. Throws `not_found` when one of them was
   * deleted meanwhile.
   */
  async insertVersion(ctx: TxCtx, row: Omit<VersionRow, 'createdAt'>): Promise<VersionRow> {
    const { id, brandId } = { id: row.id, brandId: ctx.brandId };
    const created = await ctx.tx.designVersion.create({
      data: {
        ...row,
        brandId,
        document: json(row.document),
        quote: json(row.quote),
        findings: json(row.findings),
        pins: json(row.pins),
        createdAt: now(ctx),
      },
    });
    const hashes = [...row.pins.assets];
    const assets = await ctx.tx.asset.findMany({
      where: { brandId, hash: { in: hashes } },
      select: { id: true },
    });
    if (assets.length !== hashes.length) throw notFound();
    await ctx.tx.designVersionAsset.createMany({
      data: assets.map((asset) => ({ brandId, designVersionId: id, assetId: asset.id })),
    });
    return toVersionRow(created);
  }

  async findVersion(ctx: TxCtx, id: string): Promise<VersionRow | undefined> {
    const own = ownDesigns(ctx);
    const row = await ctx.tx.designVersion.findFirst({
      where: { brandId: ctx.brandId, id, ...(own.shopperId === undefined ? {} : { design: own }) },
    });
    return row === null ? undefined : toVersionRow(row);
  }

  /** Those of the ids that exist, by id. */
  async findVersions(ctx: TxCtx, ids: readonly string[]): Promise<ReadonlyMap<string, VersionRow>> {
    const where = { brandId: ctx.brandId, id: { in: [...new Set(ids)] }, design: ownDesigns(ctx) };
    const rows = await ctx.tx.designVersion.findMany({ where });
    return new Map(rows.map((row) => [row.id, toVersionRow(row)]));
  }

  /** Throws `not_found`. */
  async getVersion(ctx: TxCtx, id: string): Promise<VersionRow> {
    const row = await this.findVersion(ctx, id);
    if (row === undefined) throw notFound();
    return row;
  }
}
