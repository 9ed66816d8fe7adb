import {
  BUILT_IN_ROLES,
  MEMBER_LIMITS,
  PERMISSIONS,
  type Permission,
  ROLE_PERMISSIONS,
  type Role,
} from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import type { SqlPool } from './sql.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

/** A built-in role by name, or one of the brand's own by UUID. */
export type RoleChoice = { readonly role: Role } | { readonly roleId: string };

/** Who changes members and roles. */
export interface Manager {
  readonly userId: string;
  readonly role: Role | 'custom';
  readonly permissions: ReadonlySet<Permission>;
}

export interface RoleRecord {
  /** UUID of a brand's own role, or the name of a built-in one. */
  readonly id: string;
  readonly name: string;
  readonly builtIn: boolean;
  readonly permissions: readonly Permission[];
  readonly members: number;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly members: number;
}

const COLUMNS = `r.id, r.name, r.permissions,
  (SELECT count(*)::int FROM auth.member m WHERE m.brand_id = r.brand_id AND m.role_id = r.id) AS members`;
const known = (names: readonly string[]): Permission[] => PERMISSIONS.filter((one) => names.includes(one));
const recordOf = ({ id, name, permissions, members }: Row): RoleRecord => ({
  id,
  name,
  builtIn: false,
  permissions: known(permissions),
  members,
});
const missing = (): CodedError =>
  new CodedError({ code: 'not_found', message: 'no such role in this brand' });

/** How tables have it. */
export const asRow = (choice: RoleChoice): { role: string; roleId: string | null } =>
  'role' in choice ? { role: choice.role, roleId: null } : { role: 'custom', roleId: choice.roleId };

/** Throws `forbidden` where somebody would give away what they do not hold. */
export function checkGrant(by: Manager, permissions: readonly Permission[]): void {
  const excess = permissions.find((permission) => !by.permissions.has(permission));
  if (excess !== undefined)
    throw new CodedError({
      code: 'forbidden',
      message: `you do not hold the permission ${excess} yourself`,
      params: { permission: excess },
    });
}

/** What a role may do. Throws `not_found`. */
export async function permissionsOf(
  sql: SqlPool,
  brandId: string,
  choice: RoleChoice,
): Promise<readonly Permission[]> {
  if ('role' in choice) return ROLE_PERMISSIONS[choice.role];
  const { rows } = await sql.query<{ permissions: string[] }>(
    'SELECT permissions FROM auth.brand_role WHERE brand_id = $1 AND id = $2',
    [brandId, choice.roleId],
  );
  if (rows[0] === undefined) throw missing();
  return known(rows[0].permissions);
}

/** The roles of brands: six built in, the others each brand's own. */
export class RoleBook {
  readonly #pool: TransactionPool;
  readonly #newId: () => string;

  constructor({ pool, newId }: { readonly pool: TransactionPool; readonly newId: () => string }) {
    this.#pool = pool;
    this.#newId = newId;
  }

