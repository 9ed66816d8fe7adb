import { SECRET_KEY_PERMISSIONS } from '@luneo/contracts';
import { type Clock, CodedError } from '@luneo/kernel';
import type { KeyMode, Principal } from './principal.ts';
import { hashOf, type KeyKind, looksLikeKey, newKey, prefixOf, sameHash } from './secret.ts';
import type { SqlPool } from './sql.ts';

/** A key in use. `origins` are exact web origins: scheme, host and port. */
export interface ApiKey {
  readonly id: string;
  readonly brandId: string;
  readonly mode: KeyMode;
  readonly origins: readonly string[];
}

interface KeyRow {
  id: string;
  brand_id: string;
  mode: KeyMode;
  hash: Buffer;
  allowed_origins: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
}

export interface KeyRequest {
  readonly id: string;
  readonly brandId: string;
  readonly kind: KeyKind;
  readonly mode: KeyMode;
  readonly name: string;
  readonly origins?: readonly string[];
  readonly expiresAt?: Date;
}

const refuse = (message: string): CodedError => new CodedError({ code: 'unauthenticated', message });

/** Secret and publishable keys. Only the SHA-256 of a key is stored; 190 random bits need no slow hash. */
export class ApiKeys {
  readonly #pool: SqlPool;
  readonly #clock: Clock;

  constructor({ pool, clock }: { readonly pool: SqlPool; readonly clock: Clock }) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** Makes a key and returns its secret, this once. */
  async create(request: KeyRequest): Promise<string> {
    const key = newKey(request.kind, request.mode);
    await this.#pool.query(
      `INSERT INTO auth.api_key (id, brand_id, kind, mode, name, prefix, hash, allowed_origins, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        request.id,
        request.brandId,
        request.kind,
        request.mode,
        request.name,
        key.prefix,
        key.hash,
        request.origins ?? [],
        request.expiresAt ?? null,
      ],
    );
    return key.secret;
  }

  /** Replaces the origins a publishable key is allowed from; false when the key is not in use. */
  async setOrigins(secret: string, origins: readonly string[]): Promise<boolean> {
    const known = await this.find('publishable', secret).catch(() => undefined);
    if (known === undefined) return false;
    await this.#pool.query('UPDATE auth.api_key SET allowed_origins = $2 WHERE id = $1', [known.id, origins]);
    return true;
  }

  async revoke(brandId: string, keyId: string): Promise<void> {
    await this.#pool.query(
      'UPDATE auth.api_key SET revoked_at = now() WHERE id = $1 AND brand_id = $2 AND revoked_at IS NULL',
      [keyId, brandId],
    );
  }

  /** The key, or `unauthenticated`; revoked, expired and unknown keys answer alike. */
  async find(kind: KeyKind, secret: string): Promise<ApiKey> {
    if (!looksLikeKey(kind, secret)) throw refuse('the key is not valid');
    const { rows } = await this.#pool.query<KeyRow>(
      `SELECT id, brand_id, mode, hash, allowed_origins, expires_at, revoked_at
       FROM auth.api_key WHERE prefix = $1 AND kind = $2`,
      [prefixOf(secret), kind],
    );
    const hash = hashOf(secret);
    const row = rows.find((candidate) => sameHash(candidate.hash, hash));
    if (row === undefined || row.revoked_at !== null || this.#isPast(row.expires_at))
      throw refuse('the key is not valid');
    return { id: row.id, brandId: row.brand_id, mode: row.mode, origins: row.allowed_origins };
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
      permissions: new Set(SECRET_KEY_PERMISSIONS),
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

  /** Allowed origins of a publishable key by its text, for `frame-ancestors`. */
  async originsOf(publishableKey: string): Promise<readonly string[]> {
    return (await this.find('publishable', publishableKey)).origins;
  }
}
