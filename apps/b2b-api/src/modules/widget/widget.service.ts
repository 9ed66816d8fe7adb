import { ApiKeys, WidgetTokens } from '@luneo/auth';
import type { WidgetSession } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { HandoversRepository } from '../designs/handovers.repository.ts';
import { ProductsRepository } from '../products/products.repository.ts';

export interface WidgetRequest {
  readonly key: string;
  readonly productId: string;
  readonly renew?: string | undefined;
  readonly resume?: string | undefined;
}

@Injectable()
export class WidgetService {
  constructor(
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(WidgetTokens) private readonly tokens: WidgetTokens,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(HandoversRepository) private readonly handovers: HandoversRepository,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** A token for one shopper and one product, to a page the key allows. */
  async open(ctx: Ctx, request: WidgetRequest, origin: string | undefined): Promise<WidgetSession> {
    const key = await this.keys.find('publishable', request.key);
    if (origin === undefined || !key.origins.includes(origin))
      throw new ApiError(
        'origin_not_allowed',
        `the key does not allow ${origin ?? 'a request without Origin'}`,
      );
    const productId = uuidOf('product', request.productId);
    const brand = this.contexts.system(key.brandId, ctx.requestId, 'widget');
    const { resume, renew } = request;
    const resumed = await this.work.run(brand, async (tx) => {
      await this.products.published(tx, productId);
      return resume === undefined ? undefined : this.handovers.redeem(tx, resume, productId);
    });
    const former = renew === undefined ? undefined : await this.tokens.shopperOf(renew, key.brandId);
    const shopperId = resumed?.shopperId ?? former ?? ctx.newId();
    const { token, expiresAt } = await this.tokens.sign({
      brandId: key.brandId,
      productId,
      shopperId,
      keyId: key.id,
    });
    const frame = new URL('/widget/v1/frame', this.settings.widgetOrigin());
    frame.searchParams.set('key', request.key);
    return {
      token,
      expiresAt: expiresAt.toISOString(),
      frameUrl: frame.href,
      apiOrigin: this.settings.publicOrigin(),
      ...(resumed && { designId: publicIdOf('design', resumed.designId) }),
    };
  }
}
