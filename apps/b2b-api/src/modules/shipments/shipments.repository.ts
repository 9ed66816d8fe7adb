import type { CreateShipment, ShipmentStatus } from '@luneo/contracts';
import { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import { FIRST_SHIPMENT_STATE, GIVES_BACK } from './shipments.machine.ts';

const INCLUDE = {
  lines: { select: { lineItemId: true, quantity: true }, orderBy: { lineItemId: 'asc' } },
} as const;
export type ShipmentRow = Omit<Prisma.ShipmentGetPayload<{ include: typeof INCLUDE }>, 'status'> & {
  readonly status: ShipmentStatus;
};
const toRow = (row: Prisma.ShipmentGetPayload<{ include: typeof INCLUDE }>): ShipmentRow => ({
  ...row,
  status: row.status as ShipmentStatus,
});

interface OrderState {
  readonly status: string;
  /** Pieces by line item (UUID). */
  readonly ordered: ReadonlyMap<string, number>;
  readonly shipped: ReadonlyMap<string, number>;
}

@Injectable()
export class ShipmentsRepository {
  /** What was ordered and what left, with the order held until the transaction ends. Throws `not_found`. */
  async lockOrder(ctx: TxCtx, orderId: string): Promise<OrderState> {
    const { brandId, tx } = ctx;
    await tx.$queryRaw`
      SELECT 1 FROM "order" WHERE brand_id = ${brandId}::uuid AND id = ${orderId}::uuid FOR NO KEY UPDATE`;
    const order = await tx.order.findFirst({
      where: { brandId, id: orderId },
      select: { status: true, lines: { select: { id: true, quantity: true } } },
    });
    if (order === null) throw notFound();
    const shipped = await tx.shipmentLine.groupBy({
      by: ['lineItemId'],
      where: { brandId, shipment: { orderId, status: { notIn: [...GIVES_BACK] } } },
      _sum: { quantity: true },
    });
    return {
      status: order.status,
      ordered: new Map(order.lines.map(({ id, quantity }) => [id, quantity])),
      shipped: new Map(shipped.map(({ lineItemId, _sum }) => [lineItemId, _sum.quantity ?? 0])),
    };
  }

  async insert(
    ctx: TxCtx,
    {
      orderId,
      lines,
      ...values
    }: Omit<CreateShipment, 'lines'> & {
      readonly orderId: string;
      readonly lines: readonly { readonly lineItemId: string; readonly quantity: number }[];
    },
  ): Promise<string> {
    const { brandId } = ctx;
    const [id, at] = [ctx.newId(), now(ctx)];
    const data = {
      ...values,
      id,
      brandId,
      orderId,
      status: FIRST_SHIPMENT_STATE,
      createdAt: at,
      updatedAt: at,
    };
    await ctx.tx.shipment.create({ data });
    await ctx.tx.shipmentLine.createMany({
      data: lines.map((line) => ({ ...line, brandId, shipmentId: id })),
    });
    return id;
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<ShipmentRow> {
    const row = await ctx.tx.shipment.findFirst({ where: { brandId: ctx.brandId, id }, include: INCLUDE });
    if (row === null) throw notFound();
    return toRow(row);
  }

  async lock(ctx: TxCtx, id: string): Promise<ShipmentRow> {
    await ctx.tx.$queryRaw`
      SELECT 1 FROM shipment WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.get(ctx, id);
  }

  async list(
    ctx: TxCtx,
    filter: { orderId?: string | undefined; status?: ShipmentStatus | undefined },
    { before, take }: { before: string | undefined; take: number },
  ): Promise<ShipmentRow[]> {
    const { orderId, status } = filter;
    const rows = await ctx.tx.shipment.findMany({
      where: {
        brandId: ctx.brandId,
        ...(orderId !== undefined && { orderId }),
        ...(status !== undefined && { status }),
        ...(before !== undefined && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take,
      include: INCLUDE,
    });
    return rows.map(toRow);
  }

  async update(ctx: TxCtx, id: string, change: { status: ShipmentStatus; tracking: string | null }) {
    const where = { brandId: ctx.brandId, id };
    await ctx.tx.shipment.updateMany({ where, data: { ...change, updatedAt: now(ctx) } });
  }
}
