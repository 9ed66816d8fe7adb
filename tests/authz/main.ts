// `npm run authz-matrix [-- --pooler] [-- --mutate]`: every route of the running router as every kind of caller,
// and the database's catalogue. The last line is the verdict; exit code 0 only when all is as promised.
import { parseArgs } from 'node:util';
import type { DatabaseUrls } from '@luneo/database';
import { startTestCluster } from '@luneo/testing';
import { build } from '../../scripts/lib/build.ts';
import { MUTATIONS } from './mutations.ts';
import { poolerMissing, startPooler } from './pgbouncer.ts';
import { isClean, judgeWorld, unnoticed, type Verdict } from './run.ts';
import { createWorld } from './world.ts';

const { values } = parseArgs({
  options: { mutate: { type: 'boolean', default: false } },
});
const say = (line: string): void => console.error(line);
await build(say);

const cluster = await startTestCluster();
let clean = true;
try {
  clean = await round(await cluster.createDatabase(), false);
  const missing = poolerMissing();
  if (missing !== undefined) say(`unavailable: ${missing}; not run through a transaction pooler`);
  else clean = (await round(await cluster.createDatabase(), true)) && clean;
} finally {
  await cluster.stop();
}
process.exit(clean ? 0 : 1);

async function round(direct: DatabaseUrls, pooled: boolean): Promise<boolean> {
  const pooler = pooled ? await startPooler(direct) : undefined;
  const urls = pooler?.urls ?? direct;
  const world = await createWorld(urls);
  try {
    const verdict = await judgeWorld(world, urls);
    for (const line of [...verdict.unlisted, ...verdict.failed, ...verdict.catalogue]) say(`  ${line}`);
    const mutations = MUTATIONS.filter((mutation) => pooled || !mutation.pooled);
    const missed = values.mutate ? await unnoticed(world, urls, { mutations, say }) : [];
    console.log(line(verdict, pooled, missed.length));
    return isClean(verdict) && missed.length === 0;
  } finally {
    await world.stop();
    await pooler?.stop();
  }
}

function line(
  { routes, cells, unlisted, foreignBytes, failed, catalogue }: Verdict,
  pooled: boolean,
  missed: number,
): string {
  const counts = `routes=${routes} cells=${cells} unlisted=${unlisted.length} foreign_bytes=${foreignBytes}`;
  const rest = [
    ...(failed.length > 0 ? [`failed=${failed.length}`] : []),
    ...(catalogue.length > 0 ? [`catalogue=${catalogue.length}`] : []),
    ...(values.mutate ? [`unnoticed=${missed}`] : []),
    ...(pooled ? ['through=pgbouncer'] : []),
  ];
  return [counts, ...rest].join(' ');
}
