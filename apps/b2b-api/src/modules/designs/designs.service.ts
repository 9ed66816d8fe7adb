import type { DesignRecord, DesignVersion } from '@luneo/contracts';
import type { Design, ProductGeometry } from '@luneo/design';
import { contentHash } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { type Ctx, shopperOf, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { Licences } from '../library/licences.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import { holdToTemplate } from '../templates/template-rules.ts';
import { TemplatesRepository, type TemplateVersionRow } from '../templates/templates.repository.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import { toRecord, toVersion } from './designs.mapper.ts';
import { DesignsRepository } from './designs.repository.ts';
import type { DesignRow } from './designs.types.ts';
import { RevisionsRepository } from './revisions.repository.ts';
import { refsOf } from './scene.service.ts';
import { checkProduct } from './shopper.ts';

export function checkSides({ sides }: Design, geometry: ProductGeometry): void {
  const known = new Set(geometry.sides.map(({ id }) => id));
  const wrong = sides.findIndex(({ id }) => !known.has(id));
  if (wrong >= 0)
    throw new ApiError('design_invalid', `the product has no side "${sides[wrong]!.id}"`, {
      errors: [
        { pointer: `/body/document/sides/${wrong}/id`, code: 'side_unknown', message: 'no such side' },
      ],
    });
}

/** All a document refers to by hash. */
function hashesOf(document: Design): string[] {
  const { fonts, assets } = refsOf(document);
  return [...fonts, ...assets];
}

export const stale = (current: number): ApiError =>
  new ApiError('design_revision_stale', `the design is at revision ${current}`, { params: { current } });

/** A document, a template to begin from, or both. */
interface NewDesign {
  readonly productId: string;
  readonly document?: Design | undefined;
  readonly templateId?: string | undefined;
}

@Injectable()
export class DesignsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(TemplatesService) private readonly templates: TemplatesService,
    @Inject(TemplatesRepository) private readonly templateRows: TemplatesRepository,
    @Inject(Licences) private readonly licences: Licences,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  create(ctx: Ctx, body: NewDesign): Promise<DesignRecord> {
    const productId = uuidOf('product', body.productId);
    checkProduct(ctx, productId);
    return this.work.answer(ctx, async (tx) => {
      const product = await this.products.published(tx, productId);
      const begun = body.templateId && (await this.templates.start(tx, body.templateId, productId));
      const document = body.document ?? (begun as TemplateVersionRow).template.document;
      checkSides(document, product.geometry);
      if (begun) holdToTemplate(begun.template, document, false);
      await this.licences.hold(tx, hashesOf(document), '/body/document');
      const row = await this.designs.insert(tx, {
        id: ctx.newId(),
        productId,
        productVersion: product.version,
        document,
        documentHash: contentHash(document),
        shopperId: shopperOf(ctx)?.shopperId ?? null,
        template: begun ? { id: begun.templateId, version: begun.version } : null,
      });
      return toRecord(row);
    });
  }

  get(ctx: Ctx, designId: string): Promise<DesignRecord> {
    const id = uuidOf('design', designId);
    return this.work.run(ctx, async (tx) => toRecord(await this.designs.get(tx, id)));
  }

  /** Saves over the revision it was read at; a repeat of the same save finds its own work. */
  save(ctx: Ctx, designId: string, body: { baseRevision: number; document: Design }): Promise<DesignRecord> {
    const id = uuidOf('design', designId);
    return this.work.run(ctx, (tx) => this.saveIn(tx, id, body));
  }

  /** The same within a transaction. */
  async saveIn(
    tx: TxCtx,
    id: string,
    body: { baseRevision: number; document: Design },
  ): Promise<DesignRecord> {
    const documentHash = contentHash(body.document);
    const current = await this.designs.get(tx, id);
    if (isRepeat(current, body.baseRevision, documentHash)) return toRecord(current);
    const product = await this.products.version(tx, current.productId, current.productVersion);
    checkSides(body.document, product.geometry);
    await this.#hold(tx, current, body.document);
    const known = new Set(hashesOf(current.document));
    const added = hashesOf(body.document).filter((hash) => !known.has(hash));
    await this.licences.hold(tx, added, '/body/document');
    if (current.revision !== body.baseRevision) throw stale(current.revision);
    await this.revisions.keep(tx, current);
    const saved = await this.designs.save(tx, id, { ...body, documentHash });
    if (saved === undefined) throw stale(current.revision);
    await this.revisions.thin(tx, saved);
    return toRecord(saved);
  }

  async #hold(tx: TxCtx, { template }: DesignRow, document: Design): Promise<void> {
    if (template === null) return;
    const { template: rules } = await this.templateRows.version(tx, template.id, template.version);
    holdToTemplate(rules, document, false);
  }

  getVersion(ctx: Ctx, versionId: string): Promise<DesignVersion & { document: Design }> {
    const id = uuidOf('designVersion', versionId);
    return this.work.run(ctx, async (tx) => {
      const row = await this.designs.getVersion(tx, id);
      return { ...toVersion(row, this.settings.publicOrigin()), document: row.document };
    });
  }
}

const isRepeat = (row: DesignRow, baseRevision: number, documentHash: string): boolean =>
  row.revision === baseRevision + 1 && row.documentHash === documentHash;
