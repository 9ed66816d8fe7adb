import { CodedError } from '@luneo/kernel';
import { insertAct, type PlatformActRecord } from './platform.ts';
import type { SqlPool } from './sql.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

export interface FlagRecord {
  readonly name: string;
  readonly description: string;
  readonly percentage: number;
  readonly brandsOn: readonly string[];
  readonly brandsOff: readonly string[];
  readonly updatedAt: Date;
}

export interface AnnouncementRecord {
  readonly id: string;
  readonly titleEn: string;
  readonly titleFr: string;
  readonly textEn: string;
  readonly textFr: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Empty = all. */
  readonly brandIds: readonly string[];
  readonly createdAt: Date;
}

const FLAGS = `SELECT name, description, percentage, brands_on AS "brandsOn", brands_off AS "brandsOff",
  updated_at AS "updatedAt" FROM auth.feature_flag ORDER BY name`;
const ANNOUNCEMENTS = `SELECT id, title_en AS "titleEn", title_fr AS "titleFr", text_en AS "textEn",
  text_fr AS "textFr", starts_at AS "startsAt", ends_at AS "endsAt", brand_ids AS "brandIds",
  created_at AS "createdAt" FROM auth.announcement`;

/** Feature flags and announcements: what the platform gives and tells to brands. */
export class NewsBook {
  readonly #pool: TransactionPool;

  constructor({ pool }: { readonly pool: TransactionPool }) {
    this.#pool = pool;
  }

  async flags(): Promise<readonly FlagRecord[]> {
    return (await this.#pool.query<FlagRecord>(FLAGS, [])).rows;
  }

  putFlag(act: PlatformActRecord, flag: FlagRecord): Promise<void> {
    return this.#change(act, (tx) =>
      tx.query(
        `INSERT INTO auth.feature_flag (name, description, percentage, brands_on, brands_off, updated_at)
         VALUES ($1, $2, $3, $4::uuid[], $5::uuid[], $6)
         ON CONFLICT (name) DO UPDATE SET description = excluded.description, percentage = excluded.percentage,
           brands_on = excluded.brands_on, brands_off = excluded.brands_off, updated_at = excluded.updated_at
         RETURNING name`,
        [flag.name, flag.description, flag.percentage, flag.brandsOn, flag.brandsOff, flag.updatedAt],
      ),
    );
  }

  /** Throws `not_found`. */
  deleteFlag(act: PlatformActRecord, name: string): Promise<void> {
    return this.#change(act, (tx) =>
      tx.query('DELETE FROM auth.feature_flag WHERE name = $1 RETURNING name', [name]),
    );
  }

  /** Newest first; `before`: the id a page ended at. */
  async announcements({
    before,
    limit,
  }: {
    readonly before: string | undefined;
    readonly limit: number;
  }): Promise<readonly AnnouncementRecord[]> {
    const { rows } = await this.#pool.query<AnnouncementRecord>(
      `${ANNOUNCEMENTS} WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
      [before ?? null, limit],
    );
    return rows;
  }

  /** What a brand is told at this moment. */
  async open(brandId: string, at: Date): Promise<readonly AnnouncementRecord[]> {
    const { rows } = await this.#pool.query<AnnouncementRecord>(
      `${ANNOUNCEMENTS} WHERE starts_at <= $2 AND ends_at > $2
         AND (cardinality(brand_ids) = 0 OR $1::uuid = ANY (brand_ids))
       ORDER BY id DESC LIMIT 20`,
      [brandId, at],
    );
    return rows;
  }

  announce(act: PlatformActRecord, news: AnnouncementRecord): Promise<void> {
    return this.#change(act, (tx) =>
      tx.query(
        `INSERT INTO auth.announcement
           (id, title_en, title_fr, text_en, text_fr, starts_at, ends_at, brand_ids, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9) RETURNING id`,
        [
          news.id,
          news.titleEn,
          news.titleFr,
          news.textEn,
          news.textFr,
          news.startsAt,
          news.endsAt,
          news.brandIds,
          news.createdAt,
        ],
      ),
    );
  }

  /** Throws `not_found`. */
  takeDown(act: PlatformActRecord, id: string): Promise<void> {
    return this.#change(act, (tx) =>
      tx.query('DELETE FROM auth.announcement WHERE id = $1 RETURNING id', [id]),
    );
  }

  #change(
    act: PlatformActRecord,
    change: (tx: SqlPool) => Promise<{ readonly rows: readonly unknown[] }>,
  ): Promise<void> {
    return inTransaction(this.#pool, async (tx) => {
      const { rows } = await change(tx);
      if (rows.length === 0) throw new CodedError({ code: 'not_found', message: 'there is no such thing' });
      await insertAct(tx, act);
    });
  }
}
