import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { EraseBrand } from './erase-brand.ts';
import { EraseShopper } from './erase-shopper.ts';
import { RetentionService } from './retention.service.ts';

@Controller()
export class ErasureController {
  constructor(
    @Inject(EraseShopper) private readonly shoppers: EraseShopper,
    @Inject(EraseBrand) private readonly brands: EraseBrand,
    @Inject(RetentionService) private readonly retention: RetentionService,
  ) {}

  @Operation('eraseShopper')
  shopper(@Input() { ctx, body }: Call<'eraseShopper'>): Promise<Answer<'eraseShopper'>> {
    return this.shoppers.start(ctx, body);
  }

  @Operation('eraseBrand')
  brand(@Input() { ctx, body }: Call<'eraseBrand'>): Promise<Answer<'eraseBrand'>> {
    return this.brands.start(ctx, body.confirm);
  }

  @Operation('cancelBrandErasure')
  cancel(@Input() { ctx, params }: Call<'cancelBrandErasure'>): Promise<Answer<'cancelBrandErasure'>> {
    return this.brands.cancel(ctx, params.jobId);
  }

  @Operation('getRetention')
  rules(@Input() { ctx }: Call<'getRetention'>): Promise<Answer<'getRetention'>> {
    return this.retention.get(ctx);
  }

  @Operation('saveRetention')
  save(@Input() { ctx, body }: Call<'saveRetention'>): Promise<Answer<'saveRetention'>> {
    return this.retention.save(ctx, body);
  }
}
