import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

const ERASED = 'erased';
/** An address of nobody: `.invalid` never resolves (RFC 2606). */
const ERASED_EMAIL = 'erased@erased.invalid';
const EMPTY_DOCUMENT = Prisma.sql`jsonb_build_object(
  'schemaVersion', document -> 'schemaVersion', 'sides', '[]'::jsonb, 'layers', '{}'::jsonb)`;

export interface Subject {
  readonly shopperId?: string | undefined;
  readonly email?: string | undefined;
}

const uuids = (ids: readonly string[]): Prisma.Sql => Prisma.sql`${[...ids]}::uuid[]`;

/** What is known of people, found and taken away. Row-level security says whose; brands are named besides. */
@Injectable()
export class ErasureRepository {
  /** Orders under the e-mail, or of designs of the shopper. */
  async orders(ctx: TxCtx, { shopperId, email }: Subject): Promise<string[]> {
    const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
      SELECT o.id FROM "order" o WHERE o.brand_id = ${ctx.brandId}::uuid
        AND (lower(o.customer_email) = lower(${email ?? null}) OR EXISTS (
          SELECT 1 FROM line_item l JOIN design_version v ON v.brand_id = l.brand_id AND v.id = l.design_version_id
            JOIN design d ON d.brand_id = v.brand_id AND d.id = v.design_id
          WHERE l.brand_id = o.brand_id AND l.order_id = o.id AND d.shopper_id = ${shopperId ?? null}::uuid))`;
    return rows.map(({ id }) => id);
  }

  /** Shoppers whose designs these orders are of. */
  async shoppersOf(ctx: TxCtx, orders: readonly string[]): Promise<string[]> {
    const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT d.shopper_id AS id FROM line_item l
        JOIN design_version v ON v.brand_id = l.brand_id AND v.id = l.design_version_id
        JOIN design d ON d.brand_id = v.brand_id AND d.id = v.design_id
      WHERE l.brand_id = ${ctx.brandId}::uuid AND l.order_id = ANY(${uuids(orders)}) AND d.shopper_id IS NOT NULL`;
    return rows.map(({ id }) => id);
  }

  async designsOf(ctx: TxCtx, shoppers: readonly string[]): Promise<string[]> {
    const where = { brandId: ctx.brandId, shopperId: { in: [...shoppers] } };
    const rows = await ctx.tx.design.findMany({ where, select: { id: true } });
    return rows.map(({ id }) => id);
  }

  /** Guest designs last changed before. */
  async staleDesigns(ctx: TxCtx, before: Date): Promise<string[]> {
    const where = { brandId: ctx.brandId, shopperId: { not: null }, updatedAt: { lt: before } };
    const rows = await ctx.tx.design.findMany({ where, select: { id: true } });
    return rows.map(({ id }) => id);
  }

  /** Deletes designs with the frozen versions nobody ordered; one with an ordered version stays. */
  async deleteDesigns(ctx: TxCtx, ids: readonly string[]): Promise<{ designs: number; versions: number }> {
    const [row] = await ctx.tx.$queryRaw<{ n: number }[]>`
      SELECT erase_unordered_versions(array(SELECT id FROM design_version
        WHERE brand_id = ${ctx.brandId}::uuid AND design_id = ANY(${uuids(ids)}))) AS n`;
    const { count } = await ctx.tx.design.deleteMany({
      where: { brandId: ctx.brandId, id: { in: [...ids] }, versions: { none: {} } },
    });
    return { designs: count, versions: row!.n };
  }

  /** Ordered designs lose their shopper, what was drawn before and after the order, and every link to it. */
  async releaseDesigns(ctx: TxCtx, ids: readonly string[]): Promise<number> {
    const of = { brandId: ctx.brandId, designId: { in: [...ids] } };
    await ctx.tx.designRevision.deleteMany({ where: of });
    await ctx.tx.designHandover.deleteMany({ where: of });
    return ctx.tx.$executeRaw`
      UPDATE design d SET shopper_id = NULL, document = v.document, document_hash = v.document_hash
      FROM (SELECT DISTINCT ON (design_id) design_id, document, document_hash FROM design_version
        WHERE brand_id = ${ctx.brandId}::uuid ORDER BY design_id, id DESC) v
      WHERE d.brand_id = ${ctx.brandId}::uuid AND d.id = ANY(${uuids(ids)}) AND v.design_id = d.id`;
  }

  /** Uploads that no design, no kept revision, nothing frozen and no template draws; of these shoppers, or old ones. */
  async deleteAssets(ctx: TxCtx, of: { shoppers: readonly string[] } | { before: Date }): Promise<number> {
    const whose =
      'shoppers' in of
        ? Prisma.sql`a.shopper_id = ANY(${uuids(of.shoppers)})`
        : Prisma.sql`a.shopper_id IS NOT NULL AND a.created_at < ${of.before}`;
    return ctx.tx.$executeRaw`
      DELETE FROM asset a WHERE a.brand_id = ${ctx.brandId}::uuid AND ${whose}
        AND NOT EXISTS (SELECT 1 FROM design d WHERE d.brand_id = a.brand_id AND strpos(d.document::text, a.hash) > 0)
        AND NOT EXISTS (SELECT 1 FROM design_revision r
          WHERE r.brand_id = a.brand_id AND strpos(r.document::text, a.hash) > 0)
        AND NOT EXISTS (SELECT 1 FROM design_version_asset n WHERE n.brand_id = a.brand_id AND n.asset_id = a.id)
        AND NOT EXISTS (SELECT 1 FROM template_version_asset n WHERE n.brand_id = a.brand_id AND n.asset_id = a.id)`;
  }

