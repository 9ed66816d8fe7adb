import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module.ts';
import { BrandUseRepository } from './brand-use.repository.ts';
import { BrandsController } from './brands.controller.ts';
import { BrandsService } from './brands.service.ts';
import { NewsController } from './news.controller.ts';
import { NewsService } from './news.service.ts';
import { PlansController } from './plans.controller.ts';
import { PlansService } from './plans.service.ts';
import { QueuesController } from './queues.controller.ts';
import { SupportController } from './support.controller.ts';
import { SupportService } from './support.service.ts';

/** What the owner of the installation does; nobody else finds its routes. */
@Module({
  imports: [PlanModule],
  controllers: [BrandsController, NewsController, PlansController, QueuesController, SupportController],
  providers: [BrandUseRepository, BrandsService, NewsService, PlansService, SupportService],
})
export class PlatformOwnerModule {}
