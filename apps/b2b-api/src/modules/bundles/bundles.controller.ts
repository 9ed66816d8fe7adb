import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { ProductionSettingsService } from '../production/production-settings.ts';
import { BundlesService } from './bundles.service.ts';

@Controller()
export class BundlesController {
  constructor(
    @Inject(BundlesService) private readonly bundles: BundlesService,
    @Inject(ProductionSettingsService) private readonly settings: ProductionSettingsService,
  ) {}

  @Operation('getProductionSettings')
  get(@Input() { ctx }: Call<'getProductionSettings'>): Promise<Answer<'getProductionSettings'>> {
    return this.settings.get(ctx);
  }

  @Operation('saveProductionSettings')
  save(@Input() { ctx, body }: Call<'saveProductionSettings'>): Promise<Answer<'saveProductionSettings'>> {
    return this.settings.save(ctx, body);
  }

  @Operation('getProductionBundle')
  bundle(
    @Input() { ctx, params, query }: Call<'getProductionBundle'>,
  ): Promise<Answer<'getProductionBundle'>> {
    const { locale } = query;
    return this.bundles.bundle(ctx, { lineItemIds: [params.lineItemId], locale, skipUnready: false });
  }

  @Operation('createProductionBundle')
  many(@Input() { ctx, body }: Call<'createProductionBundle'>): Promise<Answer<'createProductionBundle'>> {
    return this.bundles.bundle(ctx, body);
  }

  @Operation('getJobTicketSheet')
  sheet(@Input() { ctx, params, query }: Call<'getJobTicketSheet'>): Promise<Answer<'getJobTicketSheet'>> {
    return this.bundles.sheet(ctx, params.jobTicketId, query.locale);
  }
}
