import type { PriceBook, PriceBookRecord } from '@luneo/contracts';
import { checkPriceBook } from '@luneo/pricing';
import { Inject, Injectable } from '@nestjs/common';
import { type Ctx, now, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { EventsService } from '../events/events.service.ts';
import type { CatalogueRow } from '../products/catalogue.types.ts';
import { DraftsRepository } from '../products/drafts.repository.ts';
import { PublishChecks, PublishProduct } from '../products/publish-product.ts';
import { VersionsRepository } from '../products/versions.repository.ts';
import { type PriceDraftRow, PriceDraftsRepository } from './price-drafts.repository.ts';
import { bookOf, refuseSaving, toBookRecord } from './prices.service.ts';

/** Draft -> price book -> a version of the product that sells by it. Books are never changed. */
@Injectable()
export class PublishPrices {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PriceDraftsRepository) private readonly prices: PriceDraftsRepository,
    @Inject(DraftsRepository) private readonly products: DraftsRepository,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(PublishProduct) private readonly publishing: PublishProduct,
    @Inject(PublishChecks) private readonly checks: PublishChecks,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  publish(ctx: Ctx, draftId: string, baseRevision: number): Promise<PriceBookRecord> {
    const id = uuidOf('priceDraft', draftId);
    return this.work.answer(ctx, (tx) => this.publishIn(tx, id, baseRevision));
  }

  /** The same within a transaction. */
  async publishIn(tx: TxCtx, id: string, baseRevision: number): Promise<PriceBookRecord> {
    const draft = await this.prices.get(tx, id);
    const { product, book } = await this.#next(tx, draft);
    const change = { publishedVersion: book.version, publishAt: null };
    if (!(await this.prices.save(tx, { id, revision: baseRevision }, change)))
      throw refuseSaving(await this.prices.get(tx, id), baseRevision);
    return this.#publish(tx, product, book);
  }

  /** Former prices again, as the newest book: what was published stays as it was. Theirs already: nothing changes. */
  restore(ctx: Ctx, productId: string, version: number): Promise<PriceBookRecord> {
    const id = uuidOf('product', productId);
    return this.work.answer(ctx, async (tx) => {
      await this.products.entry(tx, id);
      const former = await this.prices.book(tx, id, version);
      if (former === undefined) throw notFound();
      const { id: _, version: __, ...rules } = former.book;
      const { product, book, newest } = await this.#next(tx, { productId: id, rules });
      if (newest?.version === version)
        return toBookRecord(former, id, product.publishedVersion === null ? undefined : version);
      return this.#publish(tx, product, book);
    });
  }

  /** Throws what publishing these rules now would throw. */
  async check(tx: TxCtx, draft: Pick<PriceDraftRow, 'productId' | 'rules'>): Promise<void> {
    const { product, book } = await this.#next(tx, draft);
    await this.#check(tx, product, book);
  }

  /** The book these rules would be; the product is held, so that no other one gets its number. */
  async #next(tx: TxCtx, draft: Pick<PriceDraftRow, 'productId' | 'rules'>) {
    const { productId } = draft;
    const product = await this.products.entry(tx, productId);
    await this.products.hold(tx, productId, product.revision);
    const [newest] = await this.prices.books(tx, productId, { before: undefined, take: 1 });
    const version = (newest?.version ?? 0) + 1;
    return { product, newest, book: bookOf(draft, newest?.book.id ?? product.slug, version) };
  }

  async #publish(tx: TxCtx, product: CatalogueRow, book: PriceBook): Promise<PriceBookRecord> {
    const { version } = book;
    await this.#check(tx, product, book);
    await this.versions.addPriceBook(tx, product.id, book);
    await this.#goLive(tx, product, book);
    const data = { productId: publicIdOf('product', product.id), version };
    await this.events.record(tx, 'price_book.published', data);
    const live = product.publishedVersion === null ? undefined : version;
    return toBookRecord({ version, book, createdAt: now(tx) }, product.id, live);
  }

  /** Against the draft of the product: what it says now is what these prices are for. */
  async #check(tx: TxCtx, { id, scheduledVersion }: CatalogueRow, book: PriceBook): Promise<void> {
    if (scheduledVersion !== null)
      throw new ApiError(
        'price_version_scheduled',
        `version ${scheduledVersion} would bring its own prices: publish it or call it off first`,
        { params: { version: scheduledVersion } },
      );
    const { draft } = await this.products.get(tx, id);
    const errors = checkPriceBook(book, draft).map(({ code, message, pointer = '' }) => ({
      code,
      message,
      pointer: `/rules${pointer}`,
    }));
    if (errors.length > 0) throw new ApiError('price_book_invalid', errors[0]!.message, { errors });
  }

  /** The version shoppers have, with these prices. */
  async #goLive(tx: TxCtx, { id, publishedVersion }: CatalogueRow, priceBook: PriceBook): Promise<void> {
    if (publishedVersion === null) return;
    const content = (await this.versions.content(tx, id, publishedVersion))!;
    const errors = await this.checks.run(tx, { id, content: { ...content, priceBook } });
    if (errors.length > 0) throw new ApiError('price_book_invalid', errors[0]!.message, { errors });
    const live = (await this.versions.find(tx, id, publishedVersion))!;
    const version = await this.versions.insert(tx, id, { ...content, priceBook }, live.revision ?? 1);
    await this.publishing.goLive(tx, id, version);
  }
}
