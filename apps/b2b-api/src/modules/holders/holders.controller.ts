import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { HoldersService } from './holders.service.ts';

@Controller()
export class HoldersController {
  constructor(@Inject(HoldersService) private readonly holders: HoldersService) {}

  @Operation('getAssetHolders')
  asset(@Input() { ctx, params }: Call<'getAssetHolders'>): Promise<Answer<'getAssetHolders'>> {
    return this.holders.ofAsset(ctx, params.assetId);
  }

  @Operation('getLibraryItemHolders')
  item(@Input() { ctx, params }: Call<'getLibraryItemHolders'>): Promise<Answer<'getLibraryItemHolders'>> {
    return this.holders.ofLibraryItem(ctx, params.libraryItemId);
  }

  @Operation('getTemplateHolders')
  template(@Input() { ctx, params }: Call<'getTemplateHolders'>): Promise<Answer<'getTemplateHolders'>> {
    return this.holders.ofTemplate(ctx, params.templateId);
  }

  @Operation('getProductVersionHolders')
  version(
    @Input() { ctx, params }: Call<'getProductVersionHolders'>,
  ): Promise<Answer<'getProductVersionHolders'>> {
    return this.holders.ofVersion(ctx, params.productId, params.version);
  }

  @Operation('getDesignHolders')
  design(@Input() { ctx, params }: Call<'getDesignHolders'>): Promise<Answer<'getDesignHolders'>> {
    return this.holders.ofDesign(ctx, params.designId);
  }

  @Operation('deleteDesign')
  deleteDesign(@Input() { ctx, params }: Call<'deleteDesign'>): Promise<Answer<'deleteDesign'>> {
    return this.holders.deleteDesign(ctx, params.designId);
  }

  @Operation('deleteTemplate')
  deleteTemplate(@Input() { ctx, params }: Call<'deleteTemplate'>): Promise<Answer<'deleteTemplate'>> {
    return this.holders.deleteTemplate(ctx, params.templateId);
  }
}
