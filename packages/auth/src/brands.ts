import { PERMISSIONS, type Permission, ROLE_PERMISSIONS, type Role } from '@luneo/contracts';
import type { SqlPool } from './sql.ts';

export interface Membership {
  readonly brandId: string;
  readonly name: string;
  readonly slug: string;
  readonly role: Role | 'custom';
  /** Of the brand's own role; then `role` is `custom`. */
  readonly roleId: string | null;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
  readonly suspended: boolean;
  /** True: the brand wants its single sign-on, by which this session was not made, or too long ago. */
  readonly ssoRequired: boolean;
  /** True: the session was made by another brand's single sign-on, past the second factor of the account. */
  readonly secondFactorRequired: boolean;
}

interface Row {
  brand_id: string;
  name: string;
  slug: string;
  role: Role | 'custom';
  role_id: string | null;
  role_name: string | null;
  permissions: readonly string[] | null;
  suspended: boolean;
  sso_required: boolean;
  second_factor_required: boolean;
}

/** The brand that holds the test data of a brand. */
export async function testSideOf(pool: SqlPool, brandId: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM auth.brand WHERE test_of = $1', [
    brandId,
  ]);
  return rows[0]!.id;
}

/** Where the brand's single sign-on is the only way in. Owners are never locked out by a provider that is down. */
const SSO_REQUIRED = `m.role <> 'owner' AND EXISTS (
  SELECT 1 FROM auth.sso_provider p JOIN auth.sso_domain d ON d.provider_id = p.id
  WHERE p.brand_id = m.brand_id AND p.required AND NOT (p.id IS NOT DISTINCT FROM $2::uuid AND $3)
    AND d.proven_domain = lower(split_part(u.email, '@', -1)))`;

/**
 * Where another brand's provider is not enough: whoever runs that one could come in as anybody of its domains, but
 * not past the second factor they chose.
 */
const SECOND_FACTOR_REQUIRED = `u.two_factor_enabled AND $2::uuid IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM auth.sso_provider p WHERE p.id = $2 AND p.brand_id = m.brand_id)`;

/** How a session was made. */
export interface SessionOrigin {
  /** By which brand's connection; null = by another way in. */
  readonly connectionId: string | null;
  /** False: so long ago that the provider's word of then counts no more. */
  readonly fresh: boolean;
}

/** Brands a user belongs to, first joined first. Asked at every call, so that a removal counts at once. */
export async function membershipsOf(
  pool: SqlPool,
  userId: string,
  { connectionId, fresh }: SessionOrigin,
): Promise<Membership[]> {
  const { rows } = await pool.query<Row>(
    `SELECT m.brand_id, b.name, b.slug, m.role, m.role_id, r.name AS role_name, r.permissions,
       b.suspended_at IS NOT NULL AS suspended, ${SSO_REQUIRED} AS sso_required,
       ${SECOND_FACTOR_REQUIRED} AS second_factor_required
     FROM auth.member m JOIN auth.brand b ON b.id = m.brand_id JOIN auth."user" u ON u.id = m.user_id
     LEFT JOIN auth.brand_role r ON r.brand_id = m.brand_id AND r.id = m.role_id
     WHERE m.user_id = $1 ORDER BY m.created_at, m.brand_id`,
    [userId, connectionId, fresh],
  );
  return rows.map(({ brand_id, name, slug, role, role_id, role_name, permissions, suspended, ...row }) => ({
    brandId: brand_id,
    name,
    slug,
    role,
    roleId: role_id,
    roleName: role_name ?? role,
    suspended,
    ssoRequired: row.sso_required,
    secondFactorRequired: row.second_factor_required,
    permissions:
      role === 'custom'
        ? PERMISSIONS.filter((permission) => permissions?.includes(permission))
        : ROLE_PERMISSIONS[role],
  }));
}
