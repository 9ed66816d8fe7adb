import { randomUUID } from 'node:crypto';
import type { Clock } from '@luneo/kernel';
import { KeyRing } from './key-ring.ts';
import type { SqlPool } from './sql.ts';

type Row = { id: string; public_jwk: unknown; sealed: Buffer; created_at: Date };

/** The table of signing keys in memory, and rings of several processes over it. For tests. */
export function ringTable(clock: Clock) {
  let rows: Row[] = [];
  const pool: SqlPool = {
    query: async <R>(sql: string, values: readonly unknown[]) => {
      if (sql.startsWith('INSERT')) {
        const [id, jwk, sealed, at] = values as [string, string, Buffer, Date];
        rows = [{ id, public_jwk: JSON.parse(jwk), sealed, created_at: at }, ...rows];
      } else if (sql.startsWith('DELETE')) {
        const [before] = values as [Date];
        rows = rows.filter(
          (old) => !rows.some(({ created_at: at }) => at > old.created_at && at.getTime() < before.getTime()),
        );
      }
      return { rows: rows as R[] };
    },
  };
  return {
    rows: () => rows,
    ring: (secret = 'a'.repeat(32)) => new KeyRing({ pool, secret, clock, newId: randomUUID }),
  };
}
