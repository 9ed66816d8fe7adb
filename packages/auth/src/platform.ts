import type { Cache } from '@luneo/cache';
import { type Clock, CodedError } from '@luneo/kernel';
import { liveKey } from './keys.ts';
import type { SqlPool } from './sql.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

/** True for an owner of the installation. Asked at every call, so that a removal counts at once. */
export async function isPlatformOwner(pool: SqlPool, userId: string): Promise<boolean> {
  const { rows } = await pool.query('SELECT 1 FROM auth.platform_owner WHERE user_id = $1', [userId]);
  return rows.length > 0;
}

export interface BrandRecord {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly createdAt: Date;
  readonly members: number;
  readonly keysInUse: number;
  readonly suspendedAt: Date | null;
  readonly suspendedReason: string | null;
}

/** Who did what, from where: written with what it did. */
export interface PlatformActRecord {
  readonly id: string;
  readonly at: Date;
  readonly userId: string;
  readonly operation: string;
  readonly brandId: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string | null;
}

export interface BrandQuery {
  readonly search: string | undefined;
  readonly status: 'active' | 'suspended' | undefined;
  readonly sort: 'newest' | 'name';
  /** The id a page ended at. */
  readonly after: string | undefined;
  readonly limit: number;
}

const SELECT = `SELECT b.id, b.name, b.slug, b.created_at AS "createdAt", b.suspended_at AS "suspendedAt",
    b.suspended_reason AS "suspendedReason",
    (SELECT count(*)::int FROM auth.member m WHERE m.brand_id = b.id) AS members,
    (SELECT count(*)::int FROM auth.api_key k WHERE k.brand_id = b.id AND k.revoked_at IS NULL
       AND (k.expires_at IS NULL OR k.expires_at > now())) AS "keysInUse"
  FROM auth.brand b WHERE b.test_of IS NULL`;

/** What follows the brand a page ended at. */
const AFTER = {
  newest: {
    where: '(b.created_at, b.id) < (SELECT a.created_at, a.id FROM auth.brand a WHERE a.id = $3)',
    order: 'b.created_at DESC, b.id DESC',
  },
  name: {
    where: '(lower(b.name), b.id) > (SELECT lower(a.name), a.id FROM auth.brand a WHERE a.id = $3)',
    order: 'lower(b.name), b.id',
  },
} as const;

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const missing = (): CodedError => new CodedError({ code: 'not_found', message: 'there is no such brand' });

/** Brands as the owner of the installation sees them. What is a brand's own lies under row-level security, not here. */
export class BrandBook {
  readonly #pool: TransactionPool;
  readonly #cache: Cache;
  readonly #clock: Clock;

  constructor(deps: { readonly pool: TransactionPool; readonly cache: Cache; readonly clock: Clock }) {
    this.#pool = deps.pool;
    this.#cache = deps.cache;
    this.#clock = deps.clock;
  }

  async list({ search, status, sort, after, limit }: BrandQuery): Promise<readonly BrandRecord[]> {
    const { where, order } = AFTER[sort];
    const { rows } = await this.#pool.query<BrandRecord>(
      `${SELECT}
       AND ($1::text IS NULL OR b.name ILIKE $1 OR b.slug ILIKE $1 OR EXISTS (
           SELECT 1 FROM auth.member m JOIN auth."user" u ON u.id = m.user_id
           WHERE m.brand_id = b.id AND u.email ILIKE $1))
         AND ($2::text IS NULL OR (b.suspended_at IS NOT NULL) = ($2 = 'suspended'))
         AND ($3::uuid IS NULL OR ${where})
       ORDER BY ${order} LIMIT $4`,
      [search === undefined ? null : `%${literal(search)}%`, status ?? null, after ?? null, limit],
    );
    return rows;
  }

  /** Throws `not_found`. */
  get(brandId: string): Promise<BrandRecord> {
    return this.#get(this.#pool, brandId);
  }

  async #get(pool: SqlPool, brandId: string): Promise<BrandRecord> {
    const { rows } = await pool.query<BrandRecord>(`${SELECT} AND b.id = $1`, [brandId]);
    if (rows[0] === undefined) throw missing();
    return rows[0];
  }

  /** Counts at once, also for tokens already given. Throws `not_found` or `brand_state`. */
  suspend(act: PlatformActRecord, brandId: string, reason: string): Promise<BrandRecord> {
    return this.#turn(act, brandId, { at: new Date(this.#clock.now()), reason });
  }

  /** Throws `not_found` or `brand_state`. */
  resume(act: PlatformActRecord, brandId: string): Promise<BrandRecord> {
    return this.#turn(act, brandId, null);
  }

  async #turn(
    act: PlatformActRecord,
    brandId: string,
    suspension: { readonly at: Date; readonly reason: string } | null,
  ): Promise<BrandRecord> {
    const brand = await inTransaction(this.#pool, async (tx) => {
      const { rows } = await tx.query<{ id: string }>(
        `UPDATE auth.brand SET suspended_at = $2, suspended_reason = $3
         WHERE id = $1 AND test_of IS NULL AND (suspended_at IS NULL) = ($2::timestamptz IS NOT NULL) RETURNING id`,
        [brandId, suspension?.at ?? null, suspension?.reason ?? null],
      );
      const found = await this.#get(tx, brandId);
      if (rows.length === 0)
        throw new CodedError({
          code: 'brand_state',
          message: `the brand is ${suspension === null ? 'not suspended' : 'suspended already'}`,
        });
      await insertAct(tx, act);
      return found;
    });
    const keys = await this.#pool.query<{ id: string }>('SELECT id FROM auth.api_key WHERE brand_id = $1', [
      brandId,
    ]);
    await Promise.all(keys.rows.map(({ id }) => this.#cache.delete(liveKey(id))));
    return brand;
  }

  /** Newest first, with the address of who did it while the account exists. */
  async acts({
    brandId,
    before,
    limit,
  }: {
    readonly brandId: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
  }): Promise<readonly (PlatformActRecord & { readonly email: string | null })[]> {
    const { rows } = await this.#pool.query<PlatformActRecord & { email: string | null }>(
      `SELECT a.id, a.at, a.user_id AS "userId", u.email, a.operation, a.brand_id AS "brandId", a.reason, a.details,
         a.request_id AS "requestId", a.ip, a.user_agent AS "userAgent"
       FROM auth.platform_act a LEFT JOIN auth."user" u ON u.id = a.user_id
       WHERE ($1::uuid IS NULL OR a.brand_id = $1) AND ($2::uuid IS NULL OR a.id < $2)
       ORDER BY a.id DESC LIMIT $3`,
      [brandId ?? null, before ?? null, limit],
    );
    return rows;
  }
}

/** Writes down what is done in the transaction that does it. */
export async function insertAct(tx: SqlPool, act: PlatformActRecord): Promise<void> {
  await tx.query(
    `INSERT INTO auth.platform_act
       (id, at, user_id, operation, brand_id, reason, details, request_id, ip, user_agent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      act.id,
      act.at,
      act.userId,
      act.operation,
      act.brandId,
      act.reason,
      JSON.stringify(act.details),
      act.requestId,
      act.ip,
      act.userAgent,
    ],
  );
}
