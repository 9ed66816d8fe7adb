import { Module } from '@nestjs/common';
import { HoldersStoreModule } from '../holders/holders-store.module.ts';
import { PlanModule } from '../plan/plan.module.ts';
import { AssetsController } from './assets.controller.ts';
import { AssetsRepository } from './assets.repository.ts';
import { AssetsService } from './assets.service.ts';

@Module({
  imports: [HoldersStoreModule, PlanModule],
  controllers: [AssetsController],
  providers: [AssetsRepository, AssetsService],
  exports: [AssetsRepository, AssetsService],
})
export class AssetsModule {}
