import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { CheckQuotas } from './check-quotas.ts';
import { PlanController } from './plan.controller.ts';
import { PlanRepository } from './plan.repository.ts';
import { PlanService } from './plan.service.ts';

@Module({
  imports: [EventsModule],
  controllers: [PlanController],
  providers: [CheckQuotas, PlanRepository, PlanService],
  exports: [PlanService],
})
export class PlanModule {}