  async list(brandId: string): Promise<readonly RoleRecord[]> {
    const own = await this.#pool.query<Row>(
      `SELECT ${COLUMNS} FROM auth.brand_role r WHERE r.brand_id = $1 ORDER BY lower(r.name)`,
      [brandId],
    );
    const held = await this.#pool.query<{ role: string; members: number }>(
      'SELECT role, count(*)::int AS members FROM auth.member WHERE brand_id = $1 AND role_id IS NULL GROUP BY role',
      [brandId],
    );
    const builtIn = BUILT_IN_ROLES.map((role) => ({
      id: role,
      name: role,
      builtIn: true,
      permissions: ROLE_PERMISSIONS[role],
      members: held.rows.find((row) => row.role === role)?.members ?? 0,
    }));
    return [...builtIn, ...own.rows.map(recordOf)];
  }

  /** Throws `forbidden`, `role_name_taken` or `role_limit`. */
  async create(
    brandId: string,
    by: Manager,
    { name, permissions }: { readonly name: string; readonly permissions: readonly Permission[] },
  ): Promise<RoleRecord> {
    checkGrant(by, permissions);
    const id = this.#newId();
    return inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
      const { rows } = await tx.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM auth.brand_role WHERE brand_id = $1',
        [brandId],
      );
      if (rows[0]!.count >= MEMBER_LIMITS.rolesOfOneBrand)
        throw new CodedError({
          code: 'role_limit',
          message: `a brand has at most ${MEMBER_LIMITS.rolesOfOneBrand} roles of its own`,
        });
      await this.#checkName(tx, brandId, { name });
      await tx.query(
        'INSERT INTO auth.brand_role (id, brand_id, name, permissions) VALUES ($1, $2, $3, $4)',
        [id, brandId, name, known(permissions)],
      );
      return this.#get(tx, brandId, id);
    });
  }

  /** Throws `not_found`, `forbidden` or `role_name_taken`. */
  async update(
    brandId: string,
    by: Manager,
    {
      roleId,
      name,
      permissions,
    }: {
      readonly roleId: string;
      readonly name?: string | undefined;
      readonly permissions?: readonly Permission[] | undefined;
    },
  ): Promise<RoleRecord> {
    return inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
      const before = await this.#get(tx, brandId, roleId);
      // Neither widened beyond what one holds, nor taken from people who hold more.
      checkGrant(by, [...before.permissions, ...(permissions ?? [])]);
      if (name !== undefined) await this.#checkName(tx, brandId, { name, except: roleId });
      await tx.query(
        `UPDATE auth.brand_role SET name = coalesce($3, name), permissions = coalesce($4, permissions), updated_at = now()
         WHERE brand_id = $1 AND id = $2`,
        [brandId, roleId, name ?? null, permissions === undefined ? null : known(permissions)],
      );
      return this.#get(tx, brandId, roleId);
    });
  }

  /** Throws `not_found` or `role_in_use`. */
  async delete(brandId: string, roleId: string): Promise<void> {
    await inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
      const { members } = await this.#get(tx, brandId, roleId);
      const { rows } = await tx.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM auth.invitation WHERE brand_id = $1 AND role_id = $2 AND status = 'pending'`,
        [brandId, roleId],
      );
      const invited = rows[0]!.count;
      const given = await tx.query(
        'SELECT 1 FROM auth.sso_provider WHERE brand_id = $1 AND default_role_id = $2',
        [brandId, roleId],
      );
      if (given.rows.length > 0)
        throw new CodedError({ code: 'role_in_use', message: 'single sign-on gives it to new members' });
      if (members + invited > 0)
        throw new CodedError({
          code: 'role_in_use',
          message: `${members} members have it and ${invited} are invited to it`,
          params: { members, invited },
        });
      await tx.query('UPDATE auth.invitation SET role_id = NULL WHERE brand_id = $1 AND role_id = $2', [
        brandId,
        roleId,
      ]);
      await tx.query('DELETE FROM auth.brand_role WHERE brand_id = $1 AND id = $2', [brandId, roleId]);
    });
  }

  async #get(sql: SqlPool, brandId: string, roleId: string): Promise<RoleRecord> {
    const { rows } = await sql.query<Row>(
      `SELECT ${COLUMNS} FROM auth.brand_role r WHERE r.brand_id = $1 AND r.id = $2`,
      [brandId, roleId],
    );
    if (rows[0] === undefined) throw missing();
    return recordOf(rows[0]);
  }

  async #checkName(
    sql: SqlPool,
    brandId: string,
    { name, except }: { name: string; except?: string },
  ): Promise<void> {
    const { rows } = await sql.query(
      'SELECT 1 FROM auth.brand_role WHERE brand_id = $1 AND lower(name) = lower($2) AND id IS DISTINCT FROM $3::uuid',
      [brandId, name, except ?? null],
    );
    const builtIn = (BUILT_IN_ROLES as readonly string[]).includes(name.toLowerCase());
    if (rows.length > 0 || builtIn)
      throw new CodedError({ code: 'role_name_taken', message: `there is a role ${name}` });
  }
}
