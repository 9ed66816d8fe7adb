import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { EventsService } from '../events/events.service.ts';
import { mayMoveOrder, orderStateOf } from '../orders/orders.machine.ts';
import { OrdersRepository } from '../orders/orders.repository.ts';

@Injectable()
export class OrderProgress {
  constructor(
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  /** Lets the order follow its lines. Locks its row, so that two lines that end together both count. */
  async update(tx: TxCtx, orderId: string): Promise<void> {
    const { status, lines } = await this.orders.lockWithLines(tx, orderId);
    const next = orderStateOf(status, lines);
    if (next === status || !mayMoveOrder(status, next)) return;
    await this.orders.setStatus(tx, orderId, next);
    if (next === 'produced')
      await this.events.record(tx, 'order.produced', { orderId: publicIdOf('order', orderId) });
  }
}
