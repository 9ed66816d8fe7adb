import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { ImportVariants } from './import-variants.ts';
import { VariantsService } from './variants.service.ts';

@Controller()
export class VariantsController {
  constructor(
    @Inject(VariantsService) private readonly variants: VariantsService,
    @Inject(ImportVariants) private readonly importing: ImportVariants,
  ) {}

  @Operation('listVariants')
  list(@Input() { ctx, params, query }: Call<'listVariants'>): Promise<Answer<'listVariants'>> {
    return this.variants.list(ctx, params.productId, query);
  }

  @Operation('saveVariants')
  save(@Input() { ctx, params, body }: Call<'saveVariants'>): Promise<Answer<'saveVariants'>> {
    return this.variants.save(ctx, params.productId, body);
  }

  @Operation('generateVariants')
  generate(@Input() { ctx, params, body }: Call<'generateVariants'>): Promise<Answer<'generateVariants'>> {
    return this.variants.generate(ctx, params.productId, body);
  }

  @Operation('exportVariants')
  export(@Input() { ctx, params }: Call<'exportVariants'>): Promise<Answer<'exportVariants'>> {
    return this.importing.export(ctx, params.productId);
  }

  @Operation('importVariants')
  import(@Input() { ctx, params, query, file }: Call<'importVariants'>): Promise<Answer<'importVariants'>> {
    return this.importing.start(ctx, params.productId, { file, mode: query.mode });
  }

  @Operation('applyVariantImport')
  apply(@Input() { ctx, params }: Call<'applyVariantImport'>): Promise<Answer<'applyVariantImport'>> {
    return this.importing.apply(ctx, params.jobId);
  }
}
