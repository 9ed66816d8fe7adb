import { type Clock, CodedError } from '@luneo/kernel';
import {
  type CryptoKey,
  decodeProtectedHeader,
  errors,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importJWK,
  importPKCS8,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import { Sealer } from './sealer.ts';
import type { SqlPool } from './sql.ts';

const ALG = 'EdDSA';
const ISSUER = 'luneo';
/** A key stays published this long after a newer one took over: longer than any token is of use. */
const KEPT_MS = 48 * 60 * 60 * 1000;
/** What other processes did to the ring is seen within this time. */
const FRESH_MS = 60_000;
/** An unknown key id makes us look again, but not more often than this. */
const LOOK_AGAIN_MS = 1_000;
/** A new key is published this long before it signs: whoever keeps the published keys has it by then. */
const LEAD_MS = 10 * 60_000;

interface RingKey {
  readonly id: string;
  /** Missing where it was sealed under another secret: then it proves and does not sign. */
  readonly privateKey: CryptoKey | undefined;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
  readonly createdAt: Date;
}

interface KeyRow {
  readonly id: string;
  readonly public_jwk: JWK;
  readonly sealed: Buffer;
  readonly created_at: Date;
}

export interface Signing {
  readonly audience: string;
  readonly subject: string;
  readonly lifetimeS: number;
  readonly claims: JWTPayload;
}

export interface KeyRingDeps {
  readonly pool: SqlPool;
  readonly secret: string;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * The keys that sign our tokens (Ed25519). The newest that all know signs, those it replaced still prove; the public
 * halves are for anybody to fetch, the private ones are stored sealed. Turning the ring ends no token.
 */
export class KeyRing {
  readonly #deps: KeyRingDeps;
  readonly #sealer: Sealer;
  #keys: readonly RingKey[] = [];
  #loadedMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;

  constructor(deps: KeyRingDeps) {
    this.#deps = deps;
    this.#sealer = new Sealer(deps.secret, 'signing keys');
  }

  async sign({ audience, subject, lifetimeS, claims }: Signing): Promise<{ token: string; expiresAt: Date }> {
    const now = Math.floor(this.#deps.clock.now() / 1000);
    const { id, privateKey } = await this.#signer();
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALG, typ: 'JWT', kid: id })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeS)
      .sign(privateKey);
    return { token, expiresAt: new Date((now + lifetimeS) * 1000) };
  }

  /** The claims. Throws `token_expired` or `unauthenticated`. */
  async verify(
    token: string,
    { audience, required, toleranceS = 0 }: { audience: string; required: string[]; toleranceS?: number },
  ): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await this.#publicKeyOf(token), {
        algorithms: [ALG],
        issuer: ISSUER,
        audience,
        clockTolerance: toleranceS,
        currentDate: new Date(this.#deps.clock.now()),
        requiredClaims: ['sub', 'exp', ...required],
      });
      return payload;
    } catch (cause) {
      if (cause instanceof errors.JWTExpired)
        throw new CodedError({ code: 'token_expired', message: 'the token has expired' }, { cause });
      if (!(cause instanceof errors.JOSEError || cause instanceof TypeError)) throw cause;
      throw new CodedError({ code: 'unauthenticated', message: 'the token is not valid' }, { cause });
    }
  }

  /** RFC 7517: what others need to prove our tokens. */
  async published(): Promise<{ keys: JWK[] }> {
    await this.#signer();
    return { keys: this.#keys.map(({ id, jwk }) => ({ ...jwk, kid: id, alg: ALG, use: 'sig' })) };
  }

  /** A new key is published now and signs ten minutes later; those replaced two days ago are forgotten. */
  async turn(): Promise<void> {
    const id = this.#deps.newId();
    const { publicKey, privateKey } = await generateKeyPair(ALG, { crv: 'Ed25519', extractable: true });
    const sealed = this.#sealer.seal(Buffer.from(await exportPKCS8(privateKey)), id);
    const now = this.#deps.clock.now();
    await this.#deps.pool.query(
      'INSERT INTO auth.signing_key (id, public_jwk, sealed, created_at) VALUES ($1, $2, $3, $4)',
      [id, JSON.stringify(await exportJWK(publicKey)), sealed, new Date(now)],
    );
    await this.#deps.pool.query(
      `DELETE FROM auth.signing_key old WHERE EXISTS
         (SELECT 1 FROM auth.signing_key newer WHERE newer.created_at > old.created_at AND newer.created_at < $1)`,
      [new Date(now - KEPT_MS)],
    );
    await this.#load();
  }

  /** Turns the ring when its newest key is older than this. */
  async turnIfOlder(ageMs: number): Promise<boolean> {
    await this.#signer();
    const newestMs = this.#keys[0]?.createdAt.getTime() ?? Number.NEGATIVE_INFINITY;
    if (this.#deps.clock.now() - newestMs < ageMs) return false;
    await this.turn();
    return true;
  }

  async #refresh(): Promise<void> {
    if (this.#deps.clock.now() - this.#loadedMs > FRESH_MS) await this.#load();
  }

  async #signer(): Promise<RingKey & { readonly privateKey: CryptoKey }> {
    await this.#refresh();
    const signing = (): RingKey | undefined => {
      const able = this.#keys.filter(({ privateKey }) => privateKey !== undefined);
      const known = this.#deps.clock.now() - LEAD_MS;
      return able.find(({ createdAt }) => createdAt.getTime() <= known) ?? able.at(-1);
    };
    // Two processes may both make the first key: then both are published, and both use the older.
    if (signing() === undefined) await this.turn();
    return signing() as RingKey & { readonly privateKey: CryptoKey };
  }

  async #publicKeyOf(token: string): Promise<CryptoKey> {
    const { kid } = decodeProtectedHeader(token);
    await this.#refresh();
    const known = () => this.#keys.find(({ id }) => id === kid)?.publicKey;
    if (known() === undefined && this.#deps.clock.now() - this.#loadedMs > LOOK_AGAIN_MS) await this.#load();
    const key = known();
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  }

  /** Newest first; asked for once however many wait. */
  #load(): Promise<void> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const { rows } = await this.#deps.pool.query<KeyRow>(
      'SELECT id, public_jwk, sealed, created_at FROM auth.signing_key ORDER BY created_at DESC, id DESC',
      [],
    );
    this.#keys = await Promise.all(rows.map((row) => this.#keyOf(row)));
    this.#loadedMs = this.#deps.clock.now();
  }

  async #keyOf({ id, public_jwk, sealed, created_at }: KeyRow): Promise<RingKey> {
    return {
      id,
      jwk: public_jwk,
      createdAt: created_at,
      publicKey: (await importJWK(public_jwk, ALG)) as CryptoKey,
      privateKey: await this.#opened(sealed, id),
    };
  }

  async #opened(sealed: Buffer, id: string): Promise<CryptoKey | undefined> {
    try {
      return await importPKCS8(this.#sealer.open(sealed, id).toString(), ALG);
    } catch {
      return undefined;
    }
  }
}
