import { startTestCluster, type TestCluster } from '@luneo/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz } from './run.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster?.stop());

it('answers fifteen hundred right and wrong calls as the document promises', async () => {
  const urls = await cluster.createDatabase();
  const { faults, classes } = await fuzz(urls, { calls: 1_500, seed: 7, say: () => undefined });
  expect(faults).toEqual([]);
  // Both sides of the door were seen, else the calls prove nothing.
  expect(classes['2xx']).toBeGreaterThan(100);
  expect(classes['4xx']).toBeGreaterThan(400);
});
