import { Address, type CreateOrder, Finding, Properties, Quote, type UpdateOrder } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import type { Cursor } from '../../platform/cursor.ts';
import { uuidOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { frozenSides } from '../designs/printed-sides.ts';
import { JOB_MACHINE, type JobState } from '../production/production.machine.ts';
import { type ApprovalState, UNAPPROVED } from './approval-machine.ts';
import { lineStateOf } from './line-state.ts';
import { FIRST_ORDER_STATE, type OrderFacts, type OrderState, UNMADE } from './order-state.ts';
import type { OrderQuery } from './orders.service.ts';
import {
  type EventRow,
  type LineRow,
  type OrderRow,
  type OrderSummaryRow,
  type OrderTree,
  type PrintFileRow,
  toApprovalRow,
} from './orders.types.ts';
import type { PlacedLine } from './place-order.ts';

const LINE_TREE = {
  designVersion: { select: { sceneHash: true } },
  production: { include: { printFiles: { orderBy: { side: 'asc' } } } },
} as const satisfies Prisma.LineItemInclude;
type LineTree = Prisma.LineItemGetPayload<{ include: typeof LINE_TREE }>;

const LAST_APPROVAL = { orderBy: { id: 'desc' }, take: 1 } as const;

const toOrderRow = (row: Prisma.OrderGetPayload<object>): OrderRow => ({
  id: row.id,
  externalId: row.externalId,
  status: row.status as OrderState,
  currency: row.currency,
  totalMinor: Number(row.totalMinor),
  customer: { name: row.customerName, email: row.customerEmail },
  shipTo: Address.parse(row.shipTo),
  dueAt: row.dueAt,
  holdReason: row.holdReason,
  contentHash: row.requestHash,
  createdAt: row.createdAt,
});

export const toPrintFileRow = (row: Prisma.PrintFileGetPayload<object>): PrintFileRow => ({
  id: row.id,
  side: row.side,
  fileName: row.fileName,
  mime: row.mime,
  bytes: row.bytes,
  sha256: row.sha256,
  recipe: row.recipe,
  parityPpm: row.parityPpm,
  parityHold: row.parityHold,
  findings: z.array(Finding).parse(row.findings),
  proofHash: row.proofHash,
  certificateHash: row.certificateHash,
  createdAt: row.createdAt,
});

function toLineRow(row: LineTree, sides: ReadonlyMap<string, readonly string[]>): LineRow {
  const { designVersion, production, totalMinor, quote, ...line } = row;
  const { id, status, reasonCode, reasonMessage, printFiles } = production!;
  return {
    ...line,
    properties: Properties.parse(line.properties),
    status: lineStateOf({ job: status as JobState, held: line.holdReason !== null }),
    quote: Quote.parse(quote),
    totalMinor: Number(totalMinor),
    sceneHash: designVersion.sceneHash,
    sides: sides.get(row.designVersionId)!,
    job: {
      id,
      status: status as JobState,
      reason: reasonCode === null ? null : { code: reasonCode, message: reasonMessage ?? '' },
    },
    printFiles: printFiles.map(toPrintFileRow),
  };
}

const toEventRow = (row: Prisma.EventGetPayload<object>): EventRow => ({
  id: row.id,
  type: row.type,
  at: row.createdAt,
  data: row.data as Record<string, unknown>,
});

interface NewOrder {
  readonly id: string;
  readonly request: CreateOrder;
  readonly contentHash: string;
  readonly lines: readonly PlacedLine[];
}

type OrderFilter = Pick<OrderQuery, 'status' | 'from' | 'to' | 'dueBefore' | 'productId' | 'late'>;

const ORDER_BY = {
  newest: [{ id: 'desc' }],
  oldest: [{ id: 'asc' }],
  total: [{ totalMinor: 'desc' }, { id: 'desc' }],
  due: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
} as const satisfies Record<OrderQuery['sort'], Prisma.OrderOrderByWithRelationInput[]>;

/** Rows after the cursor in the given order; ids are UUIDv7, so they sort by time. */
function afterCursor(sort: OrderQuery['sort'], cursor: Cursor | undefined): Prisma.OrderWhereInput {
  if (cursor === undefined) return {};
  if (sort === 'oldest') return { id: { gt: cursor.id } };
  if (sort === 'due') return afterDue(cursor);
  if (sort === 'newest' || cursor.totalMinor === undefined) return { id: { lt: cursor.id } };
  const { totalMinor, id } = cursor;
  return { OR: [{ totalMinor: { lt: totalMinor } }, { totalMinor, id: { lt: id } }] };
}

/** Soonest first; those without a promised time come last. */
function afterDue({ id, dueMs = null }: Cursor): Prisma.OrderWhereInput {
  if (dueMs === null) return { dueAt: null, id: { gt: id } };
  const dueAt = new Date(dueMs);
  return { OR: [{ dueAt: { gt: dueAt } }, { dueAt, id: { gt: id } }, { dueAt: null }] };
}

function filterOf(ctx: TxCtx, query: OrderFilter): Prisma.OrderWhereInput {
  const { status, from, to, dueBefore, productId, late } = query;
  const overdue: Prisma.OrderWhereInput = { dueAt: { lt: now(ctx) }, status: { in: [...UNMADE] } };
  return {
    AND: [
      status === undefined ? {} : { status },
      from === undefined ? {} : { createdAt: { gte: new Date(from) } },
      to === undefined ? {} : { createdAt: { lt: new Date(to) } },
      dueBefore === undefined ? {} : { dueAt: { lt: new Date(dueBefore) } },
      productId === undefined ? {} : { lines: { some: { productId: uuidOf('product', productId) } } },
      late === undefined ? {} : late === 'true' ? overdue : { OR: [{ dueAt: null }, { NOT: overdue }] },
    ],
  };
}

const searchFor = (q: string | undefined): Prisma.OrderWhereInput => {
  if (q === undefined || q === '') return {};
  const contains = { contains: q, mode: 'insensitive' } as const;
  return { OR: [{ externalId: contains }, { customerName: contains }, { customerEmail: contains }] };
};

@Injectable()
export class OrdersRepository {
  async findByExternalId(ctx: TxCtx, externalId: string): Promise<OrderRow | undefined> {
    const row = await ctx.tx.order.findFirst({ where: { brandId: ctx.brandId, externalId } });
    return row === null ? undefined : toOrderRow(row);
  }

  /** The order with its lines and production jobs; undefined when its external id was taken meanwhile. */
  async insert(ctx: TxCtx, { id, request, contentHash, lines }: NewOrder): Promise<OrderRow | undefined> {
    const at = now(ctx);
    const data = {
      id,
      brandId: ctx.brandId,
      externalId: request.externalId,
      requestHash: contentHash,
      status: FIRST_ORDER_STATE,
      currency: request.currency,
      totalMinor: lines.reduce((sum, { quote }) => sum + quote.totalMinor, 0),
      customerName: request.customer.name,
      customerEmail: request.customer.email,
      shipTo: request.shipTo as Prisma.InputJsonObject,
      dueAt: request.dueAt === undefined ? null : new Date(request.dueAt),
      createdAt: at,
      updatedAt: at,
    };
    // A rival with the same external id is waited for here: then its row exists and ours does not.
    const { count } = await ctx.tx.order.createMany({ data, skipDuplicates: true });
    if (count === 0) return undefined;
    await this.#insertLines(ctx, id, lines);
    return toOrderRow({
      ...data,
      totalMinor: BigInt(data.totalMinor),
      shipTo: request.shipTo,
      holdReason: null,
    });
  }

  async #insertLines(ctx: TxCtx, orderId: string, lines: readonly PlacedLine[]): Promise<void> {
    const { brandId } = ctx;
    await ctx.tx.lineItem.createMany({
      data: lines.map(({ jobId: _, sceneHash: __, sides: ___, quote, ...line }, position) => ({
        ...line,
        brandId,
        orderId,
        position,
        quote: quote as Prisma.InputJsonObject,
        totalMinor: quote.totalMinor,
      })),
    });
    const at = now(ctx);
    await ctx.tx.productionJob.createMany({
      data: lines.map(({ id, jobId }) => ({
        id: jobId,
        brandId,
        lineItemId: id,
        status: JOB_MACHINE.first,
        createdAt: at,
        updatedAt: at,
      })),
    });
  }

  /** Everything of one order. Throws `not_found`. */
  async tree(ctx: TxCtx, id: string): Promise<OrderTree> {
    const row = await ctx.tx.order.findFirst({
      where: { brandId: ctx.brandId, id },
      include: {
        lines: { include: LINE_TREE, orderBy: { position: 'asc' } },
        events: { orderBy: { id: 'asc' } },
        approvals: LAST_APPROVAL,
      },
    });
    if (row === null) throw notFound();
    const { lines, events, approvals, ...order } = row;
    const sides = await frozenSides(
      ctx,
      lines.map(({ designVersionId }) => designVersionId),
    );
    return {
      order: toOrderRow(order),
      approval: approvals[0] === undefined ? null : toApprovalRow(approvals[0]),
      lines: lines.map((line) => toLineRow(line, sides)),
      events: events.map(toEventRow),
    };
  }

  /** Throws `not_found`. */
  async line(ctx: TxCtx, id: string): Promise<LineRow> {
    const row = await ctx.tx.lineItem.findFirst({ where: { brandId: ctx.brandId, id }, include: LINE_TREE });
    if (row === null) throw notFound();
    return toLineRow(row, await frozenSides(ctx, [row.designVersionId]));
  }

  async list(
    ctx: TxCtx,
    query: OrderFilter & Pick<OrderQuery, 'q' | 'sort'> & { after: Cursor | undefined; take: number },
  ): Promise<OrderSummaryRow[]> {
    const rows = await ctx.tx.order.findMany({
      where: {
        AND: [
          { brandId: ctx.brandId },
          filterOf(ctx, query),
          searchFor(query.q),
          afterCursor(query.sort, query.after),
        ],
      },
      orderBy: [...ORDER_BY[query.sort]],
      take: query.take,
      include: {
        lines: {
          orderBy: { position: 'asc' },
          select: {
            quantity: true,
            production: { select: { status: true } },
            designVersion: { select: { id: true, sceneHash: true } },
          },
        },
      },
    });
    const orders = rows.map(({ lines, ...order }) => {
      const live = lines.filter(({ production }) => production!.status !== 'cancelled');
      return { order, live, shown: (live[0] ?? lines[0])?.designVersion };
    });
    const sides = await frozenSides(
      ctx,
      orders.flatMap(({ shown }) => shown?.id ?? []),
    );
    return orders.map(({ order, live, shown }) => ({
      ...toOrderRow(order),
      lineCount: live.length,
      pieceCount: live.reduce((sum, { quantity }) => sum + quantity, 0),
      preview: shown === undefined ? null : { sceneHash: shown.sceneHash, sides: sides.get(shown.id)! },
    }));
  }

  /** Locks the order's row until the transaction ends. Whoever changes anything of an order does so first. */
  async lock(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM "order" WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  }

  /** The line, its order locked. Throws `not_found`. */
  async lockLine(ctx: TxCtx, id: string): Promise<LineRow> {
    const { orderId } = await this.line(ctx, id);
    await this.lock(ctx, orderId);
    return this.line(ctx, id);
  }

  /** What the state of the order follows from, and what it is written down as. */
  async facts(ctx: TxCtx, id: string): Promise<OrderFacts & { readonly status: OrderState }> {
    const row = await ctx.tx.order.findFirstOrThrow({
      where: { brandId: ctx.brandId, id },
      select: {
        status: true,
        holdReason: true,
        approvals: LAST_APPROVAL,
        lines: { select: { holdReason: true, production: { select: { status: true } } } },
      },
    });
    return {
      status: row.status as OrderState,
      held: row.holdReason !== null,
      unapproved: row.approvals.some(({ status }) => UNAPPROVED.includes(status as ApprovalState)),
      lines: row.lines.map(({ holdReason, production }) => ({
        job: production!.status as JobState,
        held: holdReason !== null,
      })),
    };
  }

  async update(ctx: TxCtx, id: string, { shipTo, customer, dueAt }: UpdateOrder): Promise<void> {
    await this.#set(ctx, id, {
      ...(shipTo && { shipTo: shipTo as Prisma.InputJsonObject }),
      ...(customer && { customerName: customer.name, customerEmail: customer.email }),
      ...(dueAt !== undefined && { dueAt: dueAt === null ? null : new Date(dueAt) }),
    });
  }

  async setStatus(ctx: TxCtx, id: string, status: OrderState): Promise<void> {
    await this.#set(ctx, id, { status });
  }

  async setHold(ctx: TxCtx, id: string, holdReason: string | null): Promise<void> {
    await this.#set(ctx, id, { holdReason });
  }

  /** The sum of the lines that are not cancelled. */
  async setTotal(ctx: TxCtx, id: string): Promise<void> {
    const { _sum } = await ctx.tx.lineItem.aggregate({
      where: { brandId: ctx.brandId, orderId: id, production: { status: { not: 'cancelled' } } },
      _sum: { totalMinor: true },
    });
    await this.#set(ctx, id, { totalMinor: _sum.totalMinor ?? 0n });
  }

  async setLineHold(ctx: TxCtx, id: string, holdReason: string | null): Promise<void> {
    await ctx.tx.lineItem.updateMany({ where: { brandId: ctx.brandId, id }, data: { holdReason } });
  }

  async setQuantity(ctx: TxCtx, id: string, quantity: number, quote: Quote): Promise<void> {
    await ctx.tx.lineItem.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { quantity, quote: quote as Prisma.InputJsonObject, totalMinor: quote.totalMinor },
    });
  }

  /** Ids of the lines that this call cancelled; those cancelled before are left out. */
  async cancelLines(ctx: TxCtx, ids: readonly string[], reason: string): Promise<string[]> {
    const { from, to } = JOB_MACHINE.events.cancel;
    const rows = await ctx.tx.productionJob.updateManyAndReturn({
      where: { brandId: ctx.brandId, lineItemId: { in: [...ids] }, status: { in: [...from] } },
      data: { status: to, reasonCode: 'cancelled', reasonMessage: reason, updatedAt: now(ctx) },
      select: { lineItemId: true },
    });
    return rows.map(({ lineItemId }) => lineItemId);
  }

  async #set(ctx: TxCtx, id: string, data: Prisma.OrderUpdateManyMutationInput): Promise<void> {
    await ctx.tx.order.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { ...data, updatedAt: now(ctx) },
    });
  }
}
