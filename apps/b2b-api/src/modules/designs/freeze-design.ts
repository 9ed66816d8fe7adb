import { type DesignVersion, type Finding, JOBS, type Quote } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { canonicalJson } from '@luneo/kernel';
import { sideFacts } from '@luneo/pricing';
import type { BlobStore } from '@luneo/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { BLOBS, SETTINGS } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { Licences } from '../library/licences.ts';
import { ProductsRepository } from '../products/products.repository.ts';
import type { ProductVariant, ProductVersion } from '../products/products.types.ts';
import { QuotesService } from '../quotes/quotes.service.ts';
import { holdToTemplate } from '../templates/template-rules.ts';
import { TemplatesRepository } from '../templates/templates.repository.ts';
import { toVersion } from './designs.mapper.ts';
import { DesignsRepository } from './designs.repository.ts';
import type { DesignRow, Pins } from './designs.types.ts';
import { type Derived, refsOf, SceneService } from './scene.service.ts';

export interface FreezeRequest {
  readonly revision: number;
  readonly variantId: string;
  readonly quantity: number;
  readonly sceneHash: string;
  readonly choices?: Readonly<Record<string, string>> | undefined;
}

interface Input {
  readonly design: DesignRow;
  readonly product: ProductVersion;
  readonly variant: ProductVariant;
}

const stale = (current: number): ApiError =>
  new ApiError('design_revision_stale', `the design is at revision ${current}`, { params: { current } });

function refuseBlocked(findings: readonly Finding[]): void {
  const blocking = findings.filter(({ severity }) => severity === 'block');
  if (blocking.length === 0) return;
  throw new ApiError('design_blocked', `${blocking.length} finding(s) forbid printing`, {
    errors: blocking.map(({ code, message, layer }) => ({
      pointer: layer === undefined ? '/body' : `/document/layers/${layer}`,
      code,
      message,
    })),
  });
}

/**
 * Add-to-cart: derives the picture again from the stored document, holds it against what the shopper
 * approved, prices it, and keeps by content hash all that a print years later will need.
 */
@Injectable()
export class FreezeDesign {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DesignsRepository) private readonly designs: DesignsRepository,
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(TemplatesRepository) private readonly templates: TemplatesRepository,
    @Inject(Licences) private readonly licences: Licences,
    @Inject(SceneService) private readonly scenes: SceneService,
    @Inject(QuotesService) private readonly quotes: QuotesService,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async freeze(ctx: Ctx, designId: string, request: FreezeRequest): Promise<DesignVersion> {
    const id = uuidOf('design', designId);
    const input = await this.work.run(ctx, (tx) => this.#read(tx, id, request));
    const derived = await this.#derive(ctx, input);
    if (derived.hash !== request.sceneHash)
      throw new ApiError('scene_mismatch', 'the server derives another picture from this design', {
        params: { approved: request.sceneHash, derived: derived.hash },
      });
    refuseBlocked(derived.findings);
    const quote = this.#price(input, request, derived);
    const pins = await this.#keep(ctx, input.design, derived, input.product.recipe);
    return this.work.answer(ctx, (tx) => this.#write(tx, input, { derived, quote, pins }));
  }

  async #read(tx: TxCtx, designId: string, { revision, variantId }: FreezeRequest): Promise<Input> {
    const design = await this.designs.get(tx, designId);
    if (design.revision !== revision) throw stale(design.revision);
    await this.#holdToTemplate(tx, design);
    const { fonts, assets } = refsOf(design.document);
    await this.licences.hold(tx, [...fonts, ...assets], '/document');
    const product = await this.products.version(tx, design.productId, design.productVersion);
    const wanted = uuidOf('variant', variantId);
    const variant = product.variants.find((candidate) => candidate.id === wanted);
    if (variant === undefined) throw new ApiError('variant_unknown', 'the product has no such variant');
    return { design, product, variant };
  }

  /** What a template requires has to be there by now. */
  async #holdToTemplate(tx: TxCtx, { template, document }: DesignRow): Promise<void> {
    if (template === null) return;
    const { template: rules } = await this.templates.version(tx, template.id, template.version);
    holdToTemplate(rules, document, true);
  }

  #derive(ctx: Ctx, { design, product, variant }: Input): Promise<Derived> {
    return this.scenes.derive(ctx, { document: design.document, geometry: product.geometry, variant });
  }

  /** What rules say of options and layers holds before anything is priced. */
  #price(
    { design, product, variant }: Input,
    { quantity, choices = {} }: FreezeRequest,
    derived: Derived,
  ): Quote {
    this.quotes.checkLayers(product, this.quotes.options(product, variant, choices), design.document);
    const { printedSides, scene } = derived;
    const ink = { printedSides, sides: sideFacts(design.document, scene) };
    return this.quotes.price(product, variant, quantity, ink, choices);
  }

  /** Blobs before the row that names them: an interrupted freeze leaves bytes nobody asks for, never a gap. */
  async #keep(
    ctx: Ctx,
    { document }: DesignRow,
    { scene }: Derived,
    recipeId: string | undefined,
  ): Promise<Pins> {
    await this.blobs.put(Buffer.from(canonicalJson(document)));
    await this.blobs.put(Buffer.from(canonicalJson(scene)));
    await this.scenes.keepFonts(ctx, scene.needs.fonts);
    const { fonts, assets } = scene.needs;
    const recipe = this.scenes.recipeVersion(recipeId);
    return { fonts, assets, recipe, ...(recipeId !== undefined && { recipeId }) };
  }

  async #write(
    tx: TxCtx,
    { design, product, variant }: Input,
    { derived, quote, pins }: { derived: Derived; quote: Quote; pins: Pins },
  ): Promise<DesignVersion> {
    const row = await this.designs.insertVersion(tx, {
      id: tx.newId(),
      designId: design.id,
      productId: product.id,
      productVersion: product.version,
      variantId: variant.id,
      document: design.document,
      documentHash: design.documentHash,
      sceneHash: derived.hash,
      quote,
      findings: derived.findings,
      pins,
    });
    await this.events.record(tx, 'design.frozen', {
      designVersionId: publicIdOf('designVersion', row.id),
      designId: publicIdOf('design', design.id),
    });
    await this.jobs.enqueue(tx, JOBS.renderProof, {
      brandId: tx.brandId,
      requestId: tx.requestId,
      designVersionId: row.id,
    });
    return toVersion(row, this.settings.publicOrigin());
  }
}
