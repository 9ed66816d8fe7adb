import type { SqlPool } from './sql.ts';

/** A pool that lends a connection for the length of a transaction. */
export interface TransactionPool extends SqlPool {
  connect(): Promise<SqlPool & { release(broken?: Error): void }>;
}

/** Commits when `work` resolves, rolls back when it throws. */
export async function inTransaction<T>(pool: TransactionPool, work: (tx: SqlPool) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN', []);
    const result = await work(client);
    await client.query('COMMIT', []);
    return result;
  } catch (error) {
    await client.query('ROLLBACK', []).catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
