import type { Me } from '@luneo/contracts';
import { toPublicId } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type Identity } from '../../platform/platform.module.ts';

@Injectable()
export class AccountService {
  constructor(@Inject(IDENTITY) private readonly identity: Identity) {}

  /** Who is signed in, and in which brands. */
  async me(request: Request): Promise<Me> {
    const { user, memberships } = await this.identity.authenticator().signedIn(request);
    return {
      user: { ...user, id: toPublicId('user', user.id) },
      brands: memberships.map(
        ({ brandId, name, slug, role, roleId, roleName, permissions, ssoRequired }) => ({
          id: toPublicId('brand', brandId),
          name,
          slug,
          role: role === 'custom' ? toPublicId('brandRole', roleId!) : role,
          roleName,
          permissions: [...permissions],
          ssoRequired,
        }),
      ),
    };
  }
}
