import type { Api, Order, OrderSummary } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { toOrder, toSummary } from './orders.mapper.ts';
import { OrdersRepository } from './orders.repository.ts';

export type OrderQuery = z.output<Api['listOrders']['query']>;

@Injectable()
export class OrdersService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  list(ctx: Ctx, query: OrderQuery): Promise<{ items: OrderSummary[]; nextCursor: string | null }> {
    const after = readCursor(query.cursor);
    return this.work.read(ctx, async (tx) => {
      const rows = await this.orders.list(tx, { ...query, after, take: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const more = rows.length > query.limit && last !== undefined;
      return {
        items: shown.map((row) => toSummary(row, this.settings.publicOrigin(), ctx.clock.now())),
        nextCursor: more
          ? cursorOf({ id: last.id, totalMinor: last.totalMinor, dueMs: last.dueAt?.getTime() ?? null })
          : null,
      };
    });
  }

  get(ctx: Ctx, orderId: string): Promise<Order> {
    const id = uuidOf('order', orderId);
    return this.work.read(ctx, async (tx) =>
      toOrder(await this.orders.tree(tx, id), this.settings.publicOrigin(), ctx.clock.now()),
    );
  }
}
