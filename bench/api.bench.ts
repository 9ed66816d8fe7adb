/**
 * Figures of the API, against bare Fastify and pg that give the same JSON from the same database in the same run. The
 * generator, both servers and the database share the machine.
 * Run alone: npm run bench -- api [--seconds 10] [--minutes 10]
 */
import { parseArgs } from 'node:util';
import { type Load, load, type Plan, type Shot } from './api/load.ts';
import { residentMb, slope } from './api/memory.ts';
import { type Pair, type Stand, stand } from './api/stand.ts';
import { type Row, row } from './row.ts';

const CONNECTIONS = 8;
const SHOPPERS = 64;
const ROUNDS = 3;
const READS = { rate: 300, p99: 50 };
const ORDERS = { rate: 150, p99: 80 };
const KEPT = 0.8;
const SAMPLE_S = 15;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { seconds: { type: 'string', default: '10' }, minutes: { type: 'string', default: '10' } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);

export default async function apiBench(): Promise<Row[]> {
  const place = await stand();
  try {
    return [
      ...(await ratios(place)),
      ...(await onTime(place, 'product read', place.pairs.productRead, READS)),
      ...(await onTime(place, 'order', place.pairs.order, ORDERS)),
      ...(await overload(place)),
      await memory(place, Number(values.minutes)),
    ];
  } finally {
    await place.stop();
  }
}

/** Orders of one run are not those of another; designs are saved on from where they are. */
let fired = 0;
function shotOf(shot: Shot): Shot {
  fired += 1_000_000;
  return shot.from === undefined ? { ...shot, from: fired } : shot;
}
const ask = (origin: string, shot: Shot, rest: Omit<Plan, 'origin' | 'shot'>): Promise<Load> =>
  load({ origin, shot: shotOf(shot), ...rest });

/** As fast as eight connections get answers, in turns with the baseline; the best of each counts. */
async function ratios({ ours, baseline, pairs }: Stand): Promise<Row[]> {
  const rows: Row[] = [];
  const plan = { seconds: Math.max(2, seconds / ROUNDS), connections: CONNECTIONS };
  for (const [name, pair] of Object.entries(pairs)) {
    const best = { ours: 0, baseline: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      best.ours = Math.max(best.ours, (await ask(ours, await pair.shot(), plan)).perSecond);
      best.baseline = Math.max(best.baseline, (await ask(baseline, pair.baseline, plan)).perSecond);
    }
    rows.push(row(`${pair.name}, answers a second (${name})`, best.ours, best.baseline, 'a ratio to read'));
  }
  return rows;
}

/** Requests that come on time, whether or not the last was answered. */
async function onTime(
  { ours, baseline }: Stand,
  name: string,
  pair: Pair,
  { rate, p99 }: { readonly rate: number; readonly p99: number },
): Promise<Row[]> {
  const plan = { rate, seconds, connections: SHOPPERS };
  const mine = await ask(ours, await pair.shot(), plan);
  const theirs = await ask(baseline, pair.baseline, plan);
  const share = (mine.perSecond * seconds) / (rate * seconds);
  return [
    row(`${name} at ${rate}/s, p50 ms`, mine.p50, theirs.p50, ''),
    row(`${name} at ${rate}/s, p99 ms`, mine.p99, theirs.p99, `ours <= ${p99}`),
    row(`${name} at ${rate}/s, share answered`, share, theirs.perSecond / rate, 'ours >= 0.99'),
  ];
}

/** Three times what it can do: it says no to most, at once, and still does nearly as much as at its best. */
async function overload({ ours, pairs }: Stand): Promise<Row[]> {
  const rows: Row[] = [];
  for (const pair of [pairs.productRead, pairs.order]) {
    const peak = await ask(ours, await pair.shot(), { seconds, connections: SHOPPERS / 2 });
    const rate = Math.round(peak.perSecond * 3);
    const flood = await ask(ours, await pair.shot(), { seconds, rate, connections: 1024 });
    const { 503: refused = 0, 429: limited = 0, 0: none = 0 } = flood.statuses;
    rows.push(
      row(
        `${pair.name} at three times its peak (${rate}/s), 2xx a second`,
        flood.perSecond,
        peak.perSecond,
        `ratio >= ${KEPT}`,
      ),
      row(`${pair.name} at three times its peak, p99 ms of 2xx`, flood.p99, peak.p99, ''),
      row(`${pair.name} at three times its peak, told to come again`, refused + limited, flood.sent, ''),
      row(`${pair.name} at three times its peak, no answer`, none, flood.sent, 'ours = 0'),
    );
  }
  return rows;
}

/** Reads, quotes, saves and orders for minutes; what resident memory grows by a minute after the first third. */
async function memory({ ours, pid, pairs }: Stand, minutes: number): Promise<Row> {
  const points: [minute: number, mb: number][] = [];
  const begin = performance.now();
  const passed = (): number => (performance.now() - begin) / 60_000;
  while (passed() < minutes) {
    const half = { seconds: SAMPLE_S, connections: CONNECTIONS };
    await Promise.all([
      ask(ours, await pairs.productRead.shot(), { ...half, rate: 60 }),
      ask(ours, await pairs.quote.shot(), { ...half, rate: 20 }),
      ask(ours, await pairs.order.shot(), { ...half, rate: 10 }),
    ]);
    points.push([passed(), residentMb(pid())]);
  }
  const late = points.filter(([minute]) => minute > minutes / 3);
  return row(
    `memory over ${minutes} min at 90/s, MB a minute (resident at the end)`,
    slope(late),
    points.at(-1)![1],
    'ours < 1',
  );
}
