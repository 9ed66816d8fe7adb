import { Module } from '@nestjs/common';
import { Entitled } from './entitled.ts';
import { PlanController } from './plan.controller.ts';
import { PlanRepository } from './plan.repository.ts';
import { PlanService } from './plan.service.ts';

@Module({
  controllers: [PlanController],
  providers: [Entitled, PlanRepository, PlanService],
  exports: [Entitled],
})
export class PlanModule {}
