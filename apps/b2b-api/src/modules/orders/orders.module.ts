import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { QuotesModule } from '../quotes/quotes.module.ts';
import { EditLine } from './edit-line.ts';
import { EditOrder } from './edit-order.ts';
import { OrderProgress } from './order-progress.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersRepository } from './orders.repository.ts';
import { OrdersService } from './orders.service.ts';
import { PlaceOrder } from './place-order.ts';
import { PriceLine } from './price-line.ts';

@Module({
  imports: [DesignsModule, EventsModule, ProductsModule, QuotesModule],
  controllers: [OrdersController],
  providers: [EditLine, EditOrder, OrderProgress, OrdersRepository, OrdersService, PlaceOrder, PriceLine],
  exports: [OrderProgress, OrdersRepository],
})
export class OrdersModule {}
