import { createHash, randomBytes } from 'node:crypto';
import { MEMBER_LIMITS, type Role } from '@luneo/contracts';
import { type Clock, CodedError } from '@luneo/kernel';
import { hashPassword } from 'better-auth/crypto';
import type { PasswordPolicy } from './password.ts';
import { checkGrant, type Manager, permissionsOf, type RoleChoice } from './roles.ts';
import type { SqlPool } from './sql.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

const LIFETIME_MS = MEMBER_LIMITS.invitationDays * 86_400_000;

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired';

export interface InvitationRecord {
  readonly id: string;
  readonly brandId: string;
  readonly brand: string;
  readonly email: string;
  readonly role: Role | 'custom';
  readonly roleId: string | null;
  readonly roleName: string;
  readonly status: InvitationStatus;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** An invitation just made or renewed; the token is in the message and nowhere else. */
export interface Issued {
  readonly invitation: InvitationRecord;
  readonly token: string;
}

/** Who answers an invitation: signed in, or about to get an account. */
export interface Answerer {
  readonly signedIn?: { readonly id: string; readonly email: string } | undefined;
  readonly account?: { readonly name: string; readonly password: string } | undefined;
}

const refuse = (code: string, message: string): CodedError => new CodedError({ code, message });
const ended = (): CodedError => refuse('invitation_ended', 'ask whoever invited you for a new one');
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** $1 is always the time it is. */
const SELECT = `SELECT i.id, i.brand_id AS "brandId", b.name AS brand, i.email, coalesce(i.role, 'custom') AS role,
    i.role_id AS "roleId", coalesce(r.name, i.role) AS "roleName",
    CASE WHEN i.status = 'pending' AND i.expires_at <= $1 THEN 'expired' ELSE i.status END AS status,
    u.name AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt"
  FROM auth.invitation i JOIN auth.brand b ON b.id = i.brand_id JOIN auth."user" u ON u.id = i.inviter_id
  LEFT JOIN auth.brand_role r ON r.brand_id = i.brand_id AND r.id = i.role_id`;

export interface InvitationBookOptions {
  readonly pool: TransactionPool;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly passwords: PasswordPolicy;
}

/** Asks people into brands by a link of seven days that only they were sent. */
export class InvitationBook {
  readonly #pool: TransactionPool;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #passwords: PasswordPolicy;

  constructor({ pool, clock, newId, passwords }: InvitationBookOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
    this.#passwords = passwords;
  }

  /** Newest first. */
  async list(
    brandId: string,
    {
      status,
      before,
      limit,
    }: {
      readonly status?: InvitationStatus | undefined;
      /** Id of the last one seen. */
      readonly before?: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly InvitationRecord[]> {
    const { rows } = await this.#pool.query<InvitationRecord>(
      `SELECT * FROM (${SELECT} WHERE i.brand_id = $2) AS i
       WHERE ($3::text IS NULL OR i.status = $3) AND ($4::uuid IS NULL OR i.id < $4) ORDER BY i.id DESC LIMIT $5`,
      [this.#now(), brandId, status ?? null, before ?? null, limit],
    );
    return rows;
  }

  /** Throws `forbidden`, `not_found` (the role), `already_member`, `already_invited` or `plan_limit`. */
  create(
    brandId: string,
    by: Manager,
    {
      email,
      choice,
      mostSeats,
    }: {
      readonly email: string;
      readonly choice: RoleChoice;
      /** Members and open invitations the brand may have; Infinity = as many as it likes. */
      readonly mostSeats: number;
    },
  ): Promise<Issued> {
    const address = email.toLowerCase();
    const id = this.#newId();
    return inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
      await mayInvite(tx, brandId, by, choice);
      const member = await tx.query(
        `SELECT 1 FROM auth.member m JOIN auth."user" u ON u.id = m.user_id WHERE m.brand_id = $1 AND lower(u.email) = $2`,
        [brandId, address],
      );
      if (member.rows.length > 0) throw refuse('already_member', `${address} belongs to the brand`);
      const open = await tx.query(
        `SELECT 1 FROM auth.invitation WHERE brand_id = $1 AND email = $2 AND status = 'pending' AND expires_at > $3`,
        [brandId, address, this.#now()],
      );
      if (open.rows.length > 0)
        throw refuse('already_invited', 'write again instead, or revoke the invitation first');
      await this.#checkSeats(tx, brandId, mostSeats);
      const [role, roleId] = 'role' in choice ? [choice.role, null] : [null, choice.roleId];
      const { token, hash } = newToken();
      await tx.query(
        `INSERT INTO auth.invitation
           (id, brand_id, email, role, role_id, status, token_hash, created_at, expires_at, inviter_id)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9)`,
        [id, brandId, address, role, roleId, hash, this.#now(), this.#end(), by.userId],
      );
      return { token, invitation: await this.#get(tx, brandId, id) };
    });
  }

  /** A new link; the old one ends. Throws `not_found`, `forbidden` or `invitation_ended`. */
  renew(brandId: string, by: Manager, invitationId: string): Promise<Issued> {
    return inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.invitation WHERE brand_id = $1 AND id = $2 FOR UPDATE', [
        brandId,
        invitationId,
      ]);
      const { status, role, roleId } = await this.#get(tx, brandId, invitationId);
      if (status !== 'pending' && status !== 'expired')
        throw refuse('invitation_ended', `the invitation is ${status}`);
      await mayInvite(tx, brandId, by, role === 'custom' ? { roleId: roleId! } : { role });
      const { token, hash } = newToken();
      await tx.query(
        'UPDATE auth.invitation SET token_hash = $3, expires_at = $4 WHERE brand_id = $1 AND id = $2',
        [brandId, invitationId, hash, this.#end()],
      );
      return { token, invitation: await this.#get(tx, brandId, invitationId) };
    });
  }

  /** Throws `not_found`. */
  async revoke(brandId: string, invitationId: string): Promise<void> {
    await this.#get(this.#pool, brandId, invitationId);
    await this.#pool.query(
      `UPDATE auth.invitation SET status = 'revoked', token_hash = NULL
       WHERE brand_id = $1 AND id = $2 AND status = 'pending'`,
      [brandId, invitationId],
    );
  }

