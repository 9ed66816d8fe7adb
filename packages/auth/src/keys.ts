import type { Cache } from '@luneo/cache';
import { type Permission, SECRET_KEY_PERMISSIONS } from '@luneo/contracts';
import { type Clock, CodedError } from '@luneo/kernel';
import type { KeyMode, Principal } from './principal.ts';
import { hashOf, type KeyKind, looksLikeKey, prefixOf, sameHash } from './secret.ts';
import type { SqlPool } from './sql.ts';

/** A key in use. `origins` are exact web origins: scheme, host and port. */
export interface ApiKey {
  readonly id: string;
  /** Of a test key the test side of its brand. */
  readonly brandId: string;
  readonly mode: KeyMode;
  readonly origins: readonly string[];
  /** Empty = all that a secret key may do. */
  readonly scopes: readonly string[];
}

interface KeyRow {
  id: string;
  brand_id: string;
  mode: KeyMode;
  hash: Buffer;
  allowed_origins: string[];
  scopes: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  suspended: boolean;
}

const refuse = (message: string): CodedError => new CodedError({ code: 'unauthenticated', message });
/** The one answer to whoever comes for a brand that the platform keeps out. */
export const brandSuspended = (): CodedError =>
  new CodedError({ code: 'brand_suspended', message: 'the platform has suspended this brand' });

const MINUTE_MS = 60_000;
/** A revoked key's widget tokens end within this time. */
const LIVE_MS = 30_000;
const MOST_REMEMBERED = 10_000;

/** Where it is remembered whether a key is in use. */
export const liveKey = (keyId: string): string => `key-live:${keyId}`;

/** Proves secret and publishable keys. Made and ended by {@link KeyBook}. */
export class ApiKeys {
  readonly #pool: SqlPool;
  readonly #clock: Clock;
  /** When each key's use was last written down, ms. */
  readonly #used = new Map<string, number>();
  readonly #cache: Cache;

  constructor({
    pool,
    clock,
    cache,
  }: { readonly pool: SqlPool; readonly clock: Clock; readonly cache: Cache }) {
    this.#pool = pool;
    this.#clock = clock;
    this.#cache = cache;
  }

  /** Replaces the origins a publishable key is allowed from; false when the key is not in use. */
  async setOrigins(secret: string, origins: readonly string[]): Promise<boolean> {
    const known = await this.known('publishable', secret).catch(() => undefined);
    if (known === undefined) return false;
    await this.#pool.query('UPDATE auth.api_key SET allowed_origins = $2 WHERE id = $1', [known.id, origins]);
    return true;
  }

  /** The key, or `unauthenticated`; revoked, expired and unknown keys answer alike. Or `brand_suspended`. */
  async find(kind: KeyKind, secret: string): Promise<ApiKey> {
    const { suspended, ...key } = await this.known(kind, secret);
    if (suspended) throw brandSuspended();
    return key;
  }

  /** As `find`, whether or not its brand is suspended. */
  async known(kind: KeyKind, secret: string): Promise<ApiKey & { readonly suspended: boolean }> {
    if (!looksLikeKey(kind, secret)) throw refuse('the key is not valid');
    const { rows } = await this.#pool.query<KeyRow>(
      `SELECT k.id, CASE mode WHEN 'test' THEN t.id ELSE b.id END AS brand_id, mode, hash, allowed_origins, scopes,
         expires_at, revoked_at, b.suspended_at IS NOT NULL AS suspended
       FROM auth.api_key k JOIN auth.brand b ON b.id = k.brand_id JOIN auth.brand t ON t.test_of = b.id
       WHERE prefix = $1 AND kind = $2`,
      [prefixOf(secret), kind],
    );
    const hash = hashOf(secret);
    const row = rows.find((candidate) => sameHash(candidate.hash, hash));
    if (row === undefined || row.revoked_at !== null || this.#isPast(row.expires_at))
      throw refuse('the key is not valid');
    this.#noteUse(row.id);
    return {
      id: row.id,
      brandId: row.brand_id,
      mode: row.mode,
      origins: row.allowed_origins,
      scopes: row.scopes,
      suspended: row.suspended,
    };
  }

  /** At most once a minute, beside the request: nobody waits for it, nothing fails with it. */
  #noteUse(keyId: string): void {
    const now = this.#clock.now();
    if (now - (this.#used.get(keyId) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return;
    if (this.#used.size >= MOST_REMEMBERED) this.#used.clear();
    this.#used.set(keyId, now);
    this.#pool
      .query(
        `UPDATE auth.api_key SET last_used_at = $2
         WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
        [keyId, new Date(now)],
      )
      .catch(() => this.#used.delete(keyId));
  }

  /**
   * Throws when the key has ended or its brand is suspended; remembered for half a minute, so that tokens cost no
   * query each.
   */
  async checkLive(keyId: string): Promise<void> {
    const state = (await this.#cache.get(liveKey(keyId))) ?? (await this.#stateOf(keyId));
    if (state === 'suspended') throw brandSuspended();
    if (state !== 'yes') throw refuse('the key of this token has ended');
  }

  async #stateOf(keyId: string): Promise<string> {
    const { rows } = await this.#pool.query<{ suspended: boolean }>(
      `SELECT b.suspended_at IS NOT NULL AS suspended FROM auth.api_key k JOIN auth.brand b ON b.id = k.brand_id
       WHERE k.id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [keyId, new Date(this.#clock.now())],
    );
    const state = rows[0] === undefined ? 'no' : rows[0].suspended ? 'suspended' : 'yes';
    await this.#cache.set(liveKey(keyId), state, LIVE_MS);
    return state;
  }

  #isPast(date: Date | null): boolean {
    return date !== null && date.getTime() <= this.#clock.now();
  }

  /** The brand's own server. */
  async principal(secret: string): Promise<Principal> {
    const key = await this.find('secret', secret);
    return {
      brandId: key.brandId,
      actor: { kind: 'key', keyId: key.id, mode: key.mode },
      permissions: new Set(permissionsOf(key.scopes)),
    };
  }

  /** True when some live publishable key allows this origin: all a preflight can know. */
  async allowsOrigin(origin: string): Promise<boolean> {
    const { rows } = await this.#pool.query(
      `SELECT 1 FROM auth.api_key
       WHERE kind = 'publishable' AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
         AND $1 = ANY (allowed_origins) LIMIT 1`,
      [origin],
    );
    return rows.length > 0;
  }

  /** True when this publishable key allows the origin. */
  async allows(keyId: string, origin: string): Promise<boolean> {
    const { rows } = await this.#pool.query(
      'SELECT 1 FROM auth.api_key WHERE id = $1 AND $2 = ANY (allowed_origins)',
      [keyId, origin],
    );
    return rows.length > 0;
  }

  /** Allowed origins of a publishable key by its text, for `frame-ancestors`. */
  async originsOf(publishableKey: string): Promise<readonly string[]> {
    return (await this.find('publishable', publishableKey)).origins;
  }
}

/** Scopes narrow; what is no permission of keys any more is none. */
const permissionsOf = (scopes: readonly string[]): readonly Permission[] =>
  scopes.length === 0
    ? SECRET_KEY_PERMISSIONS
    : SECRET_KEY_PERMISSIONS.filter((permission) => scopes.includes(permission));
