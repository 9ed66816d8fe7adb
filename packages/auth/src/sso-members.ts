import type { Role } from '@luneo/contracts';
import type { Clock } from '@luneo/kernel';
import type { SqlPool } from './sql.ts';
import { domainOf, refusedBy, type Vouched } from './sso-oidc.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

export interface SsoMembersOptions {
  readonly pool: TransactionPool;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Members and open invitations a brand may have; Infinity = as many as it likes. */
  readonly mostSeats: (brandId: string) => Promise<number>;
  /** Told of each new member. */
  readonly joined: (joined: Joined) => Promise<void>;
}

/** From where a person comes. */
export interface From {
  readonly ip: string;
  readonly userAgent?: string | undefined;
}

export interface Joined extends From {
  readonly brandId: string;
  readonly connectionId: string;
  readonly userId: string;
  readonly memberId: string;
  readonly role: Role | 'custom';
}

interface Provider {
  readonly brandId: string;
  readonly role: Role | 'custom';
  readonly roleId: string | null;
}

/** Makes those whom a brand's identity provider vouches for members of the brand. */
export class SsoMembers {
  readonly #pool: TransactionPool;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #mostSeats: SsoMembersOptions['mostSeats'];
  readonly #joined: SsoMembersOptions['joined'];

  constructor({ pool, clock, newId, mostSeats, joined }: SsoMembersOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
    this.#mostSeats = mostSeats;
    this.#joined = joined;
  }

  /**
   * The account of a vouched-for person, a member from now on: found by the provider's name of them, else by the
   * address, else made. Who is a member already keeps their role. Throws `sso_refused` for an address outside
   * the connection's proven domains, or where the brand's seats are taken.
   */
  async admit(connectionId: string, person: Vouched, from: From): Promise<{ readonly userId: string }> {
    const provider = await providerOf(this.#pool, connectionId, person.email);
    if (provider === undefined) throw refusedBy('domain_unproven');
    // Asked before: it may want a connection of its own.
    const mostSeats = await this.#mostSeats(provider.brandId);
    const { userId, memberId } = await inTransaction(this.#pool, async (tx) => {
      const userId = await this.#user(tx, connectionId, person);
      return { userId, memberId: await this.#join(tx, { ...provider, mostSeats }, userId) };
    });
    const { brandId, role } = provider;
    if (memberId !== undefined)
      await this.#joined({ ...from, brandId, connectionId, userId, memberId, role });
    return { userId };
  }

  async #user(tx: SqlPool, connectionId: string, { subject, email, name }: Vouched): Promise<string> {
    const linked = await tx.query<{ id: string }>(
      'SELECT user_id AS id FROM auth.account WHERE provider_id = $1 AND account_id = $2',
      [connectionId, subject],
    );
    if (linked.rows[0] !== undefined) return linked.rows[0].id;
    const { rows } = await tx.query<{ id: string; verified: boolean }>(
      `INSERT INTO auth."user" (id, name, email, email_verified) VALUES ($1, $2, $3, true)
       ON CONFLICT (email) DO UPDATE SET updated_at = "user".updated_at RETURNING id, email_verified AS verified`,
      [this.#newId(), name, email],
    );
    const { id, verified } = rows[0]!;
    if (!verified) await claim(tx, id);
    return id;
  }

  async #join(
    tx: SqlPool,
    { brandId, role, roleId, mostSeats }: Provider & { readonly mostSeats: number },
    userId: string,
  ): Promise<string | undefined> {
    await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
    const now = new Date(this.#clock.now());
    const { rows } = await tx.query<{ member: boolean; seats: number }>(
      `SELECT EXISTS (SELECT 1 FROM auth.member WHERE brand_id = $1 AND user_id = $2) AS member,
         (SELECT count(*) FROM auth.member WHERE brand_id = $1)::int + (SELECT count(*) FROM auth.invitation
           WHERE brand_id = $1 AND status = 'pending' AND expires_at > $3)::int AS seats`,
      [brandId, userId, now],
    );
    const { member, seats } = rows[0]!;
    if (member) return undefined;
    if (seats >= mostSeats) throw refusedBy('no_seat_left');
    const memberId = this.#newId();
    await tx.query(
      'INSERT INTO auth.member (id, brand_id, user_id, role, role_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [memberId, brandId, userId, role, roleId, now],
    );
    return memberId;
  }
}

/** The connection, where it vouches for the address. */
async function providerOf(pool: SqlPool, connectionId: string, email: string): Promise<Provider | undefined> {
  const { rows } = await pool.query<Provider>(
    `SELECT p.brand_id AS "brandId", p.default_role AS role, p.default_role_id AS "roleId"
     FROM auth.sso_provider p JOIN auth.sso_domain d ON d.provider_id = p.id
     WHERE p.provider_id = $1 AND d.proven_domain = $2`,
    [connectionId, domainOf(email)],
  );
  return rows[0];
}

/** An account that somebody made with this address without proving it: whatever way in they left is closed. */
async function claim(tx: SqlPool, userId: string): Promise<void> {
  for (const table of ['account', 'session', 'passkey', 'two_factor'])
    await tx.query(`DELETE FROM auth.${table} WHERE user_id = $1`, [userId]);
  await tx.query(
    'UPDATE auth."user" SET email_verified = true, two_factor_enabled = false, updated_at = now() WHERE id = $1',
    [userId],
  );
}
