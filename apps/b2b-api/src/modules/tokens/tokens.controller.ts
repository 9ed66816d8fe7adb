import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { webRequest } from '../../http/web-request.ts';
import { TokensService } from './tokens.service.ts';

/** Public keys change once a month and are published before they are used: a stale copy of this age proves all. */
const JWKS_MAX_AGE_S = 300;

@Controller()
export class TokensController {
  constructor(@Inject(TokensService) private readonly tokens: TokensService) {}

  @Operation('createAccessToken')
  create(@Input() { request, body }: Call<'createAccessToken'>): Promise<Answer<'createAccessToken'>> {
    return this.tokens.create(webRequest(request), body);
  }

  @Operation('getJwks')
  async jwks(@Input() { reply }: Call<'getJwks'>): Promise<Answer<'getJwks'>> {
    reply.header('cache-control', `public, max-age=${JWKS_MAX_AGE_S}`);
    return this.tokens.published();
  }
}
