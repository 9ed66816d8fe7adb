import type { Quote } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { ApiError } from '../../platform/problem.ts';
import { DesignsRepository } from '../designs/designs.repository.ts';
import type { VersionRow } from '../designs/designs.types.ts';
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
  readonly sceneHash: string;
  /** Printed sides of the design, in its order. */
  readonly sides: readonly string[];
}

/** Prices a quantity of a frozen design, by the product version and prices it was frozen with. */
@Injectable()
export class PriceLine {
  constructor(
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(QuotesService) private readonly quotes: QuotesService,
  ) {}

  /** As {@link price}, each line priced or why it cannot be; the designs are read at once. */
  async priceAll(tx: TxCtx, lines: readonly LineToPrice[]): Promise<(PricedLine | ApiError)[]> {
    const versions = await this.designs.findVersions(
      tx,
      lines.map(({ designVersionId }) => designVersionId),
    );
    const priced: (PricedLine | ApiError)[] = [];
    for (const line of lines)
      priced.push(await this.#price(tx, line, versions.get(line.designVersionId)).catch(refusal));
    return priced;
  }

  /** Throws `not_found` without such a design, `variant_unknown` without such a variant. */
  async price(tx: TxCtx, line: LineToPrice): Promise<PricedLine> {
    return this.#price(tx, line, await this.designs.findVersion(tx, line.designVersionId));
  }

  async #price(
    tx: TxCtx,
    { variantId, quantity }: LineToPrice,
    version: VersionRow | undefined,
  ): Promise<PricedLine> {
    if (version === undefined) throw new ApiError('not_found', 'there is no such frozen design');
    const product = await this.products.version(tx, version.productId, version.productVersion);
    const variant = product.variants.find(({ id }) => id === variantId);
    if (variant === undefined) throw new ApiError('variant_unknown', 'the product has no such variant');
    const sides = printedSides(version.document);
    return {
      productId: product.id,
      productName: product.name,
      sku: variant.sku,
      variantName: variant.name,
      sceneHash: version.sceneHash,
      sides,
      quote: this.quotes.reprice(product, variant, quantity, {
        quote: version.quote,
        printedSides: sides.length,
      }),
    };
  }
}

function refusal(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
