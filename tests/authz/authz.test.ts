import { startTestCluster, type TestCluster } from '@luneo/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { poolerMissing, startPooler } from './pgbouncer.ts';
import { judgeWorld, unnoticed } from './run.ts';
import { createWorld } from './world.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster?.stop());

const CLEAN = { unlisted: [], failed: [], catalogue: [], foreignBytes: 0 };

describe('every route as every kind of caller', () => {
  it('answers as its contract promises, and notices when it does not', async () => {
    const urls = await cluster.createDatabase();
    const world = await createWorld(urls);
    try {
      const verdict = await judgeWorld(world, urls);
      expect(verdict).toMatchObject(CLEAN);
      expect(verdict.cells).toBeGreaterThan(700);
      const some = MUTATIONS.filter(({ pooled }, index) => index % 5 === 3 && !pooled);
      expect(await unnoticed(world, urls, { mutations: some, say: () => undefined })).toEqual([]);
    } finally {
      await world.stop();
    }
  });

  // Where PgBouncer is not installed the table of capabilities says so.
  it.runIf(poolerMissing() === undefined)(
    'answers so through a transaction pooler with one connection',
    async () => {
      const direct = await cluster.createDatabase();
      const pooler = await startPooler(direct);
      const world = await createWorld(pooler.urls);
      try {
        expect(await judgeWorld(world, pooler.urls)).toMatchObject(CLEAN);
        const mutations = MUTATIONS.filter(({ pooled }) => pooled);
        expect(await unnoticed(world, pooler.urls, { mutations, say: () => undefined })).toEqual([]);
      } finally {
        await world.stop();
        await pooler.stop();
      }
    },
  );
});
