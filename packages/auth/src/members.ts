import { ROLE_PERMISSIONS, type Role } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { asRow, checkGrant, type Manager, permissionsOf, type RoleChoice } from './roles.ts';
import type { SqlPool } from './sql.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

export interface MemberRecord {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role | 'custom';
  /** Of the brand's own role; then `role` is `custom`. */
  readonly roleId: string | null;
  readonly roleName: string;
  readonly twoFactor: boolean;
  readonly joinedAt: Date;
}

export interface SessionRecord {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly sso: boolean;
}

export interface MemberFilter {
  readonly search?: string | undefined;
  readonly role?: RoleChoice | undefined;
  /** Id of the last one seen. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const SELECT = `SELECT m.id, m.user_id AS "userId", u.name, u.email, m.role, m.role_id AS "roleId",
    coalesce(r.name, m.role) AS "roleName", u.two_factor_enabled AS "twoFactor", m.created_at AS "joinedAt"
  FROM auth.member m JOIN auth."user" u ON u.id = m.user_id
  LEFT JOIN auth.brand_role r ON r.brand_id = m.brand_id AND r.id = m.role_id`;

/** $1: brand, $2: user. */
const THEIR_SESSIONS = `FROM auth.session s JOIN auth."user" u ON u.id = s.user_id
  LEFT JOIN auth.sso_provider p ON p.brand_id = $1 AND p.id = s.sso_provider_id
  WHERE s.user_id = $2 AND (p.id IS NOT NULL OR EXISTS (SELECT 1 FROM auth.sso_domain d
    WHERE d.brand_id = $1 AND d.proven_domain = lower(split_part(u.email, '@', -1))))`;

const missing = (): CodedError =>
  new CodedError({ code: 'not_found', message: 'no such member in this brand' });
const forOwners = (): CodedError =>
  new CodedError({ code: 'forbidden', message: 'only owners decide about owners' });

/** Text for LIKE, its own signs taken literally. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export interface MemberBookOptions {
  readonly pool: TransactionPool;
  /** Marks a session as ended, for as long as its cookie may be believed. */
  readonly ended: (sessionId: string) => Promise<void>;
}

/** Who belongs to a brand. Nobody gives or takes more than they hold; owners are the owners' to make; one stays. */
export class MemberBook {
  readonly #pool: TransactionPool;
  readonly #ended: MemberBookOptions['ended'];

  constructor({ pool, ended }: MemberBookOptions) {
    this.#pool = pool;
    this.#ended = ended;
  }

