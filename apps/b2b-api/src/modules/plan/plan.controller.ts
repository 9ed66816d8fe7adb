import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { PlanService } from './plan.service.ts';

@Controller()
export class PlanController {
  constructor(@Inject(PlanService) private readonly plan: PlanService) {}

  @Operation('getPlan')
  get(@Input() { ctx }: Call<'getPlan'>): Promise<Answer<'getPlan'>> {
    return this.plan.get(ctx);
  }
}
