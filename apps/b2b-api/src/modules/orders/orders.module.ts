import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { QuotesModule } from '../quotes/quotes.module.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersRepository } from './orders.repository.ts';
import { OrdersService } from './orders.service.ts';
import { PlaceOrder } from './place-order.ts';

@Module({
  imports: [DesignsModule, EventsModule, ProductsModule, QuotesModule],
  controllers: [OrdersController],
  providers: [OrdersRepository, OrdersService, PlaceOrder],
  exports: [OrdersRepository],
})
export class OrdersModule {}
