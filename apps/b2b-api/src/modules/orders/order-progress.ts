import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { EventsService } from '../events/events.service.ts';
import { type OrderState, orderStateOf } from './order-state.ts';
import { OrdersRepository } from './orders.repository.ts';

const ANNOUNCED = {
  produced: 'order.produced',
  cancelled: 'order.cancelled',
} as const satisfies Partial<Record<OrderState, string>>;

@Injectable()
export class OrderProgress {
  constructor(
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  /** Before anything of the order is changed: then people and workers come one after the other, in one order. */
  lock(tx: TxCtx, orderId: string): Promise<void> {
    return this.orders.lock(tx, orderId);
  }

  /** Lets the order follow its lines, its row locked: two lines that end together both count. */
  async update(tx: TxCtx, orderId: string): Promise<void> {
    await this.orders.lock(tx, orderId);
    const { status, ...facts } = await this.orders.facts(tx, orderId);
    const next = orderStateOf(facts);
    if (next === status) return;
    await this.orders.setStatus(tx, orderId, next);
    if (next === 'produced' || next === 'cancelled')
      await this.events.record(tx, ANNOUNCED[next], { orderId: publicIdOf('order', orderId) });
  }
}
