import type { Api, PriceFacts, PriceReplay } from '@luneo/contracts';
import { type PastQuote, replayQuotes, sideFacts } from '@luneo/pricing';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { printedSides } from '../designs/designs.mapper.ts';
import { SceneService } from '../designs/scene.service.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import type { ProductVersion } from '../products/products.types.ts';
import { type PastPrice, PastQuotesRepository } from './past-quotes.repository.ts';
import { PriceDraftsRepository } from './price-drafts.repository.ts';
import { bookOf } from './prices.service.ts';

interface Old {
  readonly past: PastPrice;
  readonly product: ProductVersion;
}

/** What a draft of prices would have made of past quotes. Frozen quotes stay as they are. */
@Injectable()
export class ReplayPrices {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PriceDraftsRepository) private readonly prices: PriceDraftsRepository,
    @Inject(PastQuotesRepository) private readonly quotes: PastQuotesRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(SceneService) private readonly scenes: SceneService,
  ) {}

  async replay(
    ctx: Ctx,
    draftId: string,
    range: z.output<Api['replayPriceDraft']['body']>,
  ): Promise<PriceReplay> {
    const id = uuidOf('priceDraft', draftId);
    const { draft, rows } = await this.work.read(ctx, async (tx) => {
      const draft = await this.prices.get(tx, id);
      const rows: Old[] = [];
      for (const past of await this.quotes.list(tx, draft.productId, range))
        rows.push({ past, product: await this.products.version(tx, draft.productId, past.productVersion) });
      return { draft, rows };
    });
    const past: PastQuote[] = [];
    for (const row of rows) {
      const facts = row.past.quote.facts ?? (await this.#factsOf(row));
      const { currency, totalMinor } = row.past.quote;
      if (facts) past.push({ id: publicIdOf('designVersion', row.past.id), facts, currency, totalMinor });
    }
    const report = replayQuotes(bookOf(draft, '', 1), past);
    return {
      ...report,
      unknown: rows.length - past.length,
      currency: draft.rules.currency,
      biggest: report.biggest.map(({ id: designVersionId, ...change }) => ({ designVersionId, ...change })),
    };
  }

  /** Quotes of the first release did not say what they priced: the frozen scene still does. */
  async #factsOf({ past, product }: Old): Promise<PriceFacts | undefined> {
    const variant = product.variants.find(({ id }) => id === past.variantId);
    const scene = await this.scenes.load(past.sceneHash).catch(() => undefined);
    if (variant === undefined || scene === undefined || past.document === undefined) return undefined;
    return {
      quantity: past.quote.quantity,
      printedSides: printedSides(past.document).length,
      options: variant.options,
      process: product.geometry.process,
      sides: sideFacts(past.document, scene),
    };
  }
}
