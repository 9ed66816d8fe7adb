import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadCases, pathOf } from './corpus.ts';

/** Places, languages and numbers of threads that ought to have no say in what is drawn. */
const PROCESSES = [
  { TZ: 'UTC', LANG: 'C', UV_THREADPOOL_SIZE: '1' },
  { TZ: 'Pacific/Auckland', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8', UV_THREADPOOL_SIZE: '4' },
];

type Digests = Readonly<Record<string, readonly string[]>>;

async function drawTwice(env: Readonly<Record<string, string>>): Promise<Digests[]> {
  const args = ['--conditions=@luneo/source', pathOf('digests-child.ts'), '2'];
  const { PATH = '' } = process.env;
  const run = promisify(execFile)(process.execPath, args, { env: { PATH, ...env }, maxBuffer: 64e6 });
  return JSON.parse((await run).stdout) as Digests[];
}

test('the same document gives the same SVG, PNG and PDF, in two processes and twice in each', async () => {
  const [first, ...others] = (await Promise.all(PROCESSES.map(drawTwice))).flat();
  const drawn = loadCases().filter((one) => !one.expect?.fault);
  expect(Object.keys(first!)).toEqual(drawn.map((one) => one.name));
  expect(others).toHaveLength(3);
  for (const other of others) expect(other).toEqual(first);
}, 180_000);
