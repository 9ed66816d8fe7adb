import type { Cache } from '@luneo/cache';
import type { Clock } from '@luneo/kernel';
import { insertAct, type PlatformActRecord } from './platform.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

/** A plan, a limit or a feature set for one brand. */
export interface PlanOverrideRecord {
  readonly name: string;
  /** A plan's name, a count (null = no limit), or true or false. */
  readonly value: string | number | boolean | null;
  /** Null = for good. */
  readonly until: Date | null;
  readonly reason: string;
}

/** A change counts everywhere within this time. */
const KEPT_MS = 30_000;
const keyOf = (brandId: string): string => `plan-overrides:${brandId}`;

/** What the platform's owner set for single brands. Each change is in the platform's log. */
export class PlanOverrideBook {
  readonly #pool: TransactionPool;
  readonly #cache: Cache;
  readonly #clock: Clock;

  constructor(deps: { readonly pool: TransactionPool; readonly cache: Cache; readonly clock: Clock }) {
    this.#pool = deps.pool;
    this.#cache = deps.cache;
    this.#clock = deps.clock;
  }

  /** Also those that have ended, by name; remembered for half a minute. */
  async list(brandId: string): Promise<readonly PlanOverrideRecord[]> {
    const kept = await this.#cache.get(keyOf(brandId));
    if (kept !== undefined) return (JSON.parse(kept) as PlanOverrideRecord[]).map(withDate);
    const { rows } = await this.#pool.query<PlanOverrideRecord>(
      'SELECT name, value, until, reason FROM auth.plan_override WHERE brand_id = $1 ORDER BY name',
      [brandId],
    );
    await this.#cache.set(keyOf(brandId), JSON.stringify(rows), KEPT_MS);
    return rows;
  }

  async put(act: PlatformActRecord, brandId: string, wanted: PlanOverrideRecord): Promise<void> {
    const { name, value, until, reason } = wanted;
    await inTransaction(this.#pool, async (tx) => {
      await tx.query(
        `INSERT INTO auth.plan_override (brand_id, name, value, until, reason, created_at)
         VALUES ($1, $2, $3::jsonb, $4, $5, $6)
         ON CONFLICT (brand_id, name) DO UPDATE SET value = excluded.value, until = excluded.until,
           reason = excluded.reason, created_at = excluded.created_at`,
        [brandId, name, JSON.stringify(value), until, reason, new Date(this.#clock.now())],
      );
      await insertAct(tx, act);
    });
    await this.#cache.delete(keyOf(brandId));
  }

  /** Changes nothing where there is none. */
  async remove(act: PlatformActRecord, brandId: string, name: string): Promise<void> {
    await inTransaction(this.#pool, async (tx) => {
      const { rows } = await tx.query(
        'DELETE FROM auth.plan_override WHERE brand_id = $1 AND name = $2 RETURNING name',
        [brandId, name],
      );
      if (rows.length > 0) await insertAct(tx, act);
    });
    await this.#cache.delete(keyOf(brandId));
  }
}

const withDate = (record: PlanOverrideRecord): PlanOverrideRecord => ({
  ...record,
  until: record.until === null ? null : new Date(record.until),
});
