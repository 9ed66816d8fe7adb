import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { CreateQuote } from './create-quote.ts';
import { PricesService } from './prices.service.ts';
import { PublishPrices } from './publish-prices.ts';
import { ReplayPrices } from './replay-prices.ts';
import { RulesCheck } from './rules-check.ts';
import { SchedulePrices } from './schedule-prices.ts';

@Controller()
export class PricingController {
  constructor(
    @Inject(CreateQuote) private readonly quotes: CreateQuote,
    @Inject(PricesService) private readonly prices: PricesService,
    @Inject(PublishPrices) private readonly publishing: PublishPrices,
    @Inject(SchedulePrices) private readonly scheduling: SchedulePrices,
    @Inject(ReplayPrices) private readonly replaying: ReplayPrices,
    @Inject(RulesCheck) private readonly rules: RulesCheck,
  ) {}

  @Operation('createQuote')
  quote(@Input() { ctx, body }: Call<'createQuote'>): Promise<Answer<'createQuote'>> {
    return this.quotes.create(ctx, body);
  }

  @Operation('proveProductRules')
  prove(@Input() { ctx, params }: Call<'proveProductRules'>): Promise<Answer<'proveProductRules'>> {
    return this.rules.proof(ctx, params.productId);
  }

  @Operation('listPriceBooks')
  books(@Input() { ctx, params, query }: Call<'listPriceBooks'>): Promise<Answer<'listPriceBooks'>> {
    return this.prices.listBooks(ctx, params.productId, query);
  }

  @Operation('getPriceBook')
  book(@Input() { ctx, params }: Call<'getPriceBook'>): Promise<Answer<'getPriceBook'>> {
    return this.prices.getBook(ctx, params.productId, params.version);
  }

  @Operation('createPriceDraft')
  create(@Input() { ctx, params, body }: Call<'createPriceDraft'>): Promise<Answer<'createPriceDraft'>> {
    return this.prices.create(ctx, params.productId, body);
  }

  @Operation('listPriceDrafts')
  list(@Input() { ctx, params, query }: Call<'listPriceDrafts'>): Promise<Answer<'listPriceDrafts'>> {
    return this.prices.list(ctx, params.productId, query);
  }

  @Operation('getPriceDraft')
  get(@Input() { ctx, params }: Call<'getPriceDraft'>): Promise<Answer<'getPriceDraft'>> {
    return this.prices.get(ctx, params.priceDraftId);
  }

  @Operation('savePriceDraft')
  save(@Input() { ctx, params, body }: Call<'savePriceDraft'>): Promise<Answer<'savePriceDraft'>> {
    return this.prices.save(ctx, params.priceDraftId, body);
  }

  @Operation('deletePriceDraft')
  delete(@Input() { ctx, params }: Call<'deletePriceDraft'>): Promise<Answer<'deletePriceDraft'>> {
    return this.prices.delete(ctx, params.priceDraftId);
  }

  @Operation('comparePriceDraft')
  compare(@Input() { ctx, params, query }: Call<'comparePriceDraft'>): Promise<Answer<'comparePriceDraft'>> {
    return this.prices.compare(ctx, params.priceDraftId, query.against);
  }

  @Operation('replayPriceDraft')
  replay(@Input() { ctx, params, body }: Call<'replayPriceDraft'>): Promise<Answer<'replayPriceDraft'>> {
    return this.replaying.replay(ctx, params.priceDraftId, body);
  }

  @Operation('startPriceReplay')
  start(@Input() { ctx, params, body }: Call<'startPriceReplay'>): Promise<Answer<'startPriceReplay'>> {
    return this.replaying.start(ctx, params.priceDraftId, body);
  }

  @Operation('schedulePriceDraft')
  schedule(
    @Input() { ctx, params, body }: Call<'schedulePriceDraft'>,
  ): Promise<Answer<'schedulePriceDraft'>> {
    return this.scheduling.schedule(ctx, params.priceDraftId, body);
  }

  @Operation('unschedulePriceDraft')
  unschedule(
    @Input() { ctx, params }: Call<'unschedulePriceDraft'>,
  ): Promise<Answer<'unschedulePriceDraft'>> {
    return this.scheduling.callOff(ctx, params.priceDraftId);
  }

  @Operation('restorePriceBook')
  restore(@Input() { ctx, params }: Call<'restorePriceBook'>): Promise<Answer<'restorePriceBook'>> {
    return this.publishing.restore(ctx, params.productId, params.version);
  }

  @Operation('publishPriceDraft')
  publish(@Input() { ctx, params, body }: Call<'publishPriceDraft'>): Promise<Answer<'publishPriceDraft'>> {
    return this.publishing.publish(ctx, params.priceDraftId, body.baseRevision);
  }
}
