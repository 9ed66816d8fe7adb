import { Module } from '@nestjs/common';
import { DesignsModule } from '../designs/designs.module.ts';
import { EventsModule } from '../events/events.module.ts';
import { OrdersModule } from '../orders/orders.module.ts';
import { SuppliersModule } from '../suppliers/suppliers.module.ts';
import { PrintFilesService } from './print-files.service.ts';
import { ProduceLine } from './produce-line.ts';
import { ProductionController } from './production.controller.ts';
import { ProductionJobs } from './production.jobs.ts';
import { ProductionRepository } from './production.repository.ts';
import { ProductionService } from './production.service.ts';
import { ProductionSettingsService } from './production-settings.ts';

@Module({
  imports: [DesignsModule, EventsModule, OrdersModule, SuppliersModule],
  controllers: [ProductionController],
  providers: [
    PrintFilesService,
    ProduceLine,
    ProductionJobs,
    ProductionRepository,
    ProductionService,
    ProductionSettingsService,
  ],
  exports: [ProductionRepository, ProductionSettingsService],
})
export class ProductionModule {}
