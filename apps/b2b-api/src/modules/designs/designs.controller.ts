import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { DesignsService } from './designs.service.ts';
import { FreezeDesign } from './freeze-design.ts';
import { PreviewsService } from './previews.service.ts';

@Controller()
export class DesignsController {
  constructor(
    @Inject(DesignsService) private readonly designs: DesignsService,
    @Inject(FreezeDesign) private readonly freezing: FreezeDesign,
    @Inject(PreviewsService) private readonly previews: PreviewsService,
  ) {}

  @Operation('createDesign')
  create(@Input() { ctx, body }: Call<'createDesign'>): Promise<Answer<'createDesign'>> {
    return this.designs.create(ctx, body);
  }

  @Operation('getDesign')
  get(@Input() { ctx, params }: Call<'getDesign'>): Promise<Answer<'getDesign'>> {
    return this.designs.get(ctx, params.designId);
  }

  @Operation('saveDesign')
  save(@Input() { ctx, params, body }: Call<'saveDesign'>): Promise<Answer<'saveDesign'>> {
    return this.designs.save(ctx, params.designId, body);
  }

  @Operation('freezeDesign')
  freeze(@Input() { ctx, params, body }: Call<'freezeDesign'>): Promise<Answer<'freezeDesign'>> {
    return this.freezing.freeze(ctx, params.designId, body);
  }

  @Operation('getDesignVersion')
  getVersion(@Input() { ctx, params }: Call<'getDesignVersion'>): Promise<Answer<'getDesignVersion'>> {
    return this.designs.getVersion(ctx, params.designVersionId);
  }

  @Operation('getPreview')
  preview(@Input() { params }: Call<'getPreview'>): Promise<Answer<'getPreview'>> {
    return this.previews.get(params.name);
  }
}
