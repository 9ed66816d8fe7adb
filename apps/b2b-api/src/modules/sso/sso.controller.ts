import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { SsoService } from './sso.service.ts';

@Controller()
export class SsoController {
  constructor(@Inject(SsoService) private readonly sso: SsoService) {}

  @Operation('listSsoConnections')
  list(@Input() { ctx }: Call<'listSsoConnections'>): Promise<Answer<'listSsoConnections'>> {
    return this.sso.list(ctx);
  }

  @Operation('createSsoConnection')
  create(@Input() { ctx, body }: Call<'createSsoConnection'>): Promise<Answer<'createSsoConnection'>> {
    return this.sso.create(ctx, body);
  }

  @Operation('getSsoConnection')
  get(@Input() { ctx, params }: Call<'getSsoConnection'>): Promise<Answer<'getSsoConnection'>> {
    return this.sso.get(ctx, params.ssoConnectionId);
  }

  @Operation('updateSsoConnection')
  update(
    @Input() { ctx, params, body }: Call<'updateSsoConnection'>,
  ): Promise<Answer<'updateSsoConnection'>> {
    return this.sso.update(ctx, params.ssoConnectionId, body);
  }

  @Operation('deleteSsoConnection')
  delete(@Input() { ctx, params }: Call<'deleteSsoConnection'>): Promise<Answer<'deleteSsoConnection'>> {
    return this.sso.delete(ctx, params.ssoConnectionId);
  }

  @Operation('addSsoDomain')
  addDomain(@Input() { ctx, params, body }: Call<'addSsoDomain'>): Promise<Answer<'addSsoDomain'>> {
    return this.sso.addDomain(ctx, params.ssoConnectionId, body.domain);
  }

  @Operation('proveSsoDomain')
  proveDomain(@Input() { ctx, params }: Call<'proveSsoDomain'>): Promise<Answer<'proveSsoDomain'>> {
    return this.sso.proveDomain(ctx, params);
  }

  @Operation('removeSsoDomain')
  removeDomain(@Input() { ctx, params }: Call<'removeSsoDomain'>): Promise<Answer<'removeSsoDomain'>> {
    return this.sso.removeDomain(ctx, params);
  }
}
