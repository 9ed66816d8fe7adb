// `npm test`: installs what the tests need, builds, runs every suite; `npm test -- unit api` runs some. The last
// line is `N passed, N failed`; before it stands what could not be tested here, and why.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './lib/build.ts';
import { type Capability, ensurePrograms } from './lib/debian.ts';
import { run, tool } from './lib/run.ts';

/** Each suite is a Vitest configuration; `built`: it runs the compiled server and the built screens. */
const SUITES = [
  { name: 'unit', config: 'vitest.config.ts', built: false },
  { name: 'golden', config: 'tests/golden/vitest.config.ts', built: false },
  { name: 'api', config: 'tests/api/vitest.config.ts', built: true },
  { name: 'authz', config: 'tests/authz/vitest.config.ts', built: true },
  { name: 'security', config: 'tests/security/vitest.config.ts', built: true },
  { name: 'fuzz', config: 'tests/fuzz/vitest.config.ts', built: true },
  { name: 'chaos', config: 'tests/chaos/vitest.config.ts', built: true },
  { name: 'customizer', config: 'apps/widget-sdk/vitest.e2e.config.ts', built: true },
  { name: 'e2e', config: 'tests/e2e/vitest.config.ts', built: true },
] as const;

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

interface Count {
  passed: number;
  failed: number;
}

/** A file that fails before its first test counts as one failure; so does a skipped test: nothing is skipped here. */
function count(results: Results): Count {
  const broken = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numPendingTests + results.numTodoTests + broken,
  };
}

async function runSuite(
  { name, config }: (typeof SUITES)[number],
  folder: string,
  rest: readonly string[],
): Promise<Count> {
  console.log(`\n--- ${name}`);
  const report = join(folder, `${name}.json`);
  const args = [
    'run',
    `--config=${config}`,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...rest,
  ];
  const { code, seconds } = await run(tool('vitest'), args, {
    echo: true,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...(bless && { LUNEO_BLESS: '1' }) },
  });
  const result = readResults(report);
  const counted = result ? count(result) : { passed: 0, failed: 1 };
  // Errors outside tests end the run without a failed test.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  console.log(`${name}: ${counted.passed} passed, ${counted.failed} failed in ${seconds.toFixed(0)} s`);
  return counted;
}

function readResults(path: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}

function printCapabilities(rows: readonly Capability[]): void {
  console.log('\nWhat the tests had to work with');
  for (const { name, state } of rows) console.log(`  ${name.padEnd(16)} ${state}`);
  const absent = rows.filter(({ state }) => state.startsWith('unavailable')).length;
  console.log(`  ${rows.length - absent} available, ${absent} unavailable`);
}

const say = (line: string): void => console.log(line);
const asked = process.argv.slice(2);
/** The golden corpus takes what is drawn now as expected. */
const bless = asked.includes('--bless');
const isSuite = (arg: string): boolean => SUITES.some(({ name }) => name === arg);
const suites = asked.some(isSuite) ? SUITES.filter(({ name }) => asked.includes(name)) : SUITES;
/** The rest is for Vitest: files to run, `-t` names. */
const rest = asked.filter((arg) => !isSuite(arg) && arg !== '--bless');
const capabilities = await ensurePrograms(say);
const total: Count = { passed: 0, failed: 0 };
const folder = mkdtempSync(join(tmpdir(), 'luneo-results-'));
try {
  if (suites.some(({ built }) => built)) await build(say);
  for (const suite of suites) {
    const { passed, failed } = await runSuite(suite, folder, rest);
    total.passed += passed;
    total.failed += failed;
  }
} catch (error) {
  console.error((error as Error).message);
  total.failed++;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
printCapabilities(capabilities);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
