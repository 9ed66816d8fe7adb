import type { Api, PriceBook, PriceBookRecord, PriceDraft, ProductDraft } from '@luneo/contracts';
import { checkPriceBook, diffPriceBooks } from '@luneo/pricing';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { DraftsRepository } from '../products/drafts.repository.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import { type PriceBookRow, type PriceDraftRow, PriceDraftsRepository } from './price-drafts.repository.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The book a draft would become. */
export const bookOf = ({ rules }: Pick<PriceDraftRow, 'rules'>, id: string, version: number): PriceBook => ({
  ...rules,
  id,
  version,
});

export function refuseSaving(
  { revision, publishedVersion, publishAt }: PriceDraftRow,
  base: number,
): ApiError {
  if (publishedVersion !== null)
    return new ApiError('price_draft_published', `the draft became version ${publishedVersion}`, {
      params: { version: publishedVersion },
    });
  if (publishAt !== null && revision === base)
    return new ApiError('price_draft_scheduled', `the draft is published at ${publishAt.toISOString()}`, {
      params: { at: publishAt.toISOString() },
    });
  return new ApiError('price_draft_stale', `the draft is at revision ${revision}`, {
    params: { current: revision },
  });
}

export const toBookRecord = (
  row: PriceBookRow,
  productId: string,
  live: number | undefined,
): PriceBookRecord => ({
  productId: publicIdOf('product', productId),
  version: row.version,
  live: row.version === live,
  book: row.book,
  createdAt: row.createdAt.toISOString(),
});

/** With what stands against it. */
function toDraft(row: PriceDraftRow, product: ProductDraft): PriceDraft {
  const { id, productId, publishAt, updatedAt, ...rest } = row;
  const faults = checkPriceBook(bookOf(row, '', 1), product);
  return {
    ...rest,
    id: publicIdOf('priceDraft', id),
    productId: publicIdOf('product', productId),
    faults: faults.map(({ code, message, pointer = '' }) => ({ code, message, pointer })),
    publishAt: publishAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}

/** Price books as they were published, and drafts of the next ones. */
@Injectable()
export class PricesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PriceDraftsRepository) private readonly prices: PriceDraftsRepository,
    @Inject(DraftsRepository) private readonly products: DraftsRepository,
    @Inject(ProductsRepository) private readonly published: ProductsRepository,
  ) {}

  listBooks(ctx: Ctx, productId: string, { cursor, limit }: PageQuery): Promise<Page<PriceBookRecord>> {
    const id = uuidOf('product', productId);
    const before = readCursor(cursor)?.position;
    return this.work.read(ctx, async (tx) => {
      const live = await this.#live(tx, id);
      const rows = await this.prices.books(tx, id, { before, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map((row) => toBookRecord(row, id, live)),
        nextCursor: rows.length > limit && last ? cursorOf({ id, position: last.version }) : null,
      };
    });
  }

  getBook(ctx: Ctx, productId: string, version: number): Promise<PriceBookRecord> {
    const id = uuidOf('product', productId);
    return this.work.read(ctx, async (tx) => {
      const live = await this.#live(tx, id);
      const row = await this.prices.book(tx, id, version);
      if (row === undefined) throw notFound();
      return toBookRecord(row, id, live);
    });
  }

  /** Version of the book shoppers pay by. Throws `not_found` for an unknown product. */
  async #live(tx: TxCtx, id: string): Promise<number | undefined> {
    const { publishedVersion } = await this.products.entry(tx, id);
    if (publishedVersion === null) return undefined;
    return (await this.published.version(tx, id, publishedVersion)).priceBook.version;
  }

  create(ctx: Ctx, productId: string, body: z.output<Api['createPriceDraft']['body']>): Promise<PriceDraft> {
    const id = uuidOf('product', productId);
    return this.work.answer(ctx, async (tx) => {
      await this.products.entry(tx, id);
      const [newest] = await this.prices.books(tx, id, { before: undefined, take: 1 });
      if (body.rules === undefined && newest === undefined)
        throw new ApiError('price_book_missing', 'there is no price book to copy: send rules');
      const { id: _, version: basedOn = null, ...copied } = newest?.book ?? ({} as Partial<PriceBook>);
      const rules = body.rules ?? (copied as PriceDraftRow['rules']);
      const row = { id: tx.newId(), productId: id, name: body.name, basedOn, rules };
      return this.record(tx, await this.prices.insert(tx, row));
    });
  }

  list(ctx: Ctx, productId: string, { cursor, limit }: PageQuery): Promise<Page<PriceDraft>> {
    const id = uuidOf('product', productId);
    const before = readCursor(cursor)?.id;
    return this.work.read(ctx, async (tx) => {
      const { draft: product } = await this.products.get(tx, id);
      const rows = await this.prices.list(tx, id, { before, take: limit + 1 });
      const items = rows.slice(0, limit).map((row) => toDraft(row, product));
      const last = rows[limit - 1];
      return { items, nextCursor: rows.length > limit && last ? cursorOf({ id: last.id }) : null };
    });
  }

  get(ctx: Ctx, draftId: string): Promise<PriceDraft> {
    const id = uuidOf('priceDraft', draftId);
    return this.work.read(ctx, async (tx) => this.record(tx, await this.prices.get(tx, id)));
  }

  save(ctx: Ctx, draftId: string, body: z.output<Api['savePriceDraft']['body']>): Promise<PriceDraft> {
    const id = uuidOf('priceDraft', draftId);
    const { baseRevision, name, rules } = body;
    return this.work.run(ctx, async (tx) => {
      const saved = await this.prices.save(
        tx,
        { id, revision: baseRevision },
        { name, rules, publishFault: null },
      );
      const row = await this.prices.get(tx, id);
      if (!saved) throw refuseSaving(row, baseRevision);
      return this.record(tx, row);
    });
  }

  async delete(ctx: Ctx, draftId: string): Promise<undefined> {
    const id = uuidOf('priceDraft', draftId);
    await this.work.run(ctx, (tx) => this.prices.delete(tx, id));
    return undefined;
  }

  compare(ctx: Ctx, draftId: string, against: number | undefined) {
    const id = uuidOf('priceDraft', draftId);
    return this.work.read(ctx, async (tx) => {
      const draft = await this.prices.get(tx, id);
      const [newest] = await this.prices.books(tx, draft.productId, { before: undefined, take: 1 });
      const other = against === undefined ? newest : await this.prices.book(tx, draft.productId, against);
      if (other === undefined && against !== undefined) throw notFound();
      const after = bookOf(draft, '', 1);
      const nothing: PriceBook = { ...after, tiers: [], surcharges: [], charges: [] };
      const changes = diffPriceBooks(other?.book ?? nothing, after);
      return { against: other?.version ?? null, changes };
    });
  }

  async record(tx: TxCtx, row: PriceDraftRow): Promise<PriceDraft> {
    return toDraft(row, (await this.products.get(tx, row.productId)).draft);
  }
}
