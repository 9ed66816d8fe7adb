import type { Api, CatalogueEntry, DraftRecord, ProductDraft } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type Ctx, now } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { toDraftRecord, toEntry } from './catalogue.mapper.ts';
import { draftOf } from './compile.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { VariantsRepository } from './variants.repository.ts';
import { refusalOf, VariantsService } from './variants.service.ts';
import { VersionsRepository } from './versions.repository.ts';

type ListQuery = z.output<Api['listCatalogue']['query']>;
type DuplicateBody = z.output<Api['duplicateProduct']['body']>;

@Injectable()
export class DraftsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly rows: VariantsRepository,
    @Inject(VariantsService) private readonly variants: VariantsService,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  list(
    ctx: Ctx,
    { cursor, limit, ...filter }: ListQuery,
  ): Promise<{ items: CatalogueEntry[]; nextCursor: string | null }> {
    const after = readCursor(cursor)?.id;
    return this.work.run(ctx, async (tx) => {
      const rows = await this.drafts.list(tx, { ...filter, after, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map((row) => toEntry(row, this.settings.publicOrigin())),
        nextCursor: rows.length > limit && last !== undefined ? cursorOf({ id: last.id }) : null,
      };
    });
  }

  get(ctx: Ctx, productId: string): Promise<DraftRecord> {
    const id = uuidOf('product', productId);
    return this.work.read(ctx, async (tx) => this.#record(await this.drafts.get(tx, id)));
  }

  #record(row: Parameters<typeof toDraftRecord>[0]): DraftRecord {
    return toDraftRecord(row, this.settings.publicOrigin());
  }

  create(ctx: Ctx, draft: ProductDraft): Promise<DraftRecord> {
    const id = ctx.newId();
    return this.work.answer(ctx, async (tx) => {
      await this.drafts.insert(tx, id, draft);
      await this.events.record(tx, 'product.created', { productId: publicIdOf('product', id) });
      return this.#record(await this.drafts.get(tx, id));
    });
  }

  save(
    ctx: Ctx,
    productId: string,
    body: { baseRevision: number; draft: ProductDraft },
  ): Promise<DraftRecord> {
    const id = uuidOf('product', productId);
    return this.work.run(ctx, async (tx) => {
      await this.drafts.bump(tx, id, body.baseRevision);
      await this.drafts.put(tx, id, body.draft);
      return this.#record(await this.drafts.get(tx, id));
    });
  }

  /** What a version said becomes the draft; variants keep the ids they had then. */
  restore(ctx: Ctx, productId: string, version: number, baseRevision: number): Promise<DraftRecord> {
    const id = uuidOf('product', productId);
    return this.work.run(ctx, async (tx) => {
      const content = await this.versions.content(tx, id, version);
      if (content === undefined) throw notFound();
      await this.drafts.bump(tx, id, baseRevision);
      await this.drafts.put(tx, id, draftOf(content));
      const former = await this.rows.all(tx, id);
      const skus = content.variants.map(({ sku }) => sku);
      const [taken] = await this.rows.takenElsewhere(tx, id, skus);
      if (taken !== undefined) throw new ApiError('sku_taken', `another product has the SKU ${taken} by now`);
      await this.rows.replace(tx, id, {
        put: content.variants.map((variant, position) => ({ ...variant, position })),
        removed: former.map((variant) => variant.id),
      });
      return this.#record(await this.drafts.get(tx, id));
    });
  }

  /** A new product from the draft of one, with variants and the newest price book. */
  duplicate(ctx: Ctx, productId: string, { slug, name, skuSuffix }: DuplicateBody): Promise<DraftRecord> {
    const from = uuidOf('product', productId);
    const id = ctx.newId();
    return this.work.answer(ctx, async (tx) => {
      const { draft } = await this.drafts.get(tx, from);
      await this.drafts.insert(tx, id, { ...draft, slug, name });
      const wanted = (await this.rows.all(tx, from)).map(({ id: _, position: __, sku, ...variant }) => ({
        ...variant,
        sku: `${sku}${skuSuffix}`,
      }));
      const tooLong = wanted.find(({ sku }) => sku.length > 64);
      if (tooLong) throw new ApiError('sku_taken', `${tooLong.sku} is longer than 64 characters`);
      const plan = await this.variants.plan(tx, id, { wanted, removed: [] });
      const clash = plan.faults.filter(({ code }) => code === 'sku_taken');
      if (clash.length > 0) throw refusalOf(clash, '/body/skuSuffix');
      await this.rows.replace(tx, id, plan);
      const book = await this.versions.priceBook(tx, from);
      if (book !== undefined)
        await this.versions.addPriceBook(tx, id, { ...book, id: `${slug}-base`, version: 1 });
      await this.events.record(tx, 'product.created', { productId: publicIdOf('product', id) });
      return this.#record(await this.drafts.get(tx, id));
    });
  }

  archive(ctx: Ctx, productId: string, baseRevision: number): Promise<CatalogueEntry> {
    const id = uuidOf('product', productId);
    return this.work.run(ctx, async (tx) => {
      await this.drafts.hold(tx, id, baseRevision);
      await this.drafts.setArchived(tx, id, now(ctx));
      await this.events.record(tx, 'product.archived', { productId: publicIdOf('product', id) });
      return toEntry(await this.drafts.entry(tx, id), this.settings.publicOrigin());
    });
  }

  unarchive(ctx: Ctx, productId: string): Promise<CatalogueEntry> {
    const id = uuidOf('product', productId);
    return this.work.run(ctx, async (tx) => {
      const { archivedAt } = await this.drafts.entry(tx, id);
      if (archivedAt !== null) {
        await this.drafts.setArchived(tx, id, null);
        await this.events.record(tx, 'product.unarchived', { productId: publicIdOf('product', id) });
      }
      return toEntry(await this.drafts.entry(tx, id), this.settings.publicOrigin());
    });
  }
}
