// `npm run chaos -- orders [--seconds 60] [--teeth] [--seed 1]`, or `--orders 10000` for so many, of three lines each by
// eight clients, with the API killed and answers swallowed besides. The last line is the verdict; exit code 0 only
// when nothing was lost, doubled or orphaned.
import { parseArgs } from 'node:util';
import { build } from '../../scripts/lib/build.ts';
import { ordersChaos } from './orders.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    'worker-kills': { type: 'string', default: '20' },
    'database-kills': { type: 'string', default: '2' },
    'api-kills': { type: 'string' },
    orders: { type: 'string' },
    seed: { type: 'string', default: '1' },
    teeth: { type: 'boolean', default: false },
  },
});
if (positionals[0] !== 'orders') {
  console.error('Which scenario? One of: orders');
  process.exit(2);
}
const say = (line: string): void => console.error(line);
await build(say);
const outcome = await ordersChaos({
  seconds: Number(values.seconds),
  workerKills: Number(values['worker-kills']),
  databaseKills: Number(values['database-kills']),
  seed: Number(values.seed),
  teeth: values.teeth,
  say,
  ...(values.orders !== undefined && {
    orders: Number(values.orders),
    ...{ clients: 8, lines: 3, designs: 20, pauseMs: 0, swallowAnswers: 50, swallowCommits: 500 },
  }),
  apiKills: Number(values['api-kills'] ?? (values.orders === undefined ? 0 : 5)),
});
const { acknowledged, lost, doubled, orphans, duplicateRuns, settleSeconds, swallowed } = outcome;
console.log(
  `acknowledged=${acknowledged} lost=${lost} doubled=${doubled} orphans=${orphans} duplicate_runs=${duplicateRuns} swallowed=${swallowed} settle_s=${settleSeconds.toFixed(1)}`,
);
process.exit(acknowledged > 0 && lost + doubled + orphans === 0 ? 0 : 1);
