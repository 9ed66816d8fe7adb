import { ProductDraft } from '@luneo/contracts';
import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { CatalogueRow, DraftRow } from './catalogue.types.ts';
import { draftOf } from './compile.ts';
import { ProductContent } from './product-content.ts';

const ENTRY = {
  id: true,
  slug: true,
  name: true,
  imageUrl: true,
  revision: true,
  publishedVersion: true,
  publishedRevision: true,
  scheduledVersion: true,
  scheduledAt: true,
  archivedAt: true,
  updatedAt: true,
  _count: { select: { variants: true } },
} as const satisfies Prisma.ProductSelect;
type Entry = Prisma.ProductGetPayload<{ select: typeof ENTRY }>;

const toRow = ({ _count, ...row }: Entry): CatalogueRow => ({ ...row, variantCount: _count.variants });
const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

export interface CatalogueFilter {
  readonly state?: 'draft' | 'published' | 'archived' | undefined;
  readonly q?: string | undefined;
  readonly sort: 'newest' | 'oldest';
  readonly after: string | undefined;
  readonly take: number;
}

const STATES = {
  draft: { publishedVersion: null, archivedAt: null },
  published: { publishedVersion: { not: null }, archivedAt: null },
  archived: { archivedAt: { not: null } },
} as const satisfies Record<string, Prisma.ProductWhereInput>;

function searched(q: string | undefined): Prisma.ProductWhereInput {
  if (q === undefined || q === '') return {};
  const like = { contains: q, mode: 'insensitive' } as const;
  return { OR: [{ name: like }, { slug: like }, { variants: { some: { sku: like } } }] };
}

/** Another product already has the slug: the database says so, whoever was first. */
export async function orSlugTaken<T>(write: Promise<T>, slug: string): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (!(cause instanceof Prisma.PrismaClientKnownRequestError) || cause.code !== 'P2002') throw cause;
    throw new ApiError('slug_taken', `another product has the slug "${slug}"`, {
      errors: [{ pointer: '/body/draft/slug', code: 'slug_taken', message: 'choose another one' }],
      cause,
    });
  }
}

@Injectable()
export class DraftsRepository {
  async list(ctx: TxCtx, { state, q, sort, after, take }: CatalogueFilter): Promise<CatalogueRow[]> {
    const beyond = sort === 'newest' ? { lt: after! } : { gt: after! };
    const rows = await ctx.tx.product.findMany({
      where: {
        brandId: ctx.brandId,
        ...(state && STATES[state]),
        ...searched(q),
        ...(after === undefined ? {} : { id: beyond }),
      },
      orderBy: { id: sort === 'newest' ? 'desc' : 'asc' },
      take,
      select: ENTRY,
    });
    return rows.map(toRow);
  }

  /** Throws `not_found`. */
  async entry(ctx: TxCtx, id: string): Promise<CatalogueRow> {
    const row = await ctx.tx.product.findFirst({ where: { brandId: ctx.brandId, id }, select: ENTRY });
    if (row === null) throw notFound();
    return toRow(row);
  }

  /** With the draft: its own, or that of the latest version. Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<DraftRow> {
    const row = await ctx.tx.product.findFirst({
      where: { brandId: ctx.brandId, id },
      select: { ...ENTRY, draft: true },
    });
    if (row === null) throw notFound();
    const { draft, ...entry } = row;
    if (draft !== null) return { ...toRow(entry), draft: ProductDraft.parse(draft) };
    const latest = await ctx.tx.productVersion.findFirst({
      where: { brandId: ctx.brandId, productId: id },
      orderBy: { version: 'desc' },
      select: { content: true },
    });
    if (latest === null) throw notFound();
    return { ...toRow(entry), draft: draftOf(ProductContent.parse(latest.content)) };
  }

  async findBySlug(ctx: TxCtx, slug: string): Promise<string | undefined> {
    const row = await ctx.tx.product.findFirst({
      where: { brandId: ctx.brandId, slug },
      select: { id: true },
    });
    return row?.id;
  }

  /** Throws `slug_taken`. */
  async insert(ctx: TxCtx, id: string, draft: ProductDraft): Promise<void> {
    const { slug, name, description, imageUrl } = draft;
    const at = now(ctx);
    await orSlugTaken(
      ctx.tx.product.create({
        data: {
          id,
          brandId: ctx.brandId,
          slug,
          name,
          description,
          imageUrl,
          draft: json(draft),
          createdAt: at,
          updatedAt: at,
        },
      }),
      slug,
    );
  }

  /**
   * Counts the revision up and holds the row until the transaction ends. Throws `not_found`,
   * `product_archived`, and `draft_revision_stale` when the base is not the current one.
   */
  async bump(ctx: TxCtx, id: string, baseRevision: number): Promise<number> {
    const { count } = await ctx.tx.product.updateMany({
      where: { brandId: ctx.brandId, id, revision: baseRevision, archivedAt: null },
      data: { revision: { increment: 1 }, updatedAt: now(ctx) },
    });
    if (count > 0) return baseRevision + 1;
    return this.#refuse(ctx, id, baseRevision);
  }

  /** Holds the row at a revision, without a change. Throws as {@link bump}. */
  async hold(ctx: TxCtx, id: string, baseRevision: number): Promise<void> {
    const { count } = await ctx.tx.product.updateMany({
      where: { brandId: ctx.brandId, id, revision: baseRevision, archivedAt: null },
      data: { revision: baseRevision },
    });
    if (count === 0) await this.#refuse(ctx, id, baseRevision);
  }

  async #refuse(ctx: TxCtx, id: string, baseRevision: number): Promise<never> {
    const { revision, archivedAt } = await this.entry(ctx, id);
    if (revision !== baseRevision)
      throw new ApiError('draft_revision_stale', `the product is at revision ${revision}`, {
        params: { current: revision },
      });
    if (archivedAt !== null) throw new ApiError('product_archived', 'put it back first');
    throw notFound();
  }

  /** Puts a draft in place; after {@link bump}. Throws `slug_taken`. */
  async put(ctx: TxCtx, id: string, draft: ProductDraft): Promise<void> {
    const { slug, name, description, imageUrl } = draft;
    await orSlugTaken(
      ctx.tx.product.updateMany({
        where: { brandId: ctx.brandId, id },
        data: { slug, name, description, imageUrl, draft: json(draft) },
      }),
      slug,
    );
  }

  async setArchived(ctx: TxCtx, id: string, at: Date | null): Promise<void> {
    await ctx.tx.product.updateMany({
      where: { brandId: ctx.brandId, id },
      data: {
        archivedAt: at,
        ...(at === null ? {} : { scheduledVersion: null, scheduledAt: null }),
        updatedAt: now(ctx),
      },
    });
  }
}
