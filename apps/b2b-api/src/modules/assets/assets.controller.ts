import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { AssetsService } from './assets.service.ts';

@Controller()
export class AssetsController {
  constructor(@Inject(AssetsService) private readonly assets: AssetsService) {}

  @Operation('uploadAsset')
  upload(@Input() { ctx, file }: Call<'uploadAsset'>): Promise<Answer<'uploadAsset'>> {
    return this.assets.upload(ctx, file);
  }

  @Operation('getAsset')
  get(@Input() { ctx, params }: Call<'getAsset'>): Promise<Answer<'getAsset'>> {
    return this.assets.get(ctx, params.hash);
  }

  @Operation('getAssetContent')
  content(@Input() { ctx, params }: Call<'getAssetContent'>): Promise<Answer<'getAssetContent'>> {
    return this.assets.content(ctx, params.hash, params.rendition);
  }

  @Operation('deleteAsset')
  delete(@Input() { ctx, params }: Call<'deleteAsset'>): Promise<Answer<'deleteAsset'>> {
    return this.assets.delete(ctx, params.assetId);
  }
}
