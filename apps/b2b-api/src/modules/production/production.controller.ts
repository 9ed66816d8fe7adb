import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { ProductionService } from './production.service.ts';

@Controller()
export class ProductionController {
  constructor(@Inject(ProductionService) private readonly production: ProductionService) {}

  @Operation('releaseLine')
  release(@Input() { ctx, params, body }: Call<'releaseLine'>): Promise<Answer<'releaseLine'>> {
    return this.production.release(ctx, params.lineItemId, body.reason);
  }

  @Operation('retryLine')
  retry(@Input() { ctx, params }: Call<'retryLine'>): Promise<Answer<'retryLine'>> {
    return this.production.retry(ctx, params.lineItemId);
  }

  @Operation('getPrintFile')
  content(@Input() { ctx, params }: Call<'getPrintFile'>): Promise<Answer<'getPrintFile'>> {
    return this.production.content(ctx, params.printFileId);
  }

  @Operation('getCertificate')
  certificate(@Input() { ctx, params }: Call<'getCertificate'>): Promise<Answer<'getCertificate'>> {
    return this.production.certificate(ctx, params.printFileId);
  }

  @Operation('getProof')
  proof(@Input() { ctx, params }: Call<'getProof'>): Promise<Answer<'getProof'>> {
    return this.production.proof(ctx, params.printFileId);
  }
}