  /** What the link is about. Throws `invitation_ended`. */
  async look(token: string): Promise<InvitationRecord & { readonly hasAccount: boolean }> {
    const invitation = await this.#open(this.#pool, token);
    return { ...invitation, hasAccount: (await userOf(this.#pool, invitation.email)) !== undefined };
  }

  /**
   * Makes who answers a member; a member already keeps their role. Throws `invitation_ended`,
   * `invitation_other_address`, `unauthenticated` (the address has an account: sign in), `account_wanted` or
   * `password_refused`.
   */
  async accept(token: string, answerer: Answerer): Promise<InvitationRecord & { readonly userId: string }> {
    const seen = await this.#open(this.#pool, token);
    const made = await this.#account(seen, answerer);
    return inTransaction(this.#pool, async (tx) => {
      const invitation = await this.#open(tx, token, 'FOR UPDATE OF i');
      const userId =
        made === undefined ? answerer.signedIn!.id : await this.#makeUser(tx, invitation.email, made);
      await tx.query(
        `INSERT INTO auth.member (id, brand_id, user_id, role, role_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (brand_id, user_id) DO NOTHING`,
        [this.#newId(), invitation.brandId, userId, invitation.role, invitation.roleId, this.#now()],
      );
      await tx.query(`UPDATE auth.invitation SET status = 'accepted', token_hash = NULL WHERE id = $1`, [
        invitation.id,
      ]);
      return { ...invitation, userId };
    });
  }

  /** The account to make, its password hashed; undefined = who is signed in is meant. */
  async #account({ email }: InvitationRecord, { signedIn, account }: Answerer) {
    if (signedIn !== undefined) {
      if (signedIn.email.toLowerCase() !== email)
        throw refuse('invitation_other_address', 'sign in with the address that was invited');
      return undefined;
    }
    if ((await userOf(this.#pool, email)) !== undefined)
      throw refuse('unauthenticated', 'the address has an account: sign in, then accept');
    if (account === undefined)
      throw refuse('account_wanted', 'send a name and a password for the account to make');
    const fault = await this.#passwords.fault(account.password, [account.name, email]);
    if (fault !== undefined)
      throw new CodedError({
        code: 'password_refused',
        message: `the password is ${fault}`,
        params: { why: fault },
      });
    return { name: account.name, password: await hashPassword(account.password) };
  }

  /** The link came by e-mail, so the address is proven. */
  async #makeUser(tx: SqlPool, email: string, account: { name: string; password: string }): Promise<string> {
    const userId = this.#newId();
    const { rows } = await tx.query(
      `INSERT INTO auth."user" (id, name, email, email_verified) VALUES ($1, $2, $3, true)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [userId, account.name, email],
    );
    if (rows.length === 0)
      throw refuse('unauthenticated', 'the address has an account: sign in, then accept');
    await tx.query(
      `INSERT INTO auth.account (id, account_id, provider_id, user_id, password)
       VALUES ($1, $2::text, 'credential', $2::uuid, $3)`,
      [this.#newId(), userId, account.password],
    );
    return userId;
  }

  /** The brand is locked, so that two cannot take the last seat. */
  async #checkSeats(tx: SqlPool, brandId: string, most: number): Promise<void> {
    const { rows } = await tx.query<{ seats: number }>(
      `SELECT (SELECT count(*) FROM auth.member WHERE brand_id = $1)::int
         + (SELECT count(*) FROM auth.invitation WHERE brand_id = $1 AND status = 'pending' AND expires_at > $2)::int AS seats`,
      [brandId, this.#now()],
    );
    const use = rows[0]!.seats;
    if (use >= most)
      throw new CodedError({
        code: 'plan_limit',
        message: `${use} of ${most} seats are taken or offered`,
        params: { name: 'seats', limit: most, use },
      });
  }

  async #open(sql: SqlPool, token: string, lock = ''): Promise<InvitationRecord> {
    const { rows } = await sql.query<InvitationRecord>(`${SELECT} WHERE i.token_hash = $2 ${lock}`, [
      this.#now(),
      hashOf(token),
    ]);
    if (rows[0]?.status !== 'pending') throw ended();
    return rows[0];
  }

  async #get(sql: SqlPool, brandId: string, invitationId: string): Promise<InvitationRecord> {
    const { rows } = await sql.query<InvitationRecord>(`${SELECT} WHERE i.brand_id = $2 AND i.id = $3`, [
      this.#now(),
      brandId,
      invitationId,
    ]);
    if (rows[0] === undefined) throw refuse('not_found', 'no such invitation in this brand');
    return rows[0];
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }

  #end(): Date {
    return new Date(this.#clock.now() + LIFETIME_MS);
  }
}

async function mayInvite(tx: SqlPool, brandId: string, by: Manager, choice: RoleChoice): Promise<void> {
  if ('role' in choice && choice.role === 'owner' && by.role !== 'owner')
    throw refuse('forbidden', 'only owners decide about owners');
  checkGrant(by, await permissionsOf(tx, brandId, choice));
}

/** 256 random bits. */
function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

async function userOf(sql: SqlPool, email: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>('SELECT id FROM auth."user" WHERE lower(email) = $1', [
    email,
  ]);
  return rows[0]?.id;
}
