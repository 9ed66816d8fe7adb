import { readFileSync } from 'node:fs';
import { type EmbeddedPostgres, ensureDatabase, migrate, withClient } from '@luneo/database';

/** The oldest database in use. */
const FIRST = '20261123000000_first';

export type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Rows by table, as the seed and one produced order left them under the first migration. */
export const firstReleaseRows = (): Rows =>
  JSON.parse(readFileSync(new URL('../first-release/rows.json', import.meta.url), 'utf8')) as Rows;

/** A database as it stood at the first release, filled; nothing after the first migration is applied. Gives its URL. */
export async function createFirstRelease(server: EmbeddedPostgres, name: string): Promise<string> {
  await ensureDatabase(server, name);
  const url = server.url(name);
  await migrate(url, FIRST);
  await withClient(url, async (client) => {
    // References are not looked at while loading: the rows were whole when they were taken.
    await client.query("SET session_replication_role = 'replica'");
    for (const [table, rows] of Object.entries(firstReleaseRows())) {
      const quoted = table
        .split('.')
        .map((part) => `"${part}"`)
        .join('.');
      await client.query(
        `INSERT INTO ${quoted} SELECT * FROM jsonb_populate_recordset(NULL::${quoted}, $1::jsonb)`,
        [JSON.stringify(rows)],
      );
    }
  });
  return url;
}
