import { randomBytes } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { SSO_LIMITS } from '@luneo/contracts';
import { type Clock, CodedError } from '@luneo/kernel';
import type { SqlPool } from './sql.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

export interface SsoDomainRecord {
  readonly id: string;
  readonly domain: string;
  readonly token: string;
  /** ISO 8601; null = not proven. */
  readonly provenAt: string | null;
}

/** The texts at a name; empty where there are none. */
export type TxtResolver = (name: string) => Promise<readonly string[]>;

const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the name servers of the system. */
export function systemTxt(): TxtResolver {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      if (NOTHING.has(String((error as { code?: unknown }).code))) return [];
      throw new CodedError(
        { code: 'sso_domain_unproven', message: 'the name servers did not answer: try again' },
        { cause: error },
      );
    }
  };
}

/** What proves a domain. */
export const proofRecord = ({ domain, token }: { domain: string; token: string }) =>
  ({ type: 'TXT', name: `_luneo-challenge.${domain}`, value: `luneo-domain=${token}` }) as const;

const SELECT = `SELECT id, domain, token, to_char(proven_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "provenAt"
  FROM auth.sso_domain`;
const refuse = (code: string, message: string): CodedError => new CodedError({ code, message });
const taken = (domain: string): CodedError =>
  refuse('sso_domain_taken', `${domain} belongs to another connection`);

interface At {
  readonly brandId: string;
  readonly connectionId: string;
}

/** The e-mail domains of connections, and how they are proven. */
export class SsoDomains {
  readonly #pool: TransactionPool;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #resolve: TxtResolver;

  constructor(options: {
    readonly pool: TransactionPool;
    readonly clock: Clock;
    readonly newId: () => string;
    readonly resolveTxt: TxtResolver;
  }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#newId = options.newId;
    this.#resolve = options.resolveTxt;
  }

  /** Named again, it is the same. Throws `not_found`, `sso_limit` or `sso_domain_taken`. */
  add(at: At, domain: string): Promise<SsoDomainRecord> {
    return inTransaction(this.#pool, async (tx) => {
      await lock(tx, at);
      const { rows } = await tx.query<SsoDomainRecord>(`${SELECT} WHERE provider_id = $1`, [at.connectionId]);
      const known = rows.find((one) => one.domain === domain);
      if (known !== undefined) return known;
      if (rows.length >= SSO_LIMITS.domains)
        throw refuse('sso_limit', `a connection has at most ${SSO_LIMITS.domains} domains`);
      if (await isTaken(tx, at, domain)) throw taken(domain);
      const [id, token] = [this.#newId(), randomBytes(16).toString('base64url')];
      await tx.query(
        'INSERT INTO auth.sso_domain (id, brand_id, provider_id, domain, token, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, at.brandId, at.connectionId, domain, token, new Date(this.#clock.now())],
      );
      return { id, domain, token, provenAt: null };
    });
  }

  /** Throws `not_found`, `sso_domain_unproven` or `sso_domain_taken`. */
  async prove(at: At, domainId: string): Promise<SsoDomainRecord> {
    const wanted = await get(this.#pool, at, domainId);
    if (wanted.provenAt !== null) return wanted;
    const { name, value } = proofRecord(wanted);
    if (!(await this.#resolve(name)).includes(value))
      throw refuse('sso_domain_unproven', `there is no TXT record ${value} at ${name} yet`);
    return inTransaction(this.#pool, async (tx) => {
      await lock(tx, at);
      await get(tx, at, domainId);
      // Whoever else proves the domain at this moment waits here.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `sso_domain:${wanted.domain}`,
      ]);
      if (await isTaken(tx, at, wanted.domain)) throw taken(wanted.domain);
      await tx.query('UPDATE auth.sso_domain SET proven_at = $2, proven_domain = domain WHERE id = $1', [
        domainId,
        new Date(this.#clock.now()),
      ]);
      await tellLibrary(tx, at);
      return get(tx, at, domainId);
    });
  }

  /** Nothing proven left: nothing is required any more. Throws `not_found`. */
  async remove(at: At, domainId: string): Promise<void> {
    await inTransaction(this.#pool, async (tx) => {
      await lock(tx, at);
      await get(tx, at, domainId);
      await tx.query('DELETE FROM auth.sso_domain WHERE id = $1', [domainId]);
      await tellLibrary(tx, at);
    });
  }
}

async function get(sql: SqlPool, { brandId, connectionId }: At, domainId: string): Promise<SsoDomainRecord> {
  const { rows } = await sql.query<SsoDomainRecord>(
    `${SELECT} WHERE brand_id = $1 AND provider_id = $2 AND id = $3`,
    [brandId, connectionId, domainId],
  );
  if (rows[0] === undefined) throw refuse('not_found', 'no such domain in this connection');
  return rows[0];
}

async function lock(tx: SqlPool, { brandId, connectionId }: At): Promise<void> {
  const { rows } = await tx.query(
    'SELECT id FROM auth.sso_provider WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE',
    [brandId, connectionId],
  );
  if (rows.length === 0) throw refuse('not_found', 'no such connection in this brand');
}

async function isTaken(tx: SqlPool, { connectionId }: At, domain: string): Promise<boolean> {
  const { rows } = await tx.query(
    'SELECT 1 FROM auth.sso_domain WHERE proven_domain = $1 AND provider_id <> $2',
    [domain, connectionId],
  );
  return rows.length > 0;
}

/** The sign-in library reads the proven domains from the connection itself. */
async function tellLibrary(tx: SqlPool, { connectionId }: At): Promise<void> {
  await tx.query(
    `UPDATE auth.sso_provider p SET domain = coalesce(d.names, ''), domain_verified = d.names IS NOT NULL,
       required = p.required AND d.names IS NOT NULL
     FROM (SELECT string_agg(proven_domain, ',' ORDER BY domain) AS names FROM auth.sso_domain WHERE provider_id = $1) d
     WHERE p.id = $1`,
    [connectionId],
  );
}
