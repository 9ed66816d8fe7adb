import { JOBS, type PriceDraft } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { EventsService } from '../events/events.service.ts';
import { type PriceDraftRow, PriceDraftsRepository } from './price-drafts.repository.ts';
import { PricesService, refuseSaving } from './prices.service.ts';
import { PublishPrices } from './publish-prices.ts';

interface Payload {
  readonly brandId: string;
  readonly requestId: string;
  readonly priceDraftId: string;
  readonly revision: number;
}

/** Prices that count from a time on. */
@Injectable()
export class SchedulePrices {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(PriceDraftsRepository) private readonly prices: PriceDraftsRepository,
    @Inject(PricesService) private readonly drafts: PricesService,
    @Inject(PublishPrices) private readonly publishing: PublishPrices,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  /** Refuses now what could not be published now; another time replaces the first one. */
  schedule(ctx: Ctx, draftId: string, wish: { baseRevision: number; at: string }): Promise<PriceDraft> {
    const id = uuidOf('priceDraft', draftId);
    const publishAt = new Date(wish.at);
    return this.work.answer(ctx, async (tx) => {
      const draft = await this.prices.get(tx, id);
      if (publishAt.getTime() <= tx.clock.now()) throw new ApiError('schedule_past', 'choose a time to come');
      await this.publishing.check(tx, draft);
      const change = { publishAt, publishFault: null };
      if (!(await this.prices.save(tx, { id, revision: wish.baseRevision }, change)))
        throw refuseSaving(await this.prices.get(tx, id), wish.baseRevision);
      const saved = await this.prices.get(tx, id);
      await this.#enqueue(tx, saved, publishAt);
      const data = { ...idsOf(saved), at: publishAt.toISOString() };
      await this.events.record(tx, 'price_book.scheduled', data);
      return this.drafts.record(tx, saved);
    });
  }

  callOff(ctx: Ctx, draftId: string): Promise<PriceDraft> {
    const id = uuidOf('priceDraft', draftId);
    return this.work.run(ctx, async (tx) => {
      const draft = await this.prices.get(tx, id);
      if (draft.publishAt !== null && !(await this.prices.save(tx, draft, { publishAt: null })))
        throw refuseSaving(await this.prices.get(tx, id), draft.revision);
      return this.drafts.record(tx, await this.prices.get(tx, id));
    });
  }

  /** The job. Nothing, where the time was called off or moved: the draft is at another revision then. */
  async run({ brandId, requestId, priceDraftId, revision }: Payload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'price-schedule');
    try {
      await this.work.run(ctx, async (tx) => {
        const draft = await this.#due(tx, priceDraftId, revision);
        if (draft === undefined) return;
        // The queue's clock may be ahead of ours: not before its time.
        if (draft.publishAt.getTime() > tx.clock.now()) await this.#enqueue(tx, draft, draft.publishAt);
        else await this.publishing.publishIn(tx, draft.id, draft.revision);
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await this.work.run(ctx, (tx) => this.#refused(tx, priceDraftId, revision, error));
    }
  }

  /** The old prices go on, the draft is open again, and its brand is told why. */
  async #refused(tx: TxCtx, id: string, revision: number, { code, message }: ApiError): Promise<void> {
    const draft = await this.#due(tx, id, revision);
    if (draft === undefined) return;
    await this.prices.save(tx, draft, { publishAt: null, publishFault: message });
    await this.events.record(tx, 'price_book.refused', { ...idsOf(draft), code });
  }

  async #due(
    tx: TxCtx,
    id: string,
    revision: number,
  ): Promise<(PriceDraftRow & { readonly publishAt: Date }) | undefined> {
    const draft = await this.prices.find(tx, id);
    if (draft === undefined || draft.revision !== revision || draft.publishAt === null) return undefined;
    return draft.publishedVersion === null ? { ...draft, publishAt: draft.publishAt } : undefined;
  }

  #enqueue(tx: TxCtx, { id, revision }: PriceDraftRow, at: Date): Promise<void> {
    const payload = { brandId: tx.brandId, requestId: tx.requestId, priceDraftId: id, revision };
    return this.jobs.enqueue(tx, JOBS.publishPrices, payload, { startAfter: at });
  }
}

const idsOf = ({ id, productId }: PriceDraftRow) => ({
  productId: publicIdOf('product', productId),
  priceDraftId: publicIdOf('priceDraft', id),
});
