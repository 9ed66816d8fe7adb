import type { Permission, Role } from '@luneo/contracts';

/** Who acts. Ids are UUIDs. */
export type Actor =
  | { readonly kind: 'member'; readonly userId: string; readonly role: Role | 'custom' }
  | { readonly kind: 'key'; readonly keyId: string; readonly mode: KeyMode }
  | {
      readonly kind: 'shopper';
      readonly shopperId: string;
      readonly productId: string;
      readonly keyId: string;
    }
  /** An owner of the installation. */
  | { readonly kind: 'platform'; readonly userId: string }
  | { readonly kind: 'system'; readonly name: string };

export type KeyMode = 'test' | 'live';

/** A proven credential: one brand, one actor, what it may do. */
export interface Principal {
  readonly brandId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** Somebody of the platform acts in the member's name: who (user id) and why. */
  readonly impersonation?: { readonly by: string; readonly reason: string };
}
