// `npm run bench [-- name]`: every figure beside a named baseline measured in the same run. Timings never fail.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/run.ts';

interface Row {
  readonly name: string;
  readonly ours: number | string;
  readonly baseline: number | string;
  readonly ratio: number | string;
  readonly aim: number | string;
}

const folder = join(ROOT, 'bench');
const names = readdirSync(folder).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);
const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const chosen = asked.length === 0 ? names : names.filter((name) => asked.includes(name));
if (chosen.length === 0) {
  console.error(`Which benchmark? One of: ${names.join(', ')}`);
  process.exit(2);
}
const cell = (value: number | string): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : value;
for (const name of chosen) {
  const { default: measure } = (await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href)) as {
    default: () => Promise<Row[]>;
  };
  console.log(`\n${name}`);
  const rows = await measure();
  const table = [
    ['figure', 'ours', 'baseline', 'ratio', 'aim'],
    ...rows.map((row) => [row.name, ...[row.ours, row.baseline, row.ratio, row.aim].map(cell)]),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  for (const row of table)
    console.log(
      `  ${row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd()}`,
    );
  const results = join(folder, 'results');
  if (!existsSync(results)) mkdirSync(results);
  writeFileSync(
    join(results, `${name}.json`),
    `${JSON.stringify({ name, at: new Date().toISOString(), rows }, null, 2)}\n`,
  );
}
// Workers of what was measured may linger.
process.exit(0);
