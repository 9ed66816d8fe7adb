import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { each } from '../../platform/each.ts';
import { EditLine } from './edit-line.ts';
import { EditOrder } from './edit-order.ts';
import { OrdersService } from './orders.service.ts';
import { PlaceOrder } from './place-order.ts';

@Controller()
export class OrdersController {
  constructor(
    @Inject(OrdersService) private readonly orders: OrdersService,
    @Inject(PlaceOrder) private readonly placing: PlaceOrder,
    @Inject(EditOrder) private readonly editing: EditOrder,
    @Inject(EditLine) private readonly lines: EditLine,
  ) {}

  @Operation('createOrder')
  create(@Input() { ctx, body }: Call<'createOrder'>): Promise<Answer<'createOrder'>> {
    return this.placing.place(ctx, body);
  }

  @Operation('listOrders')
  list(@Input() { ctx, query }: Call<'listOrders'>): Promise<Answer<'listOrders'>> {
    return this.orders.list(ctx, query);
  }

  @Operation('getOrder')
  get(@Input() { ctx, params }: Call<'getOrder'>): Promise<Answer<'getOrder'>> {
    return this.orders.get(ctx, params.orderId);
  }

  @Operation('actOnOrders')
  async actOnMany(@Input() { ctx, body }: Call<'actOnOrders'>): Promise<Answer<'actOnOrders'>> {
    const { action, orderIds, reason } = body;
    return each(ctx, orderIds, {
      act: async (own, orderId) => ({
        orderId,
        status: (await this.editing[action](own, orderId, reason)).status,
      }),
      refused: (orderId) => ({ orderId, status: null }),
    });
  }

  @Operation('updateOrder')
  update(@Input() { ctx, params, body }: Call<'updateOrder'>): Promise<Answer<'updateOrder'>> {
    return this.editing.update(ctx, params.orderId, body);
  }

  @Operation('holdOrder')
  hold(@Input() { ctx, params, body }: Call<'holdOrder'>): Promise<Answer<'holdOrder'>> {
    return this.editing.hold(ctx, params.orderId, body.reason);
  }

  @Operation('releaseOrder')
  release(@Input() { ctx, params, body }: Call<'releaseOrder'>): Promise<Answer<'releaseOrder'>> {
    return this.editing.release(ctx, params.orderId, body.reason);
  }

  @Operation('cancelOrder')
  cancel(@Input() { ctx, params, body }: Call<'cancelOrder'>): Promise<Answer<'cancelOrder'>> {
    return this.editing.cancel(ctx, params.orderId, body.reason);
  }

  @Operation('updateLine')
  updateLine(@Input() { ctx, params, body }: Call<'updateLine'>): Promise<Answer<'updateLine'>> {
    return this.lines.setQuantity(ctx, params.lineItemId, body.quantity);
  }

  @Operation('cancelLine')
  cancelLine(@Input() { ctx, params, body }: Call<'cancelLine'>): Promise<Answer<'cancelLine'>> {
    return this.lines.cancel(ctx, params.lineItemId, body.reason);
  }

  @Operation('holdLine')
  holdLine(@Input() { ctx, params, body }: Call<'holdLine'>): Promise<Answer<'holdLine'>> {
    return this.lines.hold(ctx, params.lineItemId, body.reason);
  }
}
