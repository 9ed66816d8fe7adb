import { expect, it } from 'vitest';
import { ordersChaos } from './orders.ts';

const SHORT = { seconds: 12, workerKills: 4, databaseKills: 1, seed: 7, say: () => undefined };

it('loses, doubles and orphans nothing while workers and the database are killed', async () => {
  const outcome = await ordersChaos({ ...SHORT, teeth: false });
  expect(outcome.acknowledged).toBeGreaterThan(50);
  expect(outcome).toMatchObject({ lost: 0, doubled: 0, orphans: 0 });
});

it('loses, doubles and orphans nothing while the API is killed, and answers and commits go unheard', async () => {
  const outcome = await ordersChaos({
    ...SHORT,
    ...{
      teeth: false,
      workerKills: 1,
      databaseKills: 0,
      apiKills: 2,
      swallowAnswers: 10,
      swallowCommits: 40,
    },
  });
  expect(outcome.acknowledged).toBeGreaterThan(20);
  expect(outcome.swallowed).toBeGreaterThan(5);
  expect(outcome).toMatchObject({ lost: 0, doubled: 0, orphans: 0 });
});

it('finds the losses of a database that is not durable', async () => {
  const outcome = await ordersChaos({ ...SHORT, teeth: true });
  expect(outcome.lost).toBeGreaterThan(0);
});
