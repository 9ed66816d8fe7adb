import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { QuotesModule } from '../quotes/quotes.module.ts';
import { AnswerApproval } from './answer-approval.ts';
import { ApprovalJobs } from './approval.jobs.ts';
import { ApprovalsController } from './approvals.controller.ts';
import { ApprovalsRepository } from './approvals.repository.ts';
import { BrandNames } from './brand-names.ts';
import { EditLine } from './edit-line.ts';
import { EditOrder } from './edit-order.ts';
import { OrderProgress } from './order-progress.ts';
import { OrdersController } from './orders.controller.ts';
import { OrdersRepository } from './orders.repository.ts';
import { OrdersService } from './orders.service.ts';
import { PlaceOrder } from './place-order.ts';
import { PriceLine } from './price-line.ts';
import { RequestApproval } from './request-approval.ts';

@Module({
  imports: [DesignsModule, EventsModule, ProductsModule, QuotesModule],
  controllers: [ApprovalsController, OrdersController],
  providers: [
    AnswerApproval,
    ApprovalJobs,
    ApprovalsRepository,
    BrandNames,
    RequestApproval,
    EditLine,
    EditOrder,
    OrderProgress,
    OrdersRepository,
    OrdersService,
    PlaceOrder,
    PriceLine,
  ],
  exports: [OrderProgress, OrdersRepository],
})
export class OrdersModule {}
