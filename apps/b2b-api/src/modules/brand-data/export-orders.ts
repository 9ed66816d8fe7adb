import type { Order } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { toOrder } from '../orders/orders.mapper.ts';
import { OrdersRepository } from '../orders/orders.repository.ts';
import type { Archive } from './archive.ts';

const PAGE = 500;

/** A row a line item, as a spreadsheet wants it. */
const csvRows = (order: Order): unknown[] =>
  order.lines.map((line) => ({
    order: order.externalId,
    placed: order.createdAt,
    status: order.status,
    customer: order.customer.name,
    email: order.customer.email,
    country: order.shipTo.country,
    line: line.externalId,
    product: line.productName,
    sku: line.sku,
    variant: line.variantName,
    quantity: line.quantity,
    total_minor: line.totalMinor,
    currency: order.currency,
    production: line.production.status,
    design: line.designVersionId,
  }));

/** Writes orders as the API tells them, and as a table. */
@Injectable()
export class ExportOrders {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(OrdersRepository) private readonly orders: OrdersRepository,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async write(ctx: Ctx, archive: Archive, ids: readonly string[]): Promise<void> {
    for (let page = 0; page * PAGE < ids.length; page++) {
      const orders: Order[] = [];
      for (const id of ids.slice(page * PAGE, (page + 1) * PAGE)) {
        const tree = await this.work.read(ctx, (tx) => this.orders.tree(tx, id));
        orders.push(toOrder(tree, this.settings.publicOrigin(), ctx.clock.now()));
      }
      const name = `orders/orders-${String(page + 1).padStart(5, '0')}`;
      await archive.text(`${name}.json`, `${JSON.stringify(orders, null, 2)}\n`);
      // A cell that begins like a formula is text to a spreadsheet, too.
      const csv = stringify(orders.flatMap(csvRows), { header: true, escape_formulas: true });
      await archive.text(`${name}.csv`, csv);
    }
  }
}
