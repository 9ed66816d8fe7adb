import { Address, type CreateOrder, Finding, Quote } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import type { Design } from '@luneo/design';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import type { Cursor } from '../../platform/cursor.ts';
import { notFound } from '../../platform/problem.ts';
import { FIRST_LINE_STATE } from '../production/production.machine.ts';
import { FIRST_ORDER_STATE, type LineState, type OrderState } from './orders.machine.ts';
import type { OrderQuery } from './orders.service.ts';
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

const toOrderRow = (row: Prisma.OrderGetPayload<object>): OrderRow => ({
  id: row.id,
  externalId: row.externalId,
  status: row.status as OrderState,
  currency: row.currency,
  totalMinor: Number(row.totalMinor),
  customer: { name: row.customerName, email: row.customerEmail },
  shipTo: Address.parse(row.shipTo),
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

function toLineRow(row: LineTree): LineRow {
  const { designVersion, production, totalMinor, quote, ...line } = row;
  const { id, status, reasonCode, reasonMessage, printFiles } = production!;
  return {
    ...line,
    quote: Quote.parse(quote),
    totalMinor: Number(totalMinor),
    sceneHash: designVersion.sceneHash,
    document: designVersion.document as unknown as Design,
    job: {
      id,
      status: status as LineState,
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

const ORDER_BY = {
  newest: [{ id: 'desc' }],
  oldest: [{ id: 'asc' }],
  total: [{ totalMinor: 'desc' }, { id: 'desc' }],
} as const satisfies Record<OrderQuery['sort'], Prisma.OrderOrderByWithRelationInput[]>;

/** Rows after the cursor in the given order; ids are UUIDv7, so they sort by time. */
function afterCursor(sort: OrderQuery['sort'], cursor: Cursor | undefined): Prisma.OrderWhereInput {
  if (cursor === undefined) return {};
  if (sort === 'oldest') return { id: { gt: cursor.id } };
  if (sort === 'newest' || cursor.totalMinor === undefined) return { id: { lt: cursor.id } };
  const { totalMinor, id } = cursor;
  return { OR: [{ totalMinor: { lt: totalMinor } }, { totalMinor, id: { lt: id } }] };
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
        status: FIRST_LINE_STATE,
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

  async list(
    ctx: TxCtx,
    query: Pick<OrderQuery, 'status' | 'q' | 'sort'> & { after: Cursor | undefined; take: number },
  ): Promise<OrderSummaryRow[]> {
    const rows = await ctx.tx.order.findMany({
      where: {
        AND: [
          { brandId: ctx.brandId, ...(query.status === undefined ? {} : { status: query.status }) },
          searchFor(query.q),
          afterCursor(query.sort, query.after),
        ],
      },
      orderBy: [...ORDER_BY[query.sort]],
      take: query.take,
      include: {
        lines: {
          orderBy: { position: 'asc' },
          select: { quantity: true, designVersion: { select: { sceneHash: true, document: true } } },
        },
      },
    });
    return rows.map(({ lines, ...order }) => ({
      ...toOrderRow(order),
      lineCount: lines.length,
      pieceCount: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      preview:
        lines[0] === undefined
          ? null
          : { ...lines[0].designVersion, document: lines[0].designVersion.document as unknown as Design },
    }));
  }

  /** State of the order and its lines, with the order's row locked until the transaction ends. */
  async lockWithLines(ctx: TxCtx, id: string): Promise<{ status: OrderState; lines: LineState[] }> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM "order" WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    const row = await ctx.tx.order.findFirstOrThrow({
      where: { brandId: ctx.brandId, id },
      select: { status: true, lines: { select: { production: { select: { status: true } } } } },
    });
    return {
      status: row.status as OrderState,
      lines: row.lines.map(({ production }) => production!.status as LineState),
    };
  }

  async setStatus(ctx: TxCtx, id: string, status: OrderState): Promise<void> {
    await ctx.tx.order.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { status, updatedAt: now(ctx) },
    });
  }
}
