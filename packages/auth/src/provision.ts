import type { Role } from '@luneo/contracts';
import { hashPassword } from 'better-auth/crypto';
import type { SqlPool } from './sql.ts';

export interface NewMember {
  readonly brand: { readonly name: string; readonly slug: string };
  readonly user: { readonly name: string; readonly email: string };
  readonly role: Role;
  /** Set on a new account, and on a known one when given. */
  readonly password: string;
  /** True: a known account gets this password, too. */
  readonly resetPassword: boolean;
}

export interface Provisioned {
  readonly brandId: string;
  readonly userId: string;
}

async function idOf(pool: SqlPool, text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(text, values);
  return rows[0]!.id;
}

/**
 * Makes a brand with a member who can sign in, without e-mails or a session: for seeds and operators.
 * Idempotent by the brand's slug and the user's e-mail.
 */
export async function provisionMember(
  pool: SqlPool,
  newId: () => string,
  wanted: NewMember,
): Promise<Provisioned> {
  const { brand, user, role } = wanted;
  const brandId = await idOf(
    pool,
    `INSERT INTO auth.brand (id, name, slug) VALUES ($1, $2, $3)
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId(), brand.name, brand.slug],
  );
  const userId = await putUser(pool, newId, user);
  await setPassword(pool, newId, { userId, password: wanted.password, reset: wanted.resetPassword });
  await pool.query(
    `INSERT INTO auth.member (id, brand_id, user_id, role) VALUES ($1, $2, $3, $4)
     ON CONFLICT (brand_id, user_id) DO UPDATE SET role = excluded.role`,
    [newId(), brandId, userId, role],
  );
  return { brandId, userId };
}

/** Makes an owner of the installation who can sign in. Idempotent by the e-mail. */
export async function provisionPlatformOwner(
  pool: SqlPool,
  newId: () => string,
  wanted: Pick<NewMember, 'user' | 'password' | 'resetPassword'>,
): Promise<{ readonly userId: string }> {
  const userId = await putUser(pool, newId, wanted.user);
  await setPassword(pool, newId, { userId, password: wanted.password, reset: wanted.resetPassword });
  await pool.query('INSERT INTO auth.platform_owner (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId]);
  return { userId };
}

const putUser = (pool: SqlPool, newId: () => string, user: NewMember['user']): Promise<string> =>
  idOf(
    pool,
    `INSERT INTO auth."user" (id, name, email, email_verified) VALUES ($1, $2, $3, true)
     ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId(), user.name, user.email.toLowerCase()],
  );

async function setPassword(
  pool: SqlPool,
  newId: () => string,
  { userId, password, reset }: { userId: string; password: string; reset: boolean },
): Promise<void> {
  const known = await pool.query<{ id: string }>(
    `SELECT id FROM auth.account WHERE provider_id = 'credential' AND user_id = $1`,
    [userId],
  );
  if (known.rows.length === 0)
    await pool.query(
      `INSERT INTO auth.account (id, account_id, provider_id, user_id, password) VALUES ($1, $2::text, 'credential', $2::uuid, $3)`,
      [newId(), userId, await hashPassword(password)],
    );
  else if (reset)
    await pool.query('UPDATE auth.account SET password = $2, updated_at = now() WHERE id = $1', [
      known.rows[0]!.id,
      await hashPassword(password),
    ]);
}
