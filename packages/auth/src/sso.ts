import type { SqlPool } from './sql.ts';

/** Makes those whom a brand's identity provider vouches for members of the brand. */
export class SsoMembers {
  readonly #pool: SqlPool;
  readonly #newId: () => string;

  constructor({ pool, newId }: { readonly pool: SqlPool; readonly newId: () => string }) {
    this.#pool = pool;
    this.#newId = newId;
  }

  /**
   * Called at every sign-in by an identity provider. Only addresses of the proven domain become members, with the
   * provider's default role; who is one already keeps theirs.
   */
  async join(user: { readonly id: string; readonly email: string }, providerId: string): Promise<void> {
    await this.#pool.query(
      `INSERT INTO auth.member (id, brand_id, user_id, role)
       SELECT $1, p.brand_id, $2, p.default_role FROM auth.sso_provider p
       WHERE p.provider_id = $3 AND p.domain_verified AND lower(split_part($4, '@', 2)) = lower(p.domain)
       ON CONFLICT (brand_id, user_id) DO NOTHING`,
      [this.#newId(), user.id, providerId, user.email],
    );
  }
}
