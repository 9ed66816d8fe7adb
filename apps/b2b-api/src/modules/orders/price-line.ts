import type { Quote } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { ApiError } from '../../platform/problem.ts';
import { DesignsRepository } from '../designs/designs.repository.ts';
import { printedSides } from '../designs/printed-sides.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import { QuotesService } from '../quotes/quotes.service.ts';

export interface LineToPrice {
  /** UUIDs. */
  readonly designVersionId: string;
  readonly variantId: string;
  readonly quantity: number;
}

export interface PricedLine {
  readonly productId: string;
  readonly productName: string;
  readonly sku: string;
  readonly variantName: string;
  readonly quote: Quote;
}

/** Prices a quantity of a frozen design, by the product version and prices it was frozen with. */
@Injectable()
export class PriceLine {
  constructor(
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(QuotesService) private readonly quotes: QuotesService,
  ) {}

  /** Throws `not_found` without such a design, `variant_unknown` without such a variant. */
  async price(tx: TxCtx, { designVersionId, variantId, quantity }: LineToPrice): Promise<PricedLine> {
    const version = await this.designs.findVersion(tx, designVersionId);
    if (version === undefined) throw new ApiError('not_found', 'there is no such frozen design');
    const product = await this.products.version(tx, version.productId, version.productVersion);
    const variant = product.variants.find(({ id }) => id === variantId);
    if (variant === undefined) throw new ApiError('variant_unknown', 'the product has no such variant');
    const frozen = { quote: version.quote, printedSides: printedSides(version.document).length };
    return {
      productId: product.id,
      productName: product.name,
      sku: variant.sku,
      variantName: variant.name,
      quote: this.quotes.reprice(product, variant, quantity, frozen),
    };
  }
}
