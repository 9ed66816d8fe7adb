import { PriceBook, PriceRules } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';

/** A draft of prices; ids are UUIDs. */
export interface PriceDraftRow {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly basedOn: number | null;
  readonly rules: PriceRules;
  readonly revision: number;
  readonly publishedVersion: number | null;
  readonly publishAt: Date | null;
  readonly publishFault: string | null;
  readonly updatedAt: Date;
}

export interface PriceBookRow {
  readonly version: number;
  readonly book: PriceBook;
  readonly createdAt: Date;
}

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;
const toDraft = ({ rules, ...row }: Prisma.PriceDraftGetPayload<object>): PriceDraftRow => ({
  ...row,
  rules: PriceRules.parse(rules),
});
const toBook = ({ version, book, createdAt }: Prisma.PriceBookGetPayload<object>): PriceBookRow => ({
  version,
  book: PriceBook.parse(book),
  createdAt,
});

@Injectable()
export class PriceDraftsRepository {
  async insert(
    ctx: TxCtx,
    { rules, ...row }: Pick<PriceDraftRow, 'id' | 'productId' | 'name' | 'basedOn' | 'rules'>,
  ): Promise<PriceDraftRow> {
    const at = now(ctx);
    const data = { ...row, rules: json(rules), brandId: ctx.brandId, createdAt: at, updatedAt: at };
    return toDraft(await ctx.tx.priceDraft.create({ data }));
  }

  async list(
    ctx: TxCtx,
    productId: string,
    { before, take }: { before: string | undefined; take: number },
  ): Promise<PriceDraftRow[]> {
    const rows = await ctx.tx.priceDraft.findMany({
      where: { brandId: ctx.brandId, productId, ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take,
    });
    return rows.map(toDraft);
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<PriceDraftRow> {
    const row = await this.find(ctx, id);
    if (row === undefined) throw notFound();
    return row;
  }

  async find(ctx: TxCtx, id: string): Promise<PriceDraftRow | undefined> {
    const row = await ctx.tx.priceDraft.findFirst({ where: { brandId: ctx.brandId, id } });
    return row === null ? undefined : toDraft(row);
  }

  /** True when the draft was open, at this revision. */
  async save(
    ctx: TxCtx,
    { id, revision }: Pick<PriceDraftRow, 'id' | 'revision'>,
    change: Partial<
      Pick<PriceDraftRow, 'name' | 'rules' | 'publishedVersion' | 'publishAt' | 'publishFault'>
    >,
  ): Promise<boolean> {
    const { rules, ...rest } = change;
    const { count } = await ctx.tx.priceDraft.updateMany({
      // What waits to be published stays what it is until then.
      where: {
        brandId: ctx.brandId,
        id,
        revision,
        publishedVersion: null,
        ...(rules && { publishAt: null }),
      },
      data: {
        ...rest,
        ...(rules && { rules: json(rules) }),
        revision: { increment: 1 },
        updatedAt: now(ctx),
      },
    });
    return count === 1;
  }

  async delete(ctx: TxCtx, id: string): Promise<void> {
    const { count } = await ctx.tx.priceDraft.deleteMany({ where: { brandId: ctx.brandId, id } });
    if (count === 0) throw notFound();
  }

  async books(
    ctx: TxCtx,
    productId: string,
    { before, take }: { before: number | undefined; take: number },
  ): Promise<PriceBookRow[]> {
    const rows = await ctx.tx.priceBook.findMany({
      where: { brandId: ctx.brandId, productId, ...(before !== undefined && { version: { lt: before } }) },
      orderBy: { version: 'desc' },
      take,
    });
    return rows.map(toBook);
  }

  async book(ctx: TxCtx, productId: string, version: number): Promise<PriceBookRow | undefined> {
    const row = await ctx.tx.priceBook.findFirst({ where: { brandId: ctx.brandId, productId, version } });
    return row === null ? undefined : toBook(row);
  }
}
