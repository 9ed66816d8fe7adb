import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { ApiKeysService } from './api-keys.service.ts';

@Controller()
export class ApiKeysController {
  constructor(@Inject(ApiKeysService) private readonly keys: ApiKeysService) {}

  @Operation('listApiKeys')
  list(@Input() { ctx, query }: Call<'listApiKeys'>): Promise<Answer<'listApiKeys'>> {
    return this.keys.list(ctx, query);
  }

  @Operation('getApiKey')
  get(@Input() { ctx, params }: Call<'getApiKey'>): Promise<Answer<'getApiKey'>> {
    return this.keys.get(ctx, params.apiKeyId);
  }

  @Operation('createApiKey')
  create(@Input() { ctx, body }: Call<'createApiKey'>): Promise<Answer<'createApiKey'>> {
    return this.keys.create(ctx, body);
  }

  @Operation('updateApiKey')
  update(@Input() { ctx, params, body }: Call<'updateApiKey'>): Promise<Answer<'updateApiKey'>> {
    return this.keys.update(ctx, params.apiKeyId, body);
  }

  @Operation('rotateApiKey')
  rotate(@Input() { ctx, params, body }: Call<'rotateApiKey'>): Promise<Answer<'rotateApiKey'>> {
    return this.keys.rotate(ctx, params.apiKeyId, body.overlapHours);
  }

  @Operation('revokeApiKey')
  revoke(@Input() { ctx, params }: Call<'revokeApiKey'>): Promise<Answer<'revokeApiKey'>> {
    return this.keys.revoke(ctx, params.apiKeyId);
  }
}
