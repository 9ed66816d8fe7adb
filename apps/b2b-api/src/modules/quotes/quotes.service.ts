import type { Quote } from '@luneo/contracts';
import { quote } from '@luneo/pricing';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { checkProduct } from '../designs/shopper.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import type { ProductVariant, ProductVersion } from '../products/products.types.ts';

export interface QuoteRequest {
  readonly productId: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly printedSides: number;
}

@Injectable()
export class QuotesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
  ) {}

  async create(ctx: Ctx, request: QuoteRequest): Promise<Quote> {
    const productId = uuidOf('product', request.productId);
    const variantId = uuidOf('variant', request.variantId);
    checkProduct(ctx, productId);
    const product = await this.work.run(ctx, (tx) => this.products.published(tx, productId));
    const variant = product.variants.find(({ id }) => id === variantId);
    if (variant === undefined) throw new ApiError('variant_unknown', 'the product has no such variant');
    return this.price(product, variant, request.quantity, request.printedSides);
  }

  /** The server's price: the only one that counts. */
  price(product: ProductVersion, variant: ProductVariant, quantity: number, printedSides: number): Quote {
    return quote(product.priceBook, { quantity, printedSides, options: variant.options });
  }
}
