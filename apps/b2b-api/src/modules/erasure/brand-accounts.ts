import type { SqlPool } from '@luneo/auth';
import { Inject, Injectable } from '@nestjs/common';
import { AUTH_POOL } from '../../platform/tokens.ts';

/** The brand in the sign-in tables. */
@Injectable()
export class BrandAccounts {
  constructor(@Inject(AUTH_POOL) private readonly pool: SqlPool) {}

  async slug(brandId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ slug: string }>('SELECT slug FROM auth.brand WHERE id = $1', [
      brandId,
    ]);
    return rows[0]?.slug;
  }

  /**
   * Closes the brand: keys, invitations, memberships and whatever else is of it here go, with the users that belong to no other brand.
   * What the platform did and counted stays with the platform. Its row stays as a number without a name, so that its erasure can be told. Safe to repeat.
   */
  async close(brandId: string): Promise<{ keys: number; members: number; users: number }> {
    const count = async (text: string): Promise<number> =>
      (
        await this.pool.query<{ n: number }>(`WITH gone AS (${text}) SELECT count(*)::int AS n FROM gone`, [
          brandId,
        ])
      ).rows[0]!.n;
    const keys = await count('DELETE FROM auth.api_key WHERE brand_id = $1 RETURNING id');
    for (const table of ['invitation', 'sso_provider', 'message'])
      await count(`DELETE FROM auth.${table} WHERE brand_id = $1 RETURNING brand_id`);
    const users = await count(
      `DELETE FROM auth."user" u USING auth.member m WHERE m.user_id = u.id AND m.brand_id = $1
         AND NOT EXISTS (SELECT 1 FROM auth.member o WHERE o.user_id = u.id AND o.brand_id <> $1)
         AND NOT EXISTS (SELECT 1 FROM auth.platform_owner o WHERE o.user_id = u.id) RETURNING u.id`,
    );
    const members = await count('DELETE FROM auth.member WHERE brand_id = $1 RETURNING id');
    await count('DELETE FROM auth.brand_role WHERE brand_id = $1 RETURNING id');
    await count(
      `UPDATE auth.brand SET name = 'erased', slug = 'erased-' || id, logo = NULL, metadata = NULL
       WHERE id = $1 RETURNING id`,
    );
    return { keys, members: members + users, users };
  }

  /** What was written to an address in the brand's name. */
  async forgetMessages(brandId: string, email: string): Promise<number> {
    const { rows } = await this.pool.query(
      'DELETE FROM auth.message WHERE brand_id = $1 AND lower(recipient) = lower($2) RETURNING id',
      [brandId, email],
    );
    return rows.length;
  }
}
