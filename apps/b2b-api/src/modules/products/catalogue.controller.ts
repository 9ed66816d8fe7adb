import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { DraftsService } from './drafts.service.ts';
import { ImpactService } from './impact.ts';
import { PlaceMockups } from './place-mockups.ts';
import { PrintSettingsService } from './print-settings.service.ts';
import { PublishProduct } from './publish-product.ts';
import { VersionsService } from './versions.service.ts';

@Controller()
export class CatalogueController {
  constructor(
    @Inject(DraftsService) private readonly drafts: DraftsService,
    @Inject(PublishProduct) private readonly publishing: PublishProduct,
    @Inject(VersionsService) private readonly versions: VersionsService,
    @Inject(PlaceMockups) private readonly mockups: PlaceMockups,
    @Inject(ImpactService) private readonly impact: ImpactService,
    @Inject(PrintSettingsService) private readonly settings: PrintSettingsService,
  ) {}

  @Operation('listCatalogue')
  list(@Input() { ctx, query }: Call<'listCatalogue'>): Promise<Answer<'listCatalogue'>> {
    return this.drafts.list(ctx, query);
  }

  @Operation('createProduct')
  create(@Input() { ctx, body }: Call<'createProduct'>): Promise<Answer<'createProduct'>> {
    return this.drafts.create(ctx, body.draft);
  }

  @Operation('getProductDraft')
  draft(@Input() { ctx, params }: Call<'getProductDraft'>): Promise<Answer<'getProductDraft'>> {
    return this.drafts.get(ctx, params.productId);
  }

  @Operation('saveProductDraft')
  save(@Input() { ctx, params, body }: Call<'saveProductDraft'>): Promise<Answer<'saveProductDraft'>> {
    return this.drafts.save(ctx, params.productId, body);
  }

  @Operation('restoreProductVersion')
  restore(
    @Input() { ctx, params, body }: Call<'restoreProductVersion'>,
  ): Promise<Answer<'restoreProductVersion'>> {
    return this.drafts.restore(ctx, params.productId, params.version, body.baseRevision);
  }

  @Operation('duplicateProduct')
  duplicate(@Input() { ctx, params, body }: Call<'duplicateProduct'>): Promise<Answer<'duplicateProduct'>> {
    return this.drafts.duplicate(ctx, params.productId, body);
  }

  @Operation('publishProduct')
  publish(@Input() { ctx, params, body }: Call<'publishProduct'>): Promise<Answer<'publishProduct'>> {
    return this.publishing.publish(ctx, params.productId, body);
  }

  @Operation('publishVersion')
  publishAgain(@Input() { ctx, params }: Call<'publishVersion'>): Promise<Answer<'publishVersion'>> {
    return this.publishing.again(ctx, params.productId, params.version);
  }

  @Operation('unscheduleProduct')
  unschedule(@Input() { ctx, params }: Call<'unscheduleProduct'>): Promise<Answer<'unscheduleProduct'>> {
    return this.publishing.unschedule(ctx, params.productId);
  }

  @Operation('listProductVersions')
  listVersions(
    @Input() { ctx, params, query }: Call<'listProductVersions'>,
  ): Promise<Answer<'listProductVersions'>> {
    return this.versions.list(ctx, params.productId, query);
  }

  @Operation('getProductVersion')
  version(@Input() { ctx, params }: Call<'getProductVersion'>): Promise<Answer<'getProductVersion'>> {
    return this.versions.get(ctx, params.productId, params.version);
  }

  @Operation('getVersionByHash')
  byHash(@Input() { ctx, params, reply }: Call<'getVersionByHash'>): Promise<Answer<'getVersionByHash'>> {
    // No credentials are read, so any page may read the answer, and a CDN may keep it for all of them.
    void reply.header('access-control-allow-origin', '*');
    return this.versions.byHash(ctx, params.brandId, params.hash);
  }

  @Operation('getMockupPicture')
  picture(@Input() { ctx, params, reply }: Call<'getMockupPicture'>): Promise<Answer<'getMockupPicture'>> {
    void reply.header('access-control-allow-origin', '*');
    return this.mockups.picture(ctx, params.brandId, params.hash);
  }

  @Operation('compareProduct')
  compare(@Input() { ctx, params, query }: Call<'compareProduct'>): Promise<Answer<'compareProduct'>> {
    return this.versions.diff(ctx, params.productId, query);
  }

  @Operation('getProductImpact')
  impactOf(@Input() { ctx, params }: Call<'getProductImpact'>): Promise<Answer<'getProductImpact'>> {
    return this.impact.get(ctx, params.productId);
  }

  @Operation('archiveProduct')
  archive(@Input() { ctx, params, body }: Call<'archiveProduct'>): Promise<Answer<'archiveProduct'>> {
    return this.drafts.archive(ctx, params.productId, body.baseRevision);
  }

  @Operation('unarchiveProduct')
  unarchive(@Input() { ctx, params }: Call<'unarchiveProduct'>): Promise<Answer<'unarchiveProduct'>> {
    return this.drafts.unarchive(ctx, params.productId);
  }

  @Operation('getPrintSettings')
  printSettings(@Input() { ctx }: Call<'getPrintSettings'>): Promise<Answer<'getPrintSettings'>> {
    return this.settings.get(ctx);
  }

  @Operation('savePrintSettings')
  savePrintSettings(@Input() { ctx, body }: Call<'savePrintSettings'>): Promise<Answer<'savePrintSettings'>> {
    return this.settings.save(ctx, body);
  }

  @Operation('explainPrintProfile')
  explain(
    @Input() { ctx, params, query }: Call<'explainPrintProfile'>,
  ): Promise<Answer<'explainPrintProfile'>> {
    return this.versions.explain(ctx, params.productId, query);
  }
}
