import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

/** An open transaction: the tables, and nothing that could leave it. */
export type Tx = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** Role `luneo_app`; may go through a transaction pooler. */
  readonly url: string;
  /** Role `luneo_auth`. */
  readonly authUrl: string;
  readonly poolSize?: number;
  /** Told of connections that break while idle; without a listener the process would end. */
  readonly onPoolError: (error: Error) => void;
}

export interface TransactionOptions {
  /** Longest wait for a connection, ms. */
  readonly maxWaitMs?: number;
  /** Longest life of the transaction, ms. */
  readonly timeoutMs?: number;
  /** True: all reads see one moment (repeatable read). For answers put together from several queries. */
  readonly snapshot?: boolean;
  /** JSON of who acts: every row the transaction changes gets an entry in the audit log. */
  readonly audit?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Access to the database. Tenant data is reached through {@link Database.forTenant} only: row-level
 * security shows nothing to a transaction that has not said for which brand it acts.
 */
export class Database {
  readonly authPool: pg.Pool;
  readonly #pool: pg.Pool;
  readonly #prisma: PrismaClient;

  constructor({ url, authUrl, poolSize = 10, onPoolError }: DatabaseOptions) {
    this.#pool = makePool(url, poolSize, 'luneo-app', onPoolError);
    this.authPool = makePool(authUrl, Math.max(2, Math.ceil(poolSize / 2)), 'luneo-auth', onPoolError);
    this.#prisma = new PrismaClient({ adapter: new PrismaPg(this.#pool) });
  }

  /**
   * Runs `work` in one transaction in which only rows of `brandId` (a UUID) exist. The setting is
   * transaction-local: a session-level one would leak to the next client of a pooler.
   */
  async forTenant<T>(
    brandId: string,
    work: (tx: Tx) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    if (!UUID.test(brandId)) throw new TypeError('forTenant: the brand id must be a UUID');
    const { maxWaitMs = 5_000, timeoutMs = 15_000, snapshot = false, audit = '' } = options;
    return this.#prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`
          SELECT set_config('app.brand_id', ${brandId}, true), set_config('app.audit', ${audit}, true)`;
        return work(tx);
      },
      { maxWait: maxWaitMs, timeout: timeoutMs, ...(snapshot ? { isolationLevel: 'RepeatableRead' } : {}) },
    );
  }

  /** Throws when the database cannot be reached. */
  async check(): Promise<void> {
    await this.#pool.query('SELECT 1');
  }

  async close(): Promise<void> {
    await this.#prisma.$disconnect();
    await Promise.all([this.#pool.end(), this.authPool.end()]);
  }
}

function makePool(
  connectionString: string,
  max: number,
  name: string,
  onError: (error: Error) => void,
): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, application_name: name, connectionTimeoutMillis: 5_000 });
  pool.on('error', onError);
  // A client checked out when the server dies reports here too, before its query fails.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
