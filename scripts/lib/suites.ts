import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ROOT } from './repo.ts';
import { run } from './run.ts';

export interface Suite {
  readonly name: string;
  readonly config: string;
  /** What has to be built before: nothing, the servers, or the pages too. */
  readonly needs: 'source' | 'compiled' | 'built';
}

export const SUITES: readonly Suite[] = [
  { name: 'unit', config: 'vitest.config.ts', needs: 'source' },
  { name: 'golden', config: 'tests/golden/vitest.config.ts', needs: 'source' },
  { name: 'api', config: 'apps/b2b-api/vitest.config.ts', needs: 'compiled' },
  { name: 'e2e', config: 'tests/e2e/vitest.config.ts', needs: 'built' },
];

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Tests that found their tool absent; the capability table says which. */
  readonly unavailable: number;
}

/** The part of Vitest's JSON report that is read. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts a run. A file that could not be loaded, or an error outside any test, is one failure: nothing
 * that went wrong may count as nothing.
 */
export function countOf(report: Report | undefined, exitCode: number): Count {
  if (report === undefined) return { passed: 0, failed: 1, unavailable: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  const nothingRan = report.numPassedTests + failed + report.numPendingTests === 0;
  const hidden = failed === 0 && (exitCode !== 0 || nothingRan) ? 1 : 0;
  return { passed: report.numPassedTests, failed: failed + hidden, unavailable: report.numPendingTests };
}

export const total = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  unavailable: counts.reduce((sum, { unavailable }) => sum + unavailable, 0),
});

/** The last line of `npm test`. */
export const closingLine = ({ passed, failed }: Count): string => `${passed} passed, ${failed} failed`;

/** Runs one suite, showing its lines; `args` go to Vitest. */
export async function runSuite({ name, config }: Suite, args: readonly string[]): Promise<Count> {
  const folder = `${ROOT}node_modules/.cache/luneo/reports`;
  const file = `${folder}/${name}.json`;
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  if (!existsSync(ROOT + config)) return countOf(undefined, 1);
  const bless = args.includes('--bless');
  const { code } = await run(
    'vitest',
    ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`].concat(
      args.filter((arg) => arg !== '--bless'),
    ),
    { show: true, env: bless ? { LUNEO_BLESS: '1' } : {} },
  );
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
  return countOf(report, code);
}
