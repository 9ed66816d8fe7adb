import { SUPPORT_READ_PERMISSIONS, SUPPORT_WRITE_PERMISSIONS } from '@luneo/contracts';
import { type Clock, CodedError, fromPublicId } from '@luneo/kernel';
import { insertAct, type PlatformActRecord } from './platform.ts';
import type { Principal } from './principal.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

export interface SupportRecord {
  readonly id: string;
  readonly brandId: string;
  readonly userId: string;
  readonly email: string;
  readonly reason: string;
  readonly writes: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export interface NewSupport {
  readonly id: string;
  readonly brandId: string;
  readonly reason: string;
  readonly minutes: number;
  readonly writes: boolean;
}

const SELECT = `SELECT s.id, s.brand_id AS "brandId", s.user_id AS "userId", u.email, s.reason, s.writes,
    s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.ended_at AS "endedAt"
  FROM auth.support_session s JOIN auth."user" u ON u.id = s.user_id`;

const MINUTE_MS = 60_000;

/** Visits of the platform's owners to brands: for a reason, for a time, in both logs. */
export class SupportBook {
  readonly #pool: TransactionPool;
  readonly #clock: Clock;

  constructor({ pool, clock }: { readonly pool: TransactionPool; readonly clock: Clock }) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async start(
    act: PlatformActRecord,
    { id, brandId, reason, minutes, writes }: NewSupport,
  ): Promise<SupportRecord> {
    const from = this.#clock.now();
    const until = from + minutes * MINUTE_MS;
    return inTransaction(this.#pool, async (tx) => {
      await tx.query(
        `INSERT INTO auth.support_session (id, brand_id, user_id, reason, writes, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, brandId, act.userId, reason, writes, new Date(from), new Date(until)],
      );
      await insertAct(tx, act);
      const { rows } = await tx.query<SupportRecord>(`${SELECT} WHERE s.id = $1`, [id]);
      return rows[0]!;
    });
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<SupportRecord> {
    const { rows } = await this.#pool.query<SupportRecord>(`${SELECT} WHERE s.id = $1`, [id]);
    if (rows[0] === undefined)
      throw new CodedError({ code: 'not_found', message: 'there is no such support session' });
    return rows[0];
  }

  /** Changes nothing where it has ended. */
  async end(act: PlatformActRecord, id: string): Promise<void> {
    await inTransaction(this.#pool, async (tx) => {
      const { rows } = await tx.query(
        `UPDATE auth.support_session SET ended_at = $2
         WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id`,
        [id, new Date(this.#clock.now())],
      );
      if (rows.length > 0) await insertAct(tx, act);
    });
  }

  /** Newest first; `before`: the id a page ended at. */
  async list({
    brandId,
    before,
    limit,
  }: {
    readonly brandId: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
  }): Promise<readonly SupportRecord[]> {
    const { rows } = await this.#pool.query<SupportRecord>(
      `${SELECT} WHERE ($1::uuid IS NULL OR s.brand_id = $1) AND ($2::uuid IS NULL OR s.id < $2)
       ORDER BY s.id DESC LIMIT $3`,
      [brandId ?? null, before ?? null, limit],
    );
    return rows;
  }

  /**
   * What the user may do by the session they name. Throws `support_session_ended` alike for one that ended, that
   * somebody else began, or that never was.
   */
  async principal(userId: string, named: string): Promise<Principal> {
    const id = fromPublicId('supportSession', named);
    const { rows } = id.ok
      ? await this.#pool.query<SupportRecord>(
          `${SELECT} JOIN auth.platform_owner o ON o.user_id = s.user_id
           WHERE s.id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > $3`,
          [id.value, userId, new Date(this.#clock.now())],
        )
      : { rows: [] };
    const [found] = rows;
    if (found === undefined)
      throw new CodedError({ code: 'support_session_ended', message: 'begin another support session' });
    return {
      brandId: found.brandId,
      actor: { kind: 'platform', userId },
      permissions: new Set(found.writes ? SUPPORT_WRITE_PERMISSIONS : SUPPORT_READ_PERMISSIONS),
      impersonation: { by: userId, reason: found.reason },
    };
  }
}
