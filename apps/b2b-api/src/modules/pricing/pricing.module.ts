import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { LongJobsModule } from '../long-jobs/long-jobs.module.ts';
import { ProductsModule } from '../products/products.module.ts';
import { QuotesModule } from '../quotes/quotes.module.ts';
import { CreateQuote } from './create-quote.ts';
import { PastQuotesRepository } from './past-quotes.repository.ts';
import { PriceDraftsRepository } from './price-drafts.repository.ts';
import { PricesService } from './prices.service.ts';
import { PricingController } from './pricing.controller.ts';
import { PricingJobs } from './pricing.jobs.ts';
import { PublishPrices } from './publish-prices.ts';
import { ReplayPrices } from './replay-prices.ts';
import { RulesCheck } from './rules-check.ts';
import { SchedulePrices } from './schedule-prices.ts';

@Module({
  imports: [DesignsModule, EventsModule, LongJobsModule, ProductsModule, QuotesModule],
  controllers: [PricingController],
  providers: [
    CreateQuote,
    PastQuotesRepository,
    PriceDraftsRepository,
    PricesService,
    PublishPrices,
    ReplayPrices,
    SchedulePrices,
    PricingJobs,
    RulesCheck,
  ],
})
export class PricingModule {}
