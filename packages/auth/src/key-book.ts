import type { Cache } from '@luneo/cache';
import type { Clock } from '@luneo/kernel';
import { CodedError } from '@luneo/kernel';
import { liveKey } from './keys.ts';
import type { KeyMode } from './principal.ts';
import { type KeyKind, newKey } from './secret.ts';
import type { SqlPool } from './sql.ts';

/** A key as its brand sees it: everything but the key. */
export interface KeyRecord {
  readonly id: string;
  readonly kind: KeyKind;
  readonly mode: KeyMode;
  readonly name: string;
  readonly prefix: string;
  /** Empty = all that a secret key may do. */
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly rotatedFrom: string | null;
}

export type KeyStatus = 'in_use' | 'expired' | 'revoked';

export interface KeyRequest {
  readonly id: string;
  readonly brandId: string;
  readonly kind: KeyKind;
  readonly mode: KeyMode;
  readonly name: string;
  readonly scopes?: readonly string[] | undefined;
  readonly origins?: readonly string[] | undefined;
  readonly expiresAt?: Date | null | undefined;
  readonly rotatedFrom?: string;
}

export interface KeyChange {
  readonly name?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly origins?: readonly string[] | undefined;
  readonly expiresAt?: Date | null | undefined;
}

export interface KeyFilter {
  readonly kind?: KeyKind | undefined;
  readonly mode?: KeyMode | undefined;
  readonly status?: KeyStatus | undefined;
  /** Keys made before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `id, kind, mode, name, prefix, scopes, allowed_origins AS origins, created_at AS "createdAt",
  expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", rotated_from AS "rotatedFrom"`;
const IN_USE = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`;
const STATUS: Readonly<Record<KeyStatus, string>> = {
  in_use: IN_USE,
  expired: 'revoked_at IS NULL AND expires_at <= $2',
  revoked: 'revoked_at IS NOT NULL',
};

/** Makes, lists and ends the keys of a brand. Only the SHA-256 of a key is stored; 190 random bits need no slow hash. */
export class KeyBook {
  readonly #pool: SqlPool;
  readonly #clock: Clock;
  /** Keys of a brand in use at a time. */
  readonly #most: number;

  readonly #cache: Cache;

  constructor({
    pool,
    clock,
    cache,
    most,
  }: { readonly pool: SqlPool; readonly clock: Clock; readonly cache: Cache; readonly most: number }) {
    this.#pool = pool;
    this.#clock = clock;
    this.#cache = cache;
    this.#most = most;
  }

  /** Makes a key; its text is in the answer and nowhere else. Throws `key_limit`. */
  async create(request: KeyRequest): Promise<{ readonly secret: string; readonly record: KeyRecord }> {
    const {
      id,
      brandId,
      kind,
      mode,
      name,
      scopes = [],
      origins = [],
      expiresAt = null,
      rotatedFrom,
    } = request;
    const key = newKey(kind, mode);
    // Two at the same moment may pass the limit together: it is there against heaps.
    const { rows } = await this.#pool.query<KeyRecord>(
      `WITH taken AS (SELECT count(*) AS keys FROM auth.api_key WHERE brand_id = $1 AND ${IN_USE})
       INSERT INTO auth.api_key
         (id, brand_id, kind, mode, name, prefix, hash, scopes, allowed_origins, created_at, expires_at, rotated_from)
       SELECT $3, $1, $4, $5, $6, $7, $8, $9, $10, $2, $11, $12 FROM taken WHERE keys < $13
       RETURNING ${COLUMNS}`,
      [
        brandId,
        this.#now(),
        id,
        kind,
        mode,
        name,
        key.prefix,
        key.hash,
        scopes,
        origins,
        expiresAt,
        rotatedFrom ?? null,
        this.#most,
      ],
    );
    const [record] = rows;
    if (record === undefined)
      throw new CodedError({ code: 'key_limit', message: `a brand has at most ${this.#most} keys in use` });
    return { secret: key.secret, record };
  }

  /** Newest first. */
  async list(
    brandId: string,
    { kind, mode, status, before, limit }: KeyFilter,
  ): Promise<readonly KeyRecord[]> {
    const { rows } = await this.#pool.query<KeyRecord>(
      `SELECT ${COLUMNS} FROM auth.api_key
       WHERE brand_id = $1 AND $2::timestamptz IS NOT NULL AND ($3::text IS NULL OR kind = $3)
         AND ($4::text IS NULL OR mode = $4) AND ($5::uuid IS NULL OR id < $5)
         AND ${status === undefined ? 'true' : STATUS[status]}
       ORDER BY id DESC LIMIT $6`,
      [brandId, this.#now(), kind ?? null, mode ?? null, before ?? null, limit],
    );
    return rows;
  }

  /** The key, or `not_found`: also where it is another brand's. */
  async get(brandId: string, keyId: string): Promise<KeyRecord> {
    return found(
      await this.#pool.query<KeyRecord>(
        `SELECT ${COLUMNS} FROM auth.api_key WHERE brand_id = $1 AND id = $2`,
        [brandId, keyId],
      ),
    );
  }

  /** What is left out stays as it is. Throws `not_found`. */
  async update(brandId: string, keyId: string, change: KeyChange): Promise<KeyRecord> {
    const { name = null, scopes = null, origins = null, expiresAt } = change;
    const record = found(
      await this.#pool.query<KeyRecord>(
        `UPDATE auth.api_key SET name = coalesce($3, name), scopes = coalesce($4, scopes),
           allowed_origins = coalesce($5, allowed_origins), expires_at = CASE WHEN $6 THEN $7 ELSE expires_at END
         WHERE brand_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
        [brandId, keyId, name, scopes, origins, expiresAt !== undefined, expiresAt ?? null],
      ),
    );
    if (expiresAt !== undefined) await this.#cache.delete(liveKey(keyId));
    return record;
  }

  /** Ends it at once; it stays in the list. Throws `not_found`. */
  async revoke(brandId: string, keyId: string): Promise<KeyRecord> {
    const record = found(
      await this.#pool.query<KeyRecord>(
        `UPDATE auth.api_key SET revoked_at = coalesce(revoked_at, $3)
         WHERE brand_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
        [brandId, keyId, this.#now()],
      ),
    );
    await this.#cache.delete(liveKey(keyId));
    return record;
  }

  statusOf({ revokedAt, expiresAt }: KeyRecord): KeyStatus {
    if (revokedAt !== null) return 'revoked';
    return expiresAt !== null && expiresAt.getTime() <= this.#clock.now() ? 'expired' : 'in_use';
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }
}

function found({ rows }: { readonly rows: readonly KeyRecord[] }): KeyRecord {
  const [record] = rows;
  if (record === undefined) throw new CodedError({ code: 'not_found', message: 'no such key in this brand' });
  return record;
}
