import type { Prisma } from '@luneo/database';
import { Template } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';

/** A template as it is edited; ids are UUIDs. */
export interface TemplateRow {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly categories: readonly string[];
  readonly template: Template;
  readonly revision: number;
  readonly publishedVersion: number | null;
  readonly archivedAt: Date | null;
  readonly updatedAt: Date;
}
export type TemplateListRow = Omit<TemplateRow, 'template' | 'revision'>;

/** A published version, as designs are held to it. */
export interface TemplateVersionRow {
  readonly templateId: string;
  readonly productId: string;
  readonly version: number;
  readonly name: string;
  readonly template: Template;
  readonly createdAt: Date;
}

export interface TemplateFilter {
  readonly productId?: string | undefined;
  readonly category?: string | undefined;
  readonly q?: string | undefined;
  readonly state?: 'draft' | 'published' | 'archived' | undefined;
  readonly before: string | undefined;
  readonly take: number;
}

const STATES = {
  draft: { publishedVersion: null, archivedAt: null },
  published: { publishedVersion: { not: null }, archivedAt: null },
  archived: { archivedAt: { not: null } },
} as const satisfies Record<string, Prisma.TemplateWhereInput>;

const LISTED = {
  id: true,
  productId: true,
  name: true,
  categories: true,
  publishedVersion: true,
  archivedAt: true,
  updatedAt: true,
} as const satisfies Prisma.TemplateSelect;

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;
const toRow = (row: Prisma.TemplateGetPayload<object>): TemplateRow => ({
  ...row,
  template: Template.parse(row.template),
});

@Injectable()
export class TemplatesRepository {
  list(
    ctx: TxCtx,
    { productId, category, q, state, before, take }: TemplateFilter,
  ): Promise<TemplateListRow[]> {
    return ctx.tx.template.findMany({
      where: {
        brandId: ctx.brandId,
        ...(productId && { productId }),
        ...(category && { categories: { has: category } }),
        ...(q && { name: { contains: q, mode: 'insensitive' } }),
        ...(state && STATES[state]),
        ...(before && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take,
      select: LISTED,
    });
  }

  async insert(
    ctx: TxCtx,
    {
      template,
      categories,
      ...row
    }: Pick<TemplateRow, 'id' | 'productId' | 'name' | 'categories' | 'template'>,
  ): Promise<TemplateRow> {
    const at = now(ctx);
    const fields = { template: json(template), categories: [...categories], createdAt: at, updatedAt: at };
    return toRow(await ctx.tx.template.create({ data: { ...row, ...fields, brandId: ctx.brandId } }));
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<TemplateRow> {
    const row = await ctx.tx.template.findFirst({ where: { brandId: ctx.brandId, id } });
    if (row === null) throw notFound();
    return toRow(row);
  }

  /** True when the template was at this revision. */
  async save(
    ctx: TxCtx,
    { id, revision }: Pick<TemplateRow, 'id' | 'revision'>,
    {
      template,
      categories,
      ...rest
    }: Partial<Omit<TemplateRow, 'id' | 'productId' | 'revision' | 'updatedAt'>>,
  ): Promise<boolean> {
    const { count } = await ctx.tx.template.updateMany({
      where: { brandId: ctx.brandId, id, revision },
      data: {
        ...rest,
        ...(template && { template: json(template) }),
        ...(categories && { categories: [...categories] }),
        revision: { increment: 1 },
        updatedAt: now(ctx),
      },
    });
    return count === 1;
  }

  async insertVersion(
    ctx: TxCtx,
    { id: templateId, name, template }: TemplateRow,
    version: number,
    assetIds: readonly string[],
  ): Promise<void> {
    const { brandId } = ctx;
    const key = { brandId, templateId, version };
    await ctx.tx.templateVersion.create({
      data: { ...key, name, template: json(template), createdAt: now(ctx) },
    });
    await ctx.tx.templateVersionAsset.createMany({ data: assetIds.map((assetId) => ({ ...key, assetId })) });
  }

  versions(
    ctx: TxCtx,
    templateId: string,
    { before, take }: { before: number | undefined; take: number },
  ): Promise<Omit<TemplateVersionRow, 'template' | 'productId'>[]> {
    return ctx.tx.templateVersion.findMany({
      where: { brandId: ctx.brandId, templateId, ...(before !== undefined && { version: { lt: before } }) },
      orderBy: { version: 'desc' },
      take,
      select: { templateId: true, version: true, name: true, createdAt: true },
    });
  }

  /** With its versions. A design that began from one meanwhile keeps it: the foreign key refuses. */
  async delete(ctx: TxCtx, id: string): Promise<void> {
    const of = { brandId: ctx.brandId, templateId: id };
    await ctx.tx.templateVersionAsset.deleteMany({ where: of });
    await ctx.tx.templateVersion.deleteMany({ where: of });
    await ctx.tx.template.deleteMany({ where: { brandId: ctx.brandId, id } });
  }

  /** Templates of a product that are not archived. */
  count(ctx: TxCtx, productId: string): Promise<number> {
    return ctx.tx.template.count({ where: { brandId: ctx.brandId, productId, archivedAt: null } });
  }

  /** Throws `not_found`. */
  async version(ctx: TxCtx, templateId: string, version: number): Promise<TemplateVersionRow> {
    const row = await ctx.tx.templateVersion.findFirst({
      where: { brandId: ctx.brandId, templateId, version },
      include: { parent: { select: { productId: true } } },
    });
    if (row === null) throw notFound();
    const { name, template, createdAt, parent } = row;
    return { templateId, version, name, createdAt, ...parent, template: Template.parse(template) };
  }
}
