import type { Api, Quote } from '@luneo/contracts';
import { sideFacts } from '@luneo/pricing';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { DesignsRepository } from '../designs/designs.repository.ts';
import { SceneService } from '../designs/scene.service.ts';
import { checkProduct } from '../designs/shopper.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import type { ProductVariant, ProductVersion } from '../products/products.types.ts';
import { type PricedInk, QuotesService } from '../quotes/quotes.service.ts';

type QuoteRequest = z.output<Api['createQuote']['body']>;

/** Prices what is asked, or what a saved design would print. */
@Injectable()
export class CreateQuote {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(QuotesService) private readonly quotes: QuotesService,
  ) {}

  async create(ctx: Ctx, request: QuoteRequest): Promise<Quote> {
    const productId = uuidOf('product', request.productId);
    checkProduct(ctx, productId);
    const { product, design } = await this.work.run(ctx, async (tx) => ({
      product: await this.products.published(tx, productId),
      design: request.designId && (await this.designs.get(tx, uuidOf('design', request.designId))),
    }));
    const wanted = uuidOf('variant', request.variantId);
    const variant = product.variants.find(({ id }) => id === wanted);
    if (variant === undefined) throw new ApiError('variant_unknown', 'the product has no such variant');
    if (design && design.productId !== productId) throw notFound();
    const ink = design ? await this.#ink(ctx, design.document, product, variant) : asked(request);
    return this.quotes.price(product, variant, request.quantity, ink, request.choices);
  }

  async #ink(
    ctx: Ctx,
    document: Parameters<typeof sideFacts>[0],
    { geometry }: ProductVersion,
    variant: ProductVariant,
  ): Promise<PricedInk> {
    const { scene, printedSides } = await this.scenes.derive(ctx, { document, geometry, variant });
    return { printedSides, sides: sideFacts(document, scene) };
  }
}

const asked = ({ printedSides = 0, sides }: QuoteRequest): PricedInk => ({ printedSides, sides });
