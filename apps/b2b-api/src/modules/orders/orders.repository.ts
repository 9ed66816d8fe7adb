import { Address, type CreateOrder, Finding, Properties, Quote, type UpdateOrder } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import type { Design } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import type { Cursor } from '../../platform/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { JOB_MACHINE, type JobState } from '../production/production.machine.ts';
import { type LineFacts, lineStateOf } from './line-state.ts';
import { afterCursor, matching, ORDER_BY, type OrderFilter } from './order-filter.ts';
import { FIRST_ORDER_STATE, type OrderFacts, type OrderState } from './order-state.ts';
import type {
  EventRow,
  LineRow,
  OrderRow,
  OrderSummaryRow,
  OrderTree,
  PrintFileRow,
} from './orders.types.ts';
import type { PlacedLine } from './place-order.ts';

const LINE_TREE = {
  designVersion: { select: { sceneHash: true, document: true } },
  production: { include: { printFiles: { orderBy: { side: 'asc' } } } },
} as const satisfies Prisma.LineItemInclude;
type LineTree = Prisma.LineItemGetPayload<{ include: typeof LINE_TREE }>;

const LISTED_LINE = {
  quantity: true,
  production: { select: { status: true } },
  designVersion: { select: { sceneHash: true, document: true } },
} as const satisfies Prisma.LineItemSelect;

