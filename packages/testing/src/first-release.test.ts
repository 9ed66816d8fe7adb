import { migrate, migrationNames, withClient } from '@luneo/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFirstRelease, firstReleaseRows, startTestCluster, type TestCluster } from './index.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
}, 60_000);
afterAll(() => cluster?.stop());

const counts = (url: string): Promise<Record<string, number>> =>
  withClient(url, async (client) => {
    const found: Record<string, number> = {};
    for (const table of Object.keys(firstReleaseRows())) {
      const [schema, name] = table.split('.');
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM "${schema}"."${name}"`,
      );
      found[table] = rows[0]!.n;
    }
    return found;
  });

describe('a database of the first release', () => {
  it('takes every later migration, one after another, and loses no row', async () => {
    const url = await createFirstRelease(cluster.server, 'first_release');
    const before = await counts(url);
    expect(before).toMatchObject({ 'public.order': 1, 'public.print_file': 1, 'public.product': 3 });
    const names = await migrationNames();
    for (const name of names.slice(1)) {
      expect(await migrate(url, name), name).toEqual([name]);
      // A migration may add rows, as the one that gave every brand its test side.
      for (const [table, n] of Object.entries(await counts(url)))
        expect(n, `${name}: ${table}`).toBeGreaterThanOrEqual(before[table]!);
    }
  }, 60_000);
});
