import type { Api, TemplateRecord, TemplateSummary, TemplateVersion } from '@luneo/contracts';
import { FONT_FACES } from '@luneo/fonts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import { type Ctx, now, shopperOf, type TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import { AssetsRepository } from '../assets/assets.repository.ts';
import { checkProduct } from '../designs/shopper.ts';
import { EventsService } from '../events/events.service.ts';
import { Licences } from '../library/licences.ts';
import { DraftsRepository } from '../products/drafts.repository.ts';
import { ProductUses } from '../products/impact.ts';
import { assetsOf, fontsOf, templateFaults } from './template-rules.ts';
import {
  type TemplateListRow,
  type TemplateRow,
  TemplatesRepository,
  type TemplateVersionRow,
} from './templates.repository.ts';

type Content = Omit<z.output<Api['saveTemplate']['body']>, 'baseRevision'>;

const toSummary = (row: TemplateListRow): TemplateSummary => ({
  id: publicIdOf('template', row.id),
  productId: publicIdOf('product', row.productId),
  name: row.name,
  categories: [...row.categories],
  publishedVersion: row.publishedVersion,
  archived: row.archivedAt !== null,
  updatedAt: row.updatedAt.toISOString(),
});

const toListed = (row: Omit<TemplateVersionRow, 'template'>): Omit<TemplateVersion, 'template'> => ({
  templateId: publicIdOf('template', row.templateId),
  productId: publicIdOf('product', row.productId),
  version: row.version,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
});

const toVersion = ({ template, ...row }: TemplateVersionRow): TemplateVersion => ({
  ...toListed(row),
  template,
});

const stale = (current: number): ApiError =>
  new ApiError('template_stale', `the template is at revision ${current}`, { params: { current } });

