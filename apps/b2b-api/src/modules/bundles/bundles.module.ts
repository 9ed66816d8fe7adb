import { Module } from '@nestjs/common';
import { ProductionModule } from '../production/production.module.ts';
import { SuppliersModule } from '../suppliers/suppliers.module.ts';
import { BundlesController } from './bundles.controller.ts';
import { BundlesRepository } from './bundles.repository.ts';
import { BundlesService } from './bundles.service.ts';

@Module({
  imports: [ProductionModule, SuppliersModule],
  controllers: [BundlesController],
  providers: [BundlesRepository, BundlesService],
})
export class BundlesModule {}
