import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

/** A row as PostgreSQL writes it in JSON, without its brand. */
export type DataRow = Readonly<Record<string, unknown>>;

const quoted = (name: string): Prisma.Sql => Prisma.raw(`"${name.replaceAll('"', '""')}"`);
const KEY = (table: string): Prisma.Sql => Prisma.sql`
  SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
  WHERE i.indrelid = to_regclass(${`public."${table}"`}) AND i.indisprimary
  ORDER BY array_position(i.indkey, a.attnum)`;

/** What of a table is the brand's: events of long work belong to the installation, as the work does. */
const whose = (table: string, brandId: string): Prisma.Sql =>
  table === 'event'
    ? Prisma.sql`brand_id = ${brandId}::uuid AND type NOT LIKE 'job.%'`
    : Prisma.sql`brand_id = ${brandId}::uuid`;

/** Rows of any tenant table, out and in; row-level security says whose. */
@Injectable()
export class RecordsRepository {
  /** All tables that hold something of a brand. */
  async tables(ctx: TxCtx): Promise<string[]> {
    const rows = await ctx.tx.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'brand_id' ORDER BY 1`;
    return rows.map(({ name }) => name);
  }

  /** A page of a table in the order of its key. */
  async page(
    ctx: TxCtx,
    table: string,
    { skip, take }: { readonly skip: number; readonly take: number },
  ): Promise<DataRow[]> {
    const key = await ctx.tx.$queryRaw<{ name: string }[]>(KEY(table));
    const order = Prisma.join(key.map(({ name }) => quoted(name)));
    const rows = await ctx.tx.$queryRaw<{ row: DataRow }[]>`
      SELECT to_jsonb(t) - 'brand_id' AS row FROM public.${quoted(table)} t
      WHERE ${whose(table, ctx.brandId)} ORDER BY ${order} LIMIT ${take} OFFSET ${skip}`;
    return rows.map(({ row }) => row);
  }

  async count(ctx: TxCtx, table: string): Promise<number> {
    const [row] = await ctx.tx.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM public.${quoted(table)} WHERE ${whose(table, ctx.brandId)}`;
    return row!.n;
  }

  /** Inserts rows of one table that all have the same columns. */
  async insert(ctx: TxCtx, table: string, rows: readonly DataRow[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = Prisma.join(Object.keys(rows[0]!).map(quoted));
    await ctx.tx.$executeRaw`
      INSERT INTO public.${quoted(table)} (brand_id, ${columns})
      SELECT ${ctx.brandId}::uuid, ${columns}
      FROM jsonb_populate_recordset(null::public.${quoted(table)}, ${JSON.stringify(rows)}::jsonb)`;
  }

  /** Columns of a table, without the brand's. */
  async columns(ctx: TxCtx, table: string): Promise<string[]> {
    const rows = await ctx.tx.$queryRaw<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ${table} AND column_name <> 'brand_id'`;
    return rows.map(({ name }) => name);
  }
}
