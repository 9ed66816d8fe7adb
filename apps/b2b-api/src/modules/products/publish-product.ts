import { type CatalogueVersion, JOBS, type MockupView, type ProductDraft } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, type FieldError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { LibraryRepository } from '../library/library.repository.ts';
import { toVersion } from './catalogue.mapper.ts';
import type { VersionRow } from './catalogue.types.ts';
import { compile, type OwnFont } from './compile.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { PlaceMockups } from './place-mockups.ts';
import { PrintSettingsRepository } from './print-settings.repository.ts';
import type { ProductContent } from './product-content.ts';
import { VariantsRepository } from './variants.repository.ts';
import { VersionsRepository } from './versions.repository.ts';

/** What another part of the catalogue demands of a product before it is published. */
export type PublishCheck = (
  tx: TxCtx,
  product: { readonly id: string; readonly content: ProductContent },
) => Promise<readonly FieldError[]>;

/** Checks of other modules; they register when they start. */
@Injectable()
export class PublishChecks {
  readonly #checks: PublishCheck[] = [];

  register(check: PublishCheck): void {
    this.#checks.push(check);
  }

  async run(...args: Parameters<PublishCheck>): Promise<FieldError[]> {
    const faults: FieldError[] = [];
    for (const check of this.#checks) faults.push(...(await check(...args)));
    return faults;
  }
}

/** Draft -> immutable version -> live, at once or at its time. */
@Injectable()
export class PublishProduct {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly variants: VariantsRepository,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
    @Inject(PrintSettingsRepository) private readonly settings: PrintSettingsRepository,
    @Inject(PlaceMockups) private readonly mockups: PlaceMockups,
    @Inject(LibraryRepository) private readonly library: LibraryRepository,
    @Inject(PublishChecks) private readonly checks: PublishChecks,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(SETTINGS) private readonly api: ApiSettings,
  ) {}

  async publish(
    ctx: Ctx,
    productId: string,
    { baseRevision, at }: { baseRevision: number; at?: string | undefined },
  ): Promise<CatalogueVersion> {
    const id = uuidOf('product', productId);
    // Pictures are drawn before the transaction: a slow one must not hold rows. The revision says the same draft.
    const placed = await this.mockups.prepare(ctx, await this.work.run(ctx, (tx) => this.drafts.get(tx, id)));
    return this.work.answer(ctx, async (tx) => {
      await this.drafts.hold(tx, id, baseRevision);
      const version = await this.make(tx, id, placed);
      if (at === undefined) await this.goLive(tx, id, version);
      else await this.#schedule(tx, id, version, new Date(at));
      return this.#answer(tx, id, version);
    });
  }

  /** An existing version before the shoppers again; the draft stays as it is. */
  again(ctx: Ctx, productId: string, number: number): Promise<CatalogueVersion> {
    const id = uuidOf('product', productId);
    return this.work.answer(ctx, async (tx) => {
      const { revision } = await this.drafts.entry(tx, id);
      await this.drafts.hold(tx, id, revision);
      const version = await this.versions.find(tx, id, number);
      if (version === undefined) throw notFound();
      await this.goLive(tx, id, version);
      return this.#answer(tx, id, version);
    });
  }

  /** Makes a version of the draft as it is, or finds the one that says the same. Throws `publish_blocked`. */
  async make(
    tx: TxCtx,
    id: string,
    placed: ReadonlyMap<string, MockupView> = new Map(),
  ): Promise<VersionRow> {
    const { draft, revision } = await this.drafts.get(tx, id);
    const { settings } = await this.settings.get(tx);
    const variants = (await this.variants.all(tx, id)).map(({ position: _, ...variant }) => variant);
    const priceBook = await this.versions.priceBook(tx, id);
    const ownFonts = await this.#ownFonts(tx, draft);
    const { content, faults } = compile({ draft, variants, settings, priceBook, placed, ownFonts });
    const all = content === undefined ? faults : await this.checks.run(tx, { id, content });
    if (content === undefined || all.length > 0)
      throw new ApiError('publish_blocked', `${all.length} things stand against it: ${all[0]!.message}`, {
        errors: all,
      });
    return this.versions.insert(tx, id, content, revision);
  }

  async #ownFonts(tx: TxCtx, { fonts = [], fallbackFonts = [] }: ProductDraft): Promise<OwnFont[]> {
    const items = await this.library.byHashes(
      tx,
      [...fonts, ...fallbackFonts].map(({ hash }) => hash),
    );
    return items.flatMap(({ hash, content: { font } }) =>
      hash !== null && font !== undefined ? [{ hash, coverage: font.coverage }] : [],
    );
  }

  async goLive(tx: TxCtx, id: string, version: VersionRow): Promise<void> {
    await this.versions.goLive(tx, id, version);
    const data = { productId: publicIdOf('product', id), version: version.version };
    await this.events.record(tx, 'product.published', data);
  }

  async #schedule(tx: TxCtx, id: string, { version }: VersionRow, at: Date): Promise<void> {
    if (at.getTime() <= tx.clock.now()) throw new ApiError('schedule_past', 'choose a time to come');
    await this.versions.schedule(tx, id, { version, at });
    await this.enqueue(tx, id, version, at);
    const data = { productId: publicIdOf('product', id), version, at: at.toISOString() };
    await this.events.record(tx, 'product.scheduled', data);
  }

  enqueue(tx: TxCtx, productId: string, version: number, at: Date): Promise<void> {
    const payload = { brandId: tx.brandId, requestId: tx.requestId, productId, version };
    return this.jobs.enqueue(tx, JOBS.publishScheduled, payload, { startAfter: at });
  }

  async unschedule(ctx: Ctx, productId: string): Promise<undefined> {
    const id = uuidOf('product', productId);
    await this.work.run(ctx, async (tx) => {
      await this.drafts.entry(tx, id);
      await this.versions.schedule(tx, id, null);
    });
    return undefined;
  }

  async #answer(tx: TxCtx, id: string, version: VersionRow): Promise<CatalogueVersion> {
    const product = await this.drafts.entry(tx, id);
    return toVersion(version, product, { brandId: tx.brandId, origin: this.api.publicOrigin() });
  }
}
