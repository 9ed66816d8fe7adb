import { type Permission, SECRET_KEY_PERMISSIONS } from '@luneo/contracts';
import { decodeJwt } from 'jose';
import type { KeyRing } from './key-ring.ts';
import type { Actor, Principal } from './principal.ts';

type KeyActor = Extract<Actor, { readonly kind: 'key' }>;

const AUDIENCE = 'luneo-api';

/** True for a token of this kind, forged or not: says which proof it must stand. */
export function isAccessToken(token: string): boolean {
  try {
    return decodeJwt(token).aud === AUDIENCE;
  } catch {
    return false;
  }
}

/** What a secret key is exchanged for, so that the key itself need not travel: its rights or fewer, for minutes. */
export class AccessTokens {
  readonly #ring: KeyRing;

  constructor(ring: KeyRing) {
    this.#ring = ring;
  }

  /** `of`: a principal proven by a secret key. */
  sign(
    { brandId, actor }: Pick<Principal, 'brandId'> & { readonly actor: KeyActor },
    { permissions, lifetimeS }: { readonly permissions: readonly Permission[]; readonly lifetimeS: number },
  ): Promise<{ token: string; expiresAt: Date }> {
    return this.#ring.sign({
      audience: AUDIENCE,
      subject: actor.keyId,
      lifetimeS,
      claims: { brand: brandId, mode: actor.mode, scope: permissions.join(' ') },
    });
  }

  /** Throws `token_expired` or `unauthenticated`. */
  async verify(token: string): Promise<Principal> {
    const { sub, brand, mode, scope } = await this.#ring.verify(token, {
      audience: AUDIENCE,
      required: ['brand', 'mode', 'scope'],
    });
    const named = String(scope).split(' ');
    return {
      brandId: String(brand),
      actor: { kind: 'key', keyId: String(sub), mode: mode === 'live' ? 'live' : 'test' },
      permissions: new Set(SECRET_KEY_PERMISSIONS.filter((permission) => named.includes(permission))),
    };
  }
}