/** Starting designs of a brand, edited as drafts and published as versions. */
@Injectable()
export class TemplatesService implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(TemplatesRepository) private readonly templates: TemplatesRepository,
    @Inject(DraftsRepository) private readonly products: DraftsRepository,
    @Inject(AssetsRepository) private readonly assets: AssetsRepository,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Licences) private readonly licences: Licences,
    @Inject(ProductUses) private readonly uses: ProductUses,
  ) {}

  onModuleInit(): void {
    this.uses.register('templates', (tx, productId) => this.templates.count(tx, productId));
  }

  list(
    ctx: Ctx,
    { cursor, limit, productId, ...filter }: z.output<Api['listTemplates']['query']>,
  ): Promise<{ items: TemplateSummary[]; nextCursor: string | null }> {
    const before = readCursor(cursor)?.id;
    const shopper = shopperOf(ctx);
    const wanted = productId === undefined ? undefined : uuidOf('product', productId);
    const own = shopper && { productId: shopper.productId, state: 'published' as const };
    return this.work.run(ctx, async (tx) => {
      const all = { ...filter, productId: wanted, ...own, before, take: limit + 1 };
      const rows = await this.templates.list(tx, all);
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(toSummary),
        nextCursor: rows.length > limit && last ? cursorOf({ id: last.id }) : null,
      };
    });
  }

  create(ctx: Ctx, { productId, ...content }: Content & { productId: string }): Promise<TemplateRecord> {
    const product = uuidOf('product', productId);
    return this.work.answer(ctx, async (tx) => {
      await this.products.entry(tx, product);
      const row = { id: tx.newId(), productId: product, ...content };
      return this.#record(tx, await this.templates.insert(tx, row));
    });
  }

  get(ctx: Ctx, templateId: string): Promise<TemplateRecord> {
    const id = uuidOf('template', templateId);
    return this.work.read(ctx, async (tx) => this.#record(tx, await this.templates.get(tx, id)));
  }

  save(ctx: Ctx, templateId: string, baseRevision: number, content: Content): Promise<TemplateRecord> {
    const id = uuidOf('template', templateId);
    return this.work.run(ctx, async (tx) => {
      await this.#write(tx, { id, revision: baseRevision }, content);
      return this.#record(tx, await this.templates.get(tx, id));
    });
  }

  publish(ctx: Ctx, templateId: string, baseRevision: number): Promise<TemplateVersion> {
    const id = uuidOf('template', templateId);
    return this.work.answer(ctx, async (tx) => {
      const row = await this.templates.get(tx, id);
      if (row.archivedAt !== null) throw new ApiError('template_archived', 'unarchive it first');
      if (row.revision !== baseRevision) throw stale(row.revision);
      const { faults, assets } = await this.#look(tx, row);
      if (faults.length > 0) throw new ApiError('template_invalid', faults[0]!.message, { errors: faults });
      const version = (row.publishedVersion ?? 0) + 1;
      await this.#write(tx, row, { publishedVersion: version });
      const ids = assets.map((asset) => asset.id);
      await this.templates.insertVersion(tx, row, version, ids);
      await this.events.record(tx, 'template.published', {
        templateId: publicIdOf('template', id),
        productId: publicIdOf('product', row.productId),
        version,
      });
      return toVersion(await this.templates.version(tx, id, version));
    });
  }

  archive(ctx: Ctx, templateId: string, archived: boolean): Promise<TemplateRecord> {
    const id = uuidOf('template', templateId);
    return this.work.answer(ctx, async (tx) => {
      const row = await this.templates.get(tx, id);
      const same = (row.archivedAt !== null) === archived;
      if (!same) await this.#write(tx, row, { archivedAt: archived ? now(tx) : null });
      return this.#record(tx, await this.templates.get(tx, id));
    });
  }

  listVersions(
    ctx: Ctx,
    templateId: string,
    { cursor, limit }: z.output<Api['listTemplateVersions']['query']>,
  ): Promise<{ items: Omit<TemplateVersion, 'template'>[]; nextCursor: string | null }> {
    const id = uuidOf('template', templateId);
    const before = readCursor(cursor)?.position;
    return this.work.read(ctx, async (tx) => {
      const { productId } = await this.templates.get(tx, id);
      const rows = await this.templates.versions(tx, id, { before, take: limit + 1 });
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map((row) => toListed({ ...row, productId })),
        nextCursor: rows.length > limit && last ? cursorOf({ id, position: last.version }) : null,
      };
    });
  }

  getVersion(ctx: Ctx, templateId: string, version: number): Promise<TemplateVersion> {
    const id = uuidOf('template', templateId);
    return this.work.run(ctx, async (tx) => {
      const row = await this.templates.version(tx, id, version);
      checkProduct(ctx, row.productId);
      return toVersion(row);
    });
  }

  /** The published version a new design begins from. */
  async start(tx: TxCtx, templateId: string, productId: string): Promise<TemplateVersionRow> {
    const row = await this.templates.get(tx, uuidOf('template', templateId));
    if (row.productId !== productId) throw notFound();
    if (row.archivedAt !== null) throw new ApiError('template_archived', 'the template is offered no longer');
    if (row.publishedVersion === null)
      throw new ApiError('template_not_published', 'the template has no published version');
    return this.templates.version(tx, row.id, row.publishedVersion);
  }

  async #write(
    tx: TxCtx,
    at: Pick<TemplateRow, 'id' | 'revision'>,
    change: Parameters<TemplatesRepository['save']>[2],
  ): Promise<void> {
    if (await this.templates.save(tx, at, change)) return;
    throw stale((await this.templates.get(tx, at.id)).revision);
  }

  /** What stands against publishing, and the assets it holds. */
  async #look(tx: TxCtx, { productId, template }: TemplateRow) {
    const { draft } = await this.products.get(tx, productId);
    const { sides, fonts = FONT_FACES } = draft;
    const assets = await this.assets.byHashes(tx, assetsOf(template));
    const used = [...fontsOf(template), ...assetsOf(template)];
    const faults = [
      ...templateFaults(template, { sides, fonts, assets }),
      ...(await this.licences.faults(tx, used, '')),
    ];
    return { faults, assets };
  }

  async #record(tx: TxCtx, row: TemplateRow): Promise<TemplateRecord> {
    const { template, revision } = row;
    return { ...toSummary(row), template, revision, faults: (await this.#look(tx, row)).faults };
  }
}
