import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { FontsService } from './fonts.service.ts';
import { ProductsService } from './products.service.ts';

@Controller()
export class ProductsController {
  constructor(
    @Inject(ProductsService) private readonly products: ProductsService,
    @Inject(FontsService) private readonly fonts: FontsService,
  ) {}

  @Operation('listProducts')
  list(@Input() { ctx, query }: Call<'listProducts'>): Promise<Answer<'listProducts'>> {
    return this.products.list(ctx, query);
  }

  @Operation('getProduct')
  get(@Input() { ctx, params }: Call<'getProduct'>): Promise<Answer<'getProduct'>> {
    return this.products.get(ctx, params.productId);
  }

  @Operation('getFontSubset')
  font(@Input() { params, query }: Call<'getFontSubset'>): Promise<Answer<'getFontSubset'>> {
    return this.fonts.get(params.hash, query.u);
  }
}
