// `npm run fuzz:api [-- --calls 10000] [-- --seed 1]`: calls every operation of the OpenAPI document with right and
// wrong values. The last line is the verdict; exit code 0 only when nothing broke, misfitted or leaked.
import { parseArgs } from 'node:util';
import { startTestCluster } from '@luneo/testing';
import { build } from '../../scripts/lib/build.ts';
import { fuzz } from './run.ts';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const say = (line: string): void => console.error(line);
await build(say);
const cluster = await startTestCluster();
let clean = false;
try {
  const { calls, operations, serverErrors, misfits, foreignBytes, classes, faults } = await fuzz(
    await cluster.createDatabase(),
    { calls: Number(values.calls), seed: Number(values.seed), say },
  );
  for (const fault of faults) say(`  ${fault}`);
  const statuses = Object.entries(classes).sort();
  console.log(statuses.map(([group, count]) => `${group}=${count}`).join(' '));
  console.log(
    `calls=${calls} operations=${operations} server_errors=${serverErrors} misfits=${misfits} foreign_bytes=${foreignBytes}`,
  );
  clean = serverErrors + misfits + foreignBytes === 0;
} finally {
  await cluster.stop();
}
process.exit(clean ? 0 : 1);
