import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { BrandsService } from './brands.service.ts';

@Controller()
export class BrandsController {
  constructor(@Inject(BrandsService) private readonly brands: BrandsService) {}

  @Operation('listPlatformBrands')
  list(@Input() { query }: Call<'listPlatformBrands'>): Promise<Answer<'listPlatformBrands'>> {
    return this.brands.list(query);
  }

  @Operation('getPlatformBrand')
  get(@Input() { ctx, params }: Call<'getPlatformBrand'>): Promise<Answer<'getPlatformBrand'>> {
    return this.brands.get(ctx, params.brandId);
  }

  @Operation('suspendBrand')
  suspend(@Input() { ctx, params, body }: Call<'suspendBrand'>): Promise<Answer<'suspendBrand'>> {
    return this.brands.suspend(ctx, params.brandId, body.reason);
  }

  @Operation('resumeBrand')
  resume(@Input() { ctx, params, body }: Call<'resumeBrand'>): Promise<Answer<'resumeBrand'>> {
    return this.brands.resume(ctx, params.brandId, body.reason);
  }

  @Operation('listPlatformActs')
  acts(@Input() { query }: Call<'listPlatformActs'>): Promise<Answer<'listPlatformActs'>> {
    return this.brands.acts(query);
  }
}
