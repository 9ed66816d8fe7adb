import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { TemplatesService } from './templates.service.ts';

@Controller()
export class TemplatesController {
  constructor(@Inject(TemplatesService) private readonly templates: TemplatesService) {}

  @Operation('listTemplates')
  list(@Input() { ctx, query }: Call<'listTemplates'>): Promise<Answer<'listTemplates'>> {
    return this.templates.list(ctx, query);
  }

  @Operation('createTemplate')
  create(@Input() { ctx, body }: Call<'createTemplate'>): Promise<Answer<'createTemplate'>> {
    return this.templates.create(ctx, body);
  }

  @Operation('getTemplate')
  get(@Input() { ctx, params }: Call<'getTemplate'>): Promise<Answer<'getTemplate'>> {
    return this.templates.get(ctx, params.templateId);
  }

  @Operation('saveTemplate')
  save(@Input() { ctx, params, body }: Call<'saveTemplate'>): Promise<Answer<'saveTemplate'>> {
    const { baseRevision, ...content } = body;
    return this.templates.save(ctx, params.templateId, baseRevision, content);
  }

  @Operation('publishTemplate')
  publish(@Input() { ctx, params, body }: Call<'publishTemplate'>): Promise<Answer<'publishTemplate'>> {
    return this.templates.publish(ctx, params.templateId, body.baseRevision);
  }

  @Operation('archiveTemplate')
  archive(@Input() { ctx, params }: Call<'archiveTemplate'>): Promise<Answer<'archiveTemplate'>> {
    return this.templates.archive(ctx, params.templateId, true);
  }

  @Operation('unarchiveTemplate')
  unarchive(@Input() { ctx, params }: Call<'unarchiveTemplate'>): Promise<Answer<'unarchiveTemplate'>> {
    return this.templates.archive(ctx, params.templateId, false);
  }

  @Operation('listTemplateVersions')
  versions(
    @Input() { ctx, params, query }: Call<'listTemplateVersions'>,
  ): Promise<Answer<'listTemplateVersions'>> {
    return this.templates.listVersions(ctx, params.templateId, query);
  }

  @Operation('getTemplateVersion')
  version(@Input() { ctx, params }: Call<'getTemplateVersion'>): Promise<Answer<'getTemplateVersion'>> {
    return this.templates.getVersion(ctx, params.templateId, params.version);
  }
}
