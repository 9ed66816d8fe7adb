import { type ReprintReason, Routing, type Stage } from '@luneo/contracts';
import { Prisma } from '@luneo/database';
import { Process } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { actorName, now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import type { Scope } from '../suppliers/suppliers.repository.ts';
import type { TicketQuery } from './tickets.service.ts';

type Reason = { readonly code: z.infer<typeof ReprintReason>; readonly note: string };
export type TicketKind = 'original' | 'split' | 'reprint';

/** What a new ticket is told; ids are UUIDs. */
export interface NewTicket {
  readonly lineItemId: string;
  readonly supplierId: string | null;
  readonly process: Process;
  readonly stage: Stage;
  readonly quantity: number;
  readonly kind: TicketKind;
  readonly parentId: string | null;
  readonly reprint: number;
  readonly reason: Reason | null;
  readonly routing: Routing;
}

const INCLUDE = {
  lineItem: {
    select: {
      externalId: true,
      orderId: true,
      productId: true,
      productName: true,
      sku: true,
      holdReason: true,
      order: { select: { externalId: true, status: true, holdReason: true, shipTo: true } },
      production: { select: { status: true } },
    },
  },
} as const;
type Row = Prisma.JobTicketGetPayload<{ include: typeof INCLUDE }>;

export interface TicketRow extends NewTicket {
  readonly id: string;
  readonly line: Row['lineItem'];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ScanRow {
  readonly scanId: string;
  readonly ticketId: string;
  readonly stage: Stage;
  readonly quantity: number;
  readonly actor: string;
  readonly at: Date;
}

const toRow = ({ lineItem, ...row }: Row): TicketRow => ({
  ...row,
  process: Process.parse(row.process),
  stage: row.stage as Stage,
  kind: row.kind as TicketKind,
  reason: row.reason as Reason | null,
  routing: Routing.parse(row.routing),
  line: lineItem,
});

const inScope = (scope: Scope): Prisma.JobTicketWhereInput =>
  scope === 'all' ? {} : scope.supplierId === null ? { id: { in: [] } } : { supplierId: scope.supplierId };

const searchFor = (q: string | undefined): Prisma.JobTicketWhereInput => {
  if (q === undefined || q === '') return {};
  const contains = { contains: q, mode: 'insensitive' } as const;
  return { lineItem: { OR: [{ sku: contains }, { order: { externalId: contains } }] } };
};

type Filter = Pick<TicketQuery, 'process' | 'stage' | 'kind' | 'q' | 'sort' | 'unassigned'> & {
  readonly supplierId: string | undefined;
  readonly lineItemId: string | undefined;
  readonly after: string | undefined;
  readonly take: number;
};

@Injectable()
export class TicketsRepository {
  /** Throws `not_found`, also for a ticket the caller may not see. */
  async get(ctx: TxCtx, id: string, scope: Scope): Promise<TicketRow> {
    const where = { AND: [{ brandId: ctx.brandId, id }, inScope(scope)] };
    const row = await ctx.tx.jobTicket.findFirst({ where, include: INCLUDE });
    if (row === null) throw notFound();
    return toRow(row);
  }

  /** The same, held until the transaction ends. */
  async lock(ctx: TxCtx, id: string, scope: Scope): Promise<TicketRow> {
    await ctx.tx.$queryRaw`
      SELECT 1 FROM job_ticket WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.get(ctx, id, scope);
  }

  async list(ctx: TxCtx, scope: Scope, filter: Filter): Promise<TicketRow[]> {
    const { process, stage, kind, lineItemId, supplierId, sort, after, take } = filter;
    const rows = await ctx.tx.jobTicket.findMany({
      where: {
        AND: [
          { brandId: ctx.brandId },
          inScope(scope),
          {
            ...(process !== undefined && { process }),
            ...(stage !== undefined && { stage }),
            ...(kind !== undefined && { kind }),
            ...(lineItemId !== undefined && { lineItemId }),
          },
          supplierId === undefined ? {} : { supplierId },
          filter.unassigned === true ? { supplierId: null } : {},
          searchFor(filter.q),
          after === undefined ? {} : { id: sort === 'oldest' ? { gt: after } : { lt: after } },
        ],
      },
      orderBy: { id: sort === 'oldest' ? 'asc' : 'desc' },
      take,
      include: INCLUDE,
    });
    return rows.map(toRow);
  }

  async insert(ctx: TxCtx, { reason, routing, ...ticket }: NewTicket): Promise<string> {
    const [id, at] = [ctx.newId(), now(ctx)];
    await ctx.tx.jobTicket.create({
      data: {
        ...ticket,
        id,
        brandId: ctx.brandId,
        ...(reason !== null && { reason }),
        routing,
        createdAt: at,
        updatedAt: at,
      },
    });
    return id;
  }

  async update(
    ctx: TxCtx,
    id: string,
    { routing, ...change }: Partial<Pick<NewTicket, 'stage' | 'quantity' | 'supplierId' | 'routing'>>,
  ): Promise<void> {
    await ctx.tx.jobTicket.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { ...change, ...(routing !== undefined && { routing }), updatedAt: now(ctx) },
    });
  }

  async scans(ctx: TxCtx, ticketId: string): Promise<ScanRow[]> {
    const rows = await ctx.tx.stageScan.findMany({
      where: { brandId: ctx.brandId, ticketId },
      orderBy: [{ at: 'asc' }, { scanId: 'asc' }],
    });
    return rows.map((row) => ({ ...row, stage: row.stage as Stage }));
  }

  async scan(ctx: TxCtx, scanId: string): Promise<ScanRow | undefined> {
    const row = await ctx.tx.stageScan.findFirst({ where: { brandId: ctx.brandId, scanId } });
    return row === null ? undefined : { ...row, stage: row.stage as Stage };
  }

  /** False when the scan id was used meanwhile. */
  async insertScan(ctx: TxCtx, scan: Pick<ScanRow, 'scanId' | 'ticketId' | 'stage' | 'quantity'>) {
    const data = { ...scan, brandId: ctx.brandId, actor: actorName(ctx), at: now(ctx) };
    return (await ctx.tx.stageScan.createMany({ data, skipDuplicates: true })).count > 0;
  }

  /** How often the line was printed again; holds the line, so that two reprints do not count alike. */
  async lastReprint(ctx: TxCtx, lineItemId: string): Promise<number> {
    const { brandId } = ctx;
    await ctx.tx.$queryRaw`
      SELECT 1 FROM line_item WHERE brand_id = ${brandId}::uuid AND id = ${lineItemId}::uuid FOR NO KEY UPDATE`;
    const { _max } = await ctx.tx.jobTicket.aggregate({
      where: { brandId, lineItemId },
      _max: { reprint: true },
    });
    return _max.reprint ?? 0;
  }

  /** What routing has to know of a line; undefined when it has a ticket already. */
  async lineToMake(ctx: TxCtx, lineItemId: string) {
    const { brandId } = ctx;
    if ((await ctx.tx.jobTicket.count({ where: { brandId, lineItemId } })) > 0) return undefined;
    const line = await ctx.tx.lineItem.findFirstOrThrow({
      where: { brandId, id: lineItemId },
      select: { orderId: true, productId: true, quantity: true, order: { select: { shipTo: true } } },
    });
    const [row] = await ctx.tx.$queryRaw<{ process: string }[]>(Prisma.sql`
      SELECT p.content->'geometry'->>'process' AS process FROM line_item l
      JOIN design_version d ON d.brand_id = l.brand_id AND d.id = l.design_version_id
      JOIN product_version p ON p.brand_id = d.brand_id AND p.product_id = d.product_id AND p.version = d.product_version
      WHERE l.brand_id = ${brandId}::uuid AND l.id = ${lineItemId}::uuid`);
    return {
      orderId: line.orderId,
      productId: line.productId,
      quantity: line.quantity,
      country: countryOf(line.order.shipTo),
      process: Process.parse(row?.process),
    };
  }
}

export const countryOf = (shipTo: Prisma.JsonValue): string => (shipTo as { country: string }).country;