  /** First joined first. */
  async list(
    brandId: string,
    { search, role, after, limit }: MemberFilter,
  ): Promise<readonly MemberRecord[]> {
    const wanted = role && asRow(role);
    const { rows } = await this.#pool.query<MemberRecord>(
      `${SELECT} WHERE m.brand_id = $1
         AND ($2::text IS NULL OR u.name ILIKE $2 OR u.email ILIKE $2)
         AND ($3::text IS NULL OR (m.role = $3 AND m.role_id IS NOT DISTINCT FROM $4::uuid))
         AND ($5::uuid IS NULL OR m.id > $5)
       ORDER BY m.id LIMIT $6`,
      [
        brandId,
        search === undefined ? null : `%${literal(search)}%`,
        wanted?.role ?? null,
        wanted?.roleId ?? null,
        after ?? null,
        limit,
      ],
    );
    return rows;
  }

  /** Throws `not_found`. */
  get(brandId: string, memberId: string): Promise<MemberRecord> {
    return this.#get(this.#pool, brandId, memberId);
  }

  /** Throws `not_found`, `forbidden` or `last_owner`. */
  change(brandId: string, by: Manager, memberId: string, choice: RoleChoice): Promise<MemberRecord> {
    return inTransaction(this.#pool, async (tx) => {
      const member = await this.#theirs(tx, brandId, by, memberId);
      const becomesOwner = 'role' in choice && choice.role === 'owner';
      if (becomesOwner && by.role !== 'owner') throw forOwners();
      checkGrant(by, await permissionsOf(tx, brandId, choice));
      if (member.role === 'owner' && !becomesOwner) await this.#leaveOwner(tx, brandId, memberId);
      const { role, roleId } = asRow(choice);
      await tx.query('UPDATE auth.member SET role = $3, role_id = $4 WHERE brand_id = $1 AND id = $2', [
        brandId,
        memberId,
        role,
        roleId,
      ]);
      return this.#get(tx, brandId, memberId);
    });
  }

  /** Throws `not_found`, `forbidden` or `last_owner`. */
  async remove(brandId: string, by: Manager, memberId: string): Promise<void> {
    await inTransaction(this.#pool, async (tx) => {
      const member = await this.#theirs(tx, brandId, by, memberId);
      await this.#delete(tx, brandId, member);
    });
  }

  /**
   * Where a member is signed in, newest first, as far as it is the brand's affair: sessions that its single sign-on
   * made, and all of accounts with an address of its proven domains. Throws `not_found`.
   */
  async sessions(brandId: string, memberId: string): Promise<readonly SessionRecord[]> {
    const { userId } = await this.#get(this.#pool, brandId, memberId);
    const { rows } = await this.#pool.query<SessionRecord>(
      `SELECT s.id, s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.ip_address AS ip,
         s.user_agent AS "userAgent", p.id IS NOT NULL AS sso ${THEIR_SESSIONS} AND s.expires_at > now()
       ORDER BY s.created_at DESC, s.id LIMIT 100`,
      [brandId, userId],
    );
    return rows;
  }

  /** Ends those, at once. Throws `not_found` or `forbidden`. */
  async endSessions(brandId: string, by: Manager, memberId: string): Promise<void> {
    const ended = await inTransaction(this.#pool, async (tx) => {
      const { userId } = await this.#theirs(tx, brandId, by, memberId);
      const { rows } = await tx.query<{ id: string }>(
        `DELETE FROM auth.session WHERE id IN (SELECT s.id ${THEIR_SESSIONS}) RETURNING id`,
        [brandId, userId],
      );
      return rows;
    });
    for (const { id } of ended) await this.#ended(id);
  }

  /** Throws `not_found` or `last_owner`. */
  async leave(brandId: string, userId: string): Promise<void> {
    await inTransaction(this.#pool, async (tx) => {
      await lock(tx, brandId);
      const { rows } = await tx.query<MemberRecord>(`${SELECT} WHERE m.brand_id = $1 AND m.user_id = $2`, [
        brandId,
        userId,
      ]);
      if (rows[0] === undefined) throw missing();
      await this.#delete(tx, brandId, rows[0]);
    });
  }

  async #delete(tx: SqlPool, brandId: string, { id, role }: MemberRecord): Promise<void> {
    if (role === 'owner') await this.#leaveOwner(tx, brandId, id);
    await tx.query('DELETE FROM auth.member WHERE brand_id = $1 AND id = $2', [brandId, id]);
  }

  /** The member, locked with the whole brand, whom `by` may decide about. */
  async #theirs(tx: SqlPool, brandId: string, by: Manager, memberId: string): Promise<MemberRecord> {
    await lock(tx, brandId);
    const member = await this.#get(tx, brandId, memberId);
    if (member.role === 'owner' && by.role !== 'owner') throw forOwners();
    const holds =
      member.role === 'custom'
        ? await permissionsOf(tx, brandId, { roleId: member.roleId! })
        : ROLE_PERMISSIONS[member.role];
    checkGrant(by, holds);
    return member;
  }

  async #leaveOwner(tx: SqlPool, brandId: string, memberId: string): Promise<void> {
    const { rows } = await tx.query(
      `SELECT 1 FROM auth.member WHERE brand_id = $1 AND role = 'owner' AND id <> $2 LIMIT 1`,
      [brandId, memberId],
    );
    if (rows.length === 0)
      throw new CodedError({ code: 'last_owner', message: 'make somebody else an owner first' });
  }

  async #get(sql: SqlPool, brandId: string, memberId: string): Promise<MemberRecord> {
    const { rows } = await sql.query<MemberRecord>(`${SELECT} WHERE m.brand_id = $1 AND m.id = $2`, [
      brandId,
      memberId,
    ]);
    if (rows[0] === undefined) throw missing();
    return rows[0];
  }
}

/** Changes of one brand's members follow each other: two last owners cannot both go. */
async function lock(tx: SqlPool, brandId: string): Promise<void> {
  await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
}
