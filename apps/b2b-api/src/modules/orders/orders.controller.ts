import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { OrdersService } from './orders.service.ts';
import { PlaceOrder } from './place-order.ts';

@Controller()
export class OrdersController {
  constructor(
    @Inject(OrdersService) private readonly orders: OrdersService,
    @Inject(PlaceOrder) private readonly placing: PlaceOrder,
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
}
