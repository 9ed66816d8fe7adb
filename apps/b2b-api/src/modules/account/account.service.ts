import { type Me, ROLE_PERMISSIONS } from '@luneo/contracts';
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
      brands: memberships.map(({ brandId, name, slug, role }) => ({
        id: toPublicId('brand', brandId),
        name,
        slug,
        role,
        permissions: [...ROLE_PERMISSIONS[role]],
      })),
    };
  }
}
