import { PriceBook } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { contentHash } from '@luneo/kernel';
import { Injectable } from '@nestjs/common';
import { actorName, now, type TxCtx } from '../../platform/ctx.ts';
import type { VersionRow } from './catalogue.types.ts';
import { ProductContent } from './product-content.ts';

const ROW = { version: true, hash: true, revision: true, actor: true, createdAt: true } as const;

export interface Schedule {
  readonly version: number;
  readonly at: Date;
}

/** Versions: written once, never changed. */
@Injectable()
export class VersionsRepository {
  list(
    ctx: TxCtx,
    productId: string,
    { before, take }: { before: number | undefined; take: number },
  ): Promise<VersionRow[]> {
    return ctx.tx.productVersion.findMany({
      where: {
        brandId: ctx.brandId,
        productId,
        ...(before === undefined ? {} : { version: { lt: before } }),
      },
      orderBy: { version: 'desc' },
      take,
      select: ROW,
    });
  }

  async find(ctx: TxCtx, productId: string, version: number): Promise<VersionRow | undefined> {
    const row = await ctx.tx.productVersion.findFirst({
      where: { brandId: ctx.brandId, productId, version },
      select: ROW,
    });
    return row ?? undefined;
  }

  /** Which version has this content. */
  async byHash(ctx: TxCtx, hash: string): Promise<{ productId: string; version: number } | undefined> {
    const row = await ctx.tx.productVersion.findFirst({
      where: { brandId: ctx.brandId, hash },
      select: { productId: true, version: true },
      orderBy: { version: 'asc' },
    });
    return row ?? undefined;
  }

  async content(ctx: TxCtx, productId: string, version: number): Promise<ProductContent | undefined> {
    const row = await ctx.tx.productVersion.findFirst({
      where: { brandId: ctx.brandId, productId, version },
      select: { content: true },
    });
    return row === null ? undefined : ProductContent.parse(row.content);
  }

  /** The version of this content: the latest one where nothing changed since, or a new one. */
  async insert(
    ctx: TxCtx,
    productId: string,
    content: ProductContent,
    revision: number,
  ): Promise<VersionRow> {
    const hash = contentHash(content);
    const [latest] = await this.list(ctx, productId, { before: undefined, take: 1 });
    if (latest?.hash === hash) return latest;
    const { brandId } = ctx;
    return ctx.tx.productVersion.create({
      data: {
        brandId,
        productId,
        version: (latest?.version ?? 0) + 1,
        content: content as unknown as Prisma.InputJsonObject,
        summary: { name: content.name, slug: content.slug, imageUrl: content.imageUrl },
        hash,
        revision,
        actor: actorName(ctx),
        createdAt: now(ctx),
      },
      select: ROW,
    });
  }

  /** Puts a version before the shoppers; a scheduled one is called off. */
  async goLive(
    ctx: TxCtx,
    productId: string,
    { version, revision }: Pick<VersionRow, 'version' | 'revision'>,
  ): Promise<void> {
    await ctx.tx.product.updateMany({
      where: { brandId: ctx.brandId, id: productId },
      data: {
        publishedVersion: version,
        publishedRevision: revision,
        scheduledVersion: null,
        scheduledAt: null,
        updatedAt: now(ctx),
      },
    });
  }

  async schedule(ctx: TxCtx, productId: string, schedule: Schedule | null): Promise<void> {
    await ctx.tx.product.updateMany({
      where: { brandId: ctx.brandId, id: productId },
      data: {
        scheduledVersion: schedule?.version ?? null,
        scheduledAt: schedule?.at ?? null,
        updatedAt: now(ctx),
      },
    });
  }

  /** The newest price book of the product. */
  async priceBook(ctx: TxCtx, productId: string): Promise<PriceBook | undefined> {
    const row = await ctx.tx.priceBook.findFirst({
      where: { brandId: ctx.brandId, productId },
      orderBy: { version: 'desc' },
      select: { book: true },
    });
    return row === null ? undefined : PriceBook.parse(row.book);
  }

  async addPriceBook(ctx: TxCtx, productId: string, book: PriceBook): Promise<void> {
    await ctx.tx.priceBook.createMany({
      data: {
        id: ctx.newId(),
        brandId: ctx.brandId,
        productId,
        version: book.version,
        book: book as unknown as Prisma.InputJsonObject,
        createdAt: now(ctx),
      },
      skipDuplicates: true,
    });
  }
}
