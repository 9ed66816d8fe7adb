import type { Api, CreateShipment, Shipment } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { EventsService } from '../events/events.service.ts';
import { exceeded, mayMoveShipment } from './shipments.machine.ts';
import { type ShipmentRow, ShipmentsRepository } from './shipments.repository.ts';

type Query = z.output<Api['listShipments']['query']>;
type Move = z.output<Api['moveShipment']['body']>;

const toShipment = ({ brandId: _, ...row }: ShipmentRow): Shipment => ({
  ...row,
  id: publicIdOf('shipment', row.id),
  orderId: publicIdOf('order', row.orderId),
  lines: row.lines.map(({ lineItemId, quantity }) => ({
    lineItemId: publicIdOf('lineItem', lineItemId),
    quantity,
  })),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const idsOf = ({ id, orderId }: ShipmentRow) => ({
  orderId: publicIdOf('order', orderId),
  shipmentId: publicIdOf('shipment', id),
});

@Injectable()
export class ShipmentsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ShipmentsRepository) private readonly shipments: ShipmentsRepository,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  list(ctx: Ctx, { cursor, limit, orderId, status }: Query) {
    const filter = { orderId: orderId && uuidOf('order', orderId), status };
    const before = readCursor(cursor)?.id;
    return this.work.run(ctx, async (tx) => {
      const rows = await this.shipments.list(tx, filter, { before, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(toShipment),
        nextCursor: last === undefined ? null : cursorOf({ id: last.id }),
      };
    });
  }

  get(ctx: Ctx, shipmentId: string): Promise<Shipment> {
    const id = uuidOf('shipment', shipmentId);
    return this.work.run(ctx, async (tx) => toShipment(await this.shipments.get(tx, id)));
  }

  create(ctx: Ctx, order: string, { lines, ...values }: CreateShipment): Promise<Shipment> {
    const orderId = uuidOf('order', order);
    const parcel = lines.map((line) => ({ ...line, lineItemId: uuidOf('lineItem', line.lineItemId) }));
    return this.work.answer(ctx, async (tx) => {
      const { status, ordered, shipped } = await this.shipments.lockOrder(tx, orderId);
      if (status === 'cancelled')
        throw new ApiError('order_state', 'the order is cancelled', { params: { status } });
      checkParcel(ordered, shipped, parcel);
      const id = await this.shipments.insert(tx, { ...values, orderId, lines: parcel });
      const row = await this.shipments.get(tx, id);
      const { carrier, tracking } = row;
      await this.events.record(tx, 'shipment.created', { ...idsOf(row), carrier, tracking });
      return toShipment(row);
    });
  }

  move(ctx: Ctx, shipmentId: string, { to, tracking }: Move): Promise<Shipment> {
    const id = uuidOf('shipment', shipmentId);
    return this.work.answer(ctx, async (tx) => {
      const row = await this.shipments.lock(tx, id);
      if (!mayMoveShipment(row.status, to))
        throw new ApiError('shipment_state', `the shipment is ${row.status}, which does not lead to ${to}`, {
          params: { status: row.status, wanted: to },
        });
      await this.shipments.update(tx, id, {
        status: to,
        tracking: tracking === undefined ? row.tracking : tracking,
      });
      await this.events.record(tx, 'shipment.moved', { ...idsOf(row), status: to });
      return toShipment(await this.shipments.get(tx, id));
    });
  }
}

/** Throws `not_found` for a line of another order, `request_invalid` for one named twice, `quantity_exceeded`. */
function checkParcel(
  ordered: ReadonlyMap<string, number>,
  shipped: ReadonlyMap<string, number>,
  parcel: readonly { readonly lineItemId: string; readonly quantity: number }[],
): void {
  const at = (code: string, message: string) => (i: number) => ({
    pointer: `/body/lines/${i}`,
    code,
    message,
  });
  const ids = parcel.map(({ lineItemId }) => lineItemId);
  const strange = ids.flatMap((id, i) =>
    ordered.has(id) && ids.indexOf(id) === i
      ? []
      : [at('line_unknown', 'not a line of the order, or twice')(i)],
  );
  if (strange.length > 0)
    throw new ApiError('request_invalid', 'each line of the order at most once', { errors: strange });
  const over = exceeded(ordered, shipped, parcel);
  if (over.length === 0) return;
  throw new ApiError('quantity_exceeded', 'more pieces than were ordered', {
    errors: over.map(({ lineItemId, left }) =>
      at('quantity_exceeded', `${left} left`)(ids.indexOf(lineItemId)),
    ),
  });
}
