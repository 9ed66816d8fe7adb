import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { PlansService } from './plans.service.ts';

@Controller()
export class PlansController {
  constructor(@Inject(PlansService) private readonly plans: PlansService) {}

  @Operation('getPlatformBrandPlan')
  get(@Input() { ctx, params }: Call<'getPlatformBrandPlan'>): Promise<Answer<'getPlatformBrandPlan'>> {
    return this.plans.get(ctx, params.brandId);
  }

  @Operation('putPlanOverride')
  put(@Input() { ctx, params, body }: Call<'putPlanOverride'>): Promise<Answer<'putPlanOverride'>> {
    return this.plans.put(ctx, params, body);
  }

  @Operation('deletePlanOverride')
  remove(@Input() { ctx, params, query }: Call<'deletePlanOverride'>): Promise<Answer<'deletePlanOverride'>> {
    return this.plans.remove(ctx, params, query.reason);
  }

  @Operation('runPriceBook')
  run(@Input() { ctx, body }: Call<'runPriceBook'>): Promise<Answer<'runPriceBook'>> {
    return this.plans.dryRun(ctx, body.plans);
  }
}