const toOrderRow = (row: Prisma.OrderGetPayload<object>): OrderRow => ({
  id: row.id,
  externalId: row.externalId,
  status: row.status as OrderState,
  currency: row.currency,
  totalMinor: Number(row.totalMinor),
  customer: { name: row.customerName, email: row.customerEmail },
  shipTo: Address.parse(row.shipTo),
  contentHash: row.requestHash,
  dueAt: row.dueAt,
  holdReason: row.holdReason,
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

function toLineRow(row: LineTree): LineRow {
  const { designVersion, production, totalMinor, quote, properties, ...line } = row;
  const { id, status, reasonCode, reasonMessage, printFiles } = production!;
  const job = status as JobState;
  return {
    ...line,
    status: lineStateOf({ job, held: line.holdReason !== null }),
    properties: Properties.parse(properties),
    quote: Quote.parse(quote),
    totalMinor: Number(totalMinor),
    sceneHash: designVersion.sceneHash,
    document: designVersion.document as unknown as Design,
    job: {
      id,
      status: job,
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
    return (await this.findByExternalId(ctx, request.externalId))!;
  }

  async #insertLines(ctx: TxCtx, orderId: string, lines: readonly PlacedLine[]): Promise<void> {
    const { brandId } = ctx;
    await ctx.tx.lineItem.createMany({
      data: lines.map(({ jobId: _, quote, ...line }, position) => ({
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
      },
    });
    if (row === null) throw notFound();
    const { lines, events, ...order } = row;
    return { order: toOrderRow(order), lines: lines.map(toLineRow), events: events.map(toEventRow) };
  }

  /** Throws `not_found`. */
  async line(ctx: TxCtx, id: string): Promise<LineRow> {
    const row = await ctx.tx.lineItem.findFirst({ where: { brandId: ctx.brandId, id }, include: LINE_TREE });
    if (row === null) throw notFound();
    return toLineRow(row);
  }

  async list(ctx: TxCtx, filter: OrderFilter, after: Cursor | undefined, take: number) {
    const rows = await ctx.tx.order.findMany({
      where: { AND: [{ brandId: ctx.brandId }, matching(filter, now(ctx)), afterCursor(filter.sort, after)] },
      orderBy: [...ORDER_BY[filter.sort]],
      take,
      include: { lines: { orderBy: { position: 'asc' }, select: LISTED_LINE } },
    });
    return rows.map(({ lines, ...order }): OrderSummaryRow => {
      const live = lines.filter(({ production }) => production!.status !== 'cancelled');
      const version = (live[0] ?? lines[0])?.designVersion;
      return {
        ...toOrderRow(order),
        lineCount: live.length,
        pieceCount: live.reduce((sum, { quantity }) => sum + quantity, 0),
        preview:
          version === undefined ? null : { ...version, document: version.document as unknown as Design },
      };
    });
  }

  /** Whoever changes an order or its lines takes its row first, so that nobody waits in a circle. */
  async lock(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM "order" WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  }

  /** The line, with its order's row locked until the transaction ends. Throws `not_found`. */
  async lockLine(ctx: TxCtx, id: string): Promise<LineRow> {
    const where = { brandId: ctx.brandId, id };
    const found = await ctx.tx.lineItem.findFirst({ where, select: { orderId: true } });
    if (found === null) throw notFound();
    await this.lock(ctx, found.orderId);
    return this.line(ctx, id);
  }

  /** What the state of an order follows from, and the state it has. */
  async facts(ctx: TxCtx, id: string): Promise<OrderFacts & { status: OrderState }> {
    const row = await ctx.tx.order.findFirstOrThrow({
      where: { brandId: ctx.brandId, id },
      select: {
        status: true,
        holdReason: true,
        lines: { select: { holdReason: true, production: { select: { status: true } } } },
      },
    });
    return {
      status: row.status as OrderState,
      held: row.holdReason !== null,
      lines: row.lines.map(
        ({ holdReason, production }): LineFacts => ({
          job: production!.status as JobState,
          held: holdReason !== null,
        }),
      ),
    };
  }

  setStatus(ctx: TxCtx, id: string, status: OrderState): Promise<void> {
    return this.#set(ctx, id, { status });
  }

  setHold(ctx: TxCtx, id: string, holdReason: string | null): Promise<void> {
    return this.#set(ctx, id, { holdReason });
  }

  update(ctx: TxCtx, id: string, { shipTo, customer, dueAt }: UpdateOrder): Promise<void> {
    return this.#set(ctx, id, {
      ...(shipTo && { shipTo: shipTo as Prisma.InputJsonObject }),
      ...(customer && { customerName: customer.name, customerEmail: customer.email }),
      ...(dueAt !== undefined && { dueAt: dueAt === null ? null : new Date(dueAt) }),
    });
  }

  /** Sums the lines that are not cancelled. */
  async setTotal(ctx: TxCtx, id: string): Promise<void> {
    const { _sum } = await ctx.tx.lineItem.aggregate({
      where: { brandId: ctx.brandId, orderId: id, production: { status: { not: 'cancelled' } } },
      _sum: { totalMinor: true },
    });
    await this.#set(ctx, id, { totalMinor: _sum.totalMinor ?? 0 });
  }

  async #set(ctx: TxCtx, id: string, data: Prisma.OrderUpdateManyMutationInput): Promise<void> {
    await ctx.tx.order.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { ...data, updatedAt: now(ctx) },
    });
  }

  async setQuantity(ctx: TxCtx, lineId: string, quantity: number, quote: Quote): Promise<void> {
    await ctx.tx.lineItem.updateMany({
      where: { brandId: ctx.brandId, id: lineId },
      data: { quantity, quote: quote as Prisma.InputJsonObject, totalMinor: quote.totalMinor },
    });
  }

  async setLineHold(ctx: TxCtx, lineId: string, holdReason: string | null): Promise<void> {
    await ctx.tx.lineItem.updateMany({ where: { brandId: ctx.brandId, id: lineId }, data: { holdReason } });
  }

  /** Ids of those lines that were not cancelled before. */
  async cancelLines(ctx: TxCtx, lineIds: readonly string[], reason: string): Promise<string[]> {
    const rows = await ctx.tx.productionJob.updateManyAndReturn({
      where: {
        brandId: ctx.brandId,
        lineItemId: { in: [...lineIds] },
        status: { in: [...JOB_MACHINE.events.cancel.from] },
      },
      data: {
        status: JOB_MACHINE.events.cancel.to,
        reasonCode: 'cancelled',
        reasonMessage: reason,
        updatedAt: now(ctx),
      },
      select: { lineItemId: true },
    });
    return rows.map(({ lineItemId }) => lineItemId);
  }
}