  /** Uploads that stay lose their shopper and their name. */
  async releaseAssets(ctx: TxCtx, shoppers: readonly string[]): Promise<number> {
    const { count } = await ctx.tx.asset.updateMany({
      where: { brandId: ctx.brandId, shopperId: { in: [...shoppers] } },
      data: { shopperId: null, fileName: ERASED },
    });
    return count;
  }

  /** Who ordered and where to; the country stays, for taxes. */
  async blankOrders(ctx: TxCtx, ids: readonly string[]): Promise<number> {
    const address = JSON.stringify({ name: ERASED, line1: ERASED, postalCode: ERASED, city: ERASED });
    return ctx.tx.$executeRaw`
      UPDATE "order" SET customer_name = ${ERASED}, customer_email = ${ERASED_EMAIL},
        ship_to = ${address}::jsonb || jsonb_build_object('country', ship_to -> 'country')
      WHERE brand_id = ${ctx.brandId}::uuid AND id = ANY(${uuids(ids)})`;
  }

  /** What people wrote beside orders, and numbers by which a carrier knows them. */
  async blankNotes(ctx: TxCtx, ids: readonly string[]): Promise<number> {
    const of = { brandId: ctx.brandId, orderId: { in: [...ids] } };
    const notes = await ctx.tx.approval.updateMany({
      where: { ...of, note: { not: null } },
      data: { note: ERASED },
    });
    const tracked = await ctx.tx.shipment.updateMany({
      where: { ...of, tracking: { not: null } },
      data: { tracking: null },
    });
    const lines = await ctx.tx.lineItem.updateMany({
      where: { ...of, NOT: { properties: { equals: {} } } },
      data: { properties: {} },
    });
    return notes.count + tracked.count + lines.count;
  }

  /** When the youngest of these orders was placed. */
  async lastOrderAt(ctx: TxCtx, ids: readonly string[]): Promise<Date | undefined> {
    const row = await ctx.tx.order.findFirst({
      where: { brandId: ctx.brandId, id: { in: [...ids] } },
      orderBy: { createdAt: 'desc' },
      select: { createdAt: true },
    });
    return row?.createdAt;
  }

  /** Kept answers that were given to these shoppers, or that name the e-mail. */
  async deleteAnswers(ctx: TxCtx, shoppers: readonly string[], email: string | undefined): Promise<number> {
    return ctx.tx.$executeRaw`
      DELETE FROM idempotency_key WHERE brand_id = ${ctx.brandId}::uuid
        AND (split_part(key, ':', 1) = ANY(${[...shoppers]})
          OR strpos(lower(answer::text), lower(${email ?? null})) > 0)`;
  }

  async eraseActors(ctx: TxCtx, shoppers: readonly string[]): Promise<number> {
    const actors = shoppers.map((id) => `shopper:${id}`);
    const [row] = await ctx.tx.$queryRaw<{ n: number }[]>`SELECT erase_event_actors(${actors}) AS n`;
    return row!.n;
  }

  async erasePrinted(ctx: TxCtx, before: Date): Promise<{ versions: number; files: number }> {
    const [row] = await ctx.tx.$queryRaw<{ versions: number; files: number }[]>`
      SELECT versions, files FROM erase_printed_content(${before})`;
    await ctx.tx.$executeRaw`
      UPDATE design d SET document = ${EMPTY_DOCUMENT}, document_hash = repeat('0', 64)
      WHERE brand_id = ${ctx.brandId}::uuid AND shopper_id IS NOT NULL AND document -> 'sides' <> '[]'::jsonb
        AND updated_at < ${before} AND EXISTS (SELECT 1 FROM design_version v
          WHERE v.brand_id = d.brand_id AND v.design_id = d.id AND v.document -> 'sides' = '[]'::jsonb)`;
    await ctx.tx.$executeRaw`
      DELETE FROM design_revision r USING design d WHERE r.brand_id = ${ctx.brandId}::uuid
        AND d.brand_id = r.brand_id AND d.id = r.design_id AND d.document -> 'sides' = '[]'::jsonb
        AND d.shopper_id IS NOT NULL AND d.updated_at < ${before}`;
    return row!;
  }

  async erasePayloads(ctx: TxCtx, before: Date): Promise<number> {
    const [row] = await ctx.tx.$queryRaw<{ n: number }[]>`SELECT erase_event_payloads(${before}) AS n`;
    return row!.n;
  }

  async deleteJobs(ctx: TxCtx, kinds: readonly string[], before: Date): Promise<number> {
    const { count } = await ctx.tx.longJob.deleteMany({
      where: { brandId: ctx.brandId, kind: { in: [...kinds] }, updatedAt: { lt: before } },
    });
    return count;
  }

  /** Who was to be erased is not kept with the job. */
  async forgetSubject(ctx: TxCtx, jobId: string): Promise<void> {
    await ctx.tx.longJob.updateMany({ where: { brandId: ctx.brandId, id: jobId }, data: { params: {} } });
  }

  async eraseBrand(ctx: TxCtx, keepJob: string): Promise<Record<string, number>> {
    const [row] = await ctx.tx.$queryRaw<{ taken: Record<string, number> }[]>`
      SELECT erase_brand_rows(${keepJob}::uuid) AS taken`;
    return row!.taken;
  }
}
