import { AccessTokens, isAccessToken, KeyRing } from '@luneo/auth';
import type { AccessToken, Api, Jwks, Scope } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { IDENTITY, type Identity } from '../../platform/platform.module.ts';
import { ApiError } from '../../platform/problem.ts';

type Wanted = z.output<Api['createAccessToken']['body']>;

@Injectable()
export class TokensService {
  constructor(
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  /** For the key itself only: a token that could renew itself would never end. */
  async create(request: Request, { scopes, lifetimeSeconds }: Wanted): Promise<AccessToken> {
    const { brandId, actor, permissions } = await this.identity
      .authenticator()
      .authenticate(request, { credentials: ['secret'] });
    const bearer = request.headers.get('authorization')?.split(' ')[1];
    if (actor.kind !== 'key' || bearer === undefined || isAccessToken(bearer))
      throw new ApiError('forbidden', 'send the secret key itself');
    const excess = scopes?.find((scope) => !permissions.has(scope));
    if (excess !== undefined)
      throw new ApiError('forbidden', `the key lacks the scope ${excess}`, {
        params: { permission: excess },
      });
    const granted = scopes ?? ([...permissions] as Scope[]);
    const { token, expiresAt } = await this.tokens.sign(
      { brandId, actor },
      { permissions: granted, lifetimeS: lifetimeSeconds },
    );
    return { token, expiresAt: expiresAt.toISOString(), scopes: granted };
  }

  published(): Promise<Jwks> {
    return this.ring.published() as Promise<Jwks>;
  }
}
