import type { LineItem, Order } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { type LineAction, lineAllows } from './line-state.ts';
import { OrderProgress } from './order-progress.ts';
import { toLine, toOrder } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';
import type { LineRow } from './orders.types.ts';
import { PriceLine } from './price-line.ts';

/** What people do to a line of a placed order. */
@Injectable()
export class EditLine {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(OrderProgress) private readonly progress: OrderProgress,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(PriceLine) private readonly prices: PriceLine,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** Files do not depend on the quantity: only the price is made anew. */
  setQuantity(ctx: Ctx, lineItemId: string, quantity: number): Promise<Order> {
    return this.#inOrder(ctx, lineItemId, 'change_quantity', async (tx, line) => {
      if (line.quantity === quantity) return;
      const { quote } = await this.prices.price(tx, { ...line, quantity });
      await this.orders.setQuantity(tx, line.id, quantity, quote);
      await this.orders.setTotal(tx, line.orderId);
      const change = { from: line.quantity, to: quantity };
      await this.events.record(tx, 'line.quantity_changed', { ...idsOf(line), ...change });
    });
  }

  cancel(ctx: Ctx, lineItemId: string, reason: string): Promise<Order> {
    return this.#inOrder(ctx, lineItemId, 'cancel', async (tx, line) => {
      const cancelled = await this.orders.cancelLines(tx, [line.id], reason);
      if (cancelled.length === 0) return;
      await this.orders.setTotal(tx, line.orderId);
      await this.events.record(tx, 'line.cancelled', { ...idsOf(line), reason });
    });
  }

  hold(ctx: Ctx, lineItemId: string, reason: string): Promise<LineItem> {
    return this.work.answer(ctx, async (tx) => {
      const line = await this.#act(tx, lineItemId, 'hold', async (held) => {
        await this.orders.setLineHold(tx, held.id, reason);
        await this.events.record(tx, 'line.held', { ...idsOf(held), reason });
      });
      return toLine(await this.orders.line(tx, line.id), this.settings.publicOrigin());
    });
  }

  #inOrder(
    ctx: Ctx,
    lineItemId: string,
    action: LineAction,
    act: (tx: TxCtx, line: LineRow) => Promise<void>,
  ): Promise<Order> {
    return this.work.answer(ctx, async (tx) => {
      const { orderId } = await this.#act(tx, lineItemId, action, (line) => act(tx, line));
      return toOrder(await this.orders.tree(tx, orderId), this.settings.publicOrigin(), ctx.clock.now());
    });
  }

  async #act(
    tx: TxCtx,
    lineItemId: string,
    action: LineAction,
    act: (line: LineRow) => Promise<void>,
  ): Promise<LineRow> {
    const line = await this.orders.lockLine(tx, uuidOf('lineItem', lineItemId));
    const repeated = action === 'cancel' && line.status === 'cancelled';
    if (repeated) return line;
    if (!lineAllows(action, line.status))
      throw new ApiError('line_state', `the line is ${line.status}`, { params: { status: line.status } });
    await act(line);
    await this.progress.update(tx, line.orderId);
    return line;
  }
}

const idsOf = ({ orderId, id }: LineRow) => ({
  orderId: publicIdOf('order', orderId),
  lineItemId: publicIdOf('lineItem', id),
});
