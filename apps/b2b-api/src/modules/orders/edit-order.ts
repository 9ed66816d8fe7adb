import type { EventType, Order, UpdateOrder } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { OrderProgress } from './order-progress.ts';
import { type OrderAction, orderAllows } from './order-state.ts';
import { toOrder } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';
import type { OrderTree } from './orders.types.ts';
import { RequestApproval } from './request-approval.ts';

/** What people do to a placed order. The row is locked first: edits and workers come one after the other. */
@Injectable()
export class EditOrder {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(OrderProgress) private readonly progress: OrderProgress,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(RequestApproval) private readonly approvals: RequestApproval,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  update(ctx: Ctx, orderId: string, changes: UpdateOrder): Promise<Order> {
    return this.#act(ctx, orderId, 'update', async (tx, { order }) => {
      await this.orders.update(tx, order.id, changes);
      const changed = Object.keys(changes) as (keyof UpdateOrder)[];
      await this.events.record(tx, 'order.updated', { orderId, changed });
    });
  }

  hold(ctx: Ctx, orderId: string, reason: string): Promise<Order> {
    return this.#act(ctx, orderId, 'hold', (tx, { order }) => this.#setHold(tx, order.id, reason, reason));
  }

  release(ctx: Ctx, orderId: string, reason: string): Promise<Order> {
    return this.#act(ctx, orderId, 'release', async (tx, { order }) => {
      const withdrawn = await this.approvals.withdraw(tx, order.id);
      if (order.holdReason === null && !withdrawn)
        throw new ApiError('order_state', 'nobody holds the order, only lines of it', {
          params: { status: order.status },
        });
      await this.#setHold(tx, order.id, null, reason);
    });
  }

  cancel(ctx: Ctx, orderId: string, reason: string): Promise<Order> {
    return this.#act(ctx, orderId, 'cancel', async (tx, { order, lines }) => {
      const cancelled = await this.orders.cancelLines(
        tx,
        lines.map(({ id }) => id),
        reason,
      );
      for (const id of cancelled)
        await this.events.record(tx, 'line.cancelled', {
          orderId,
          lineItemId: publicIdOf('lineItem', id),
          reason,
        });
      await this.orders.setTotal(tx, order.id);
      await this.approvals.withdraw(tx, order.id);
    });
  }

  async #setHold(tx: TxCtx, id: string, holdReason: string | null, reason: string): Promise<void> {
    await this.orders.setHold(tx, id, holdReason);
    const type = (holdReason === null ? 'order.released' : 'order.held') satisfies EventType;
    await this.events.record(tx, type, { orderId: publicIdOf('order', id), reason });
  }

  #act(
    ctx: Ctx,
    orderId: string,
    action: OrderAction,
    act: (tx: TxCtx, tree: OrderTree) => Promise<void>,
  ): Promise<Order> {
    const id = uuidOf('order', orderId);
    return this.work.answer(ctx, async (tx) => {
      await this.orders.lock(tx, id);
      const before = await this.orders.tree(tx, id);
      const { status } = before.order;
      const repeated = action === 'cancel' && status === 'cancelled';
      if (!repeated) {
        if (!orderAllows(action, status))
          throw new ApiError('order_state', `the order is ${status}`, { params: { status } });
        await act(tx, before);
        await this.progress.update(tx, id);
      }
      return toOrder(await this.orders.tree(tx, id), this.settings.publicOrigin(), ctx.clock.now());
    });
  }
}
