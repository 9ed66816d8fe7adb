import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT, run, tool } from './run.ts';

interface Step {
  readonly name: string;
  /** Folders and files whose change makes the step stale. */
  readonly inputs: readonly string[];
  /** Must exist afterwards. */
  readonly output: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const PACKAGES = ['packages', 'tsconfig.base.json', 'package-lock.json'];

/** In order: each may use what the ones before it made. */
const STEPS: readonly Step[] = [
  {
    name: 'server',
    inputs: [...PACKAGES, 'apps/b2b-api', 'apps/demo-shop', 'backend', 'tsconfig.json'],
    output: 'backend/dist/main.js',
    command: ['tsc', '-b'],
  },
  {
    name: 'customizer',
    inputs: [...PACKAGES, 'apps/widget-sdk'],
    output: 'apps/widget-sdk/dist-widget/loader.js',
    command: ['npm', 'run', 'build'],
    cwd: 'apps/widget-sdk',
  },
  {
    name: 'dashboard',
    inputs: [
      'packages/ui',
      'packages/api-client',
      'packages/contracts',
      'packages/kernel',
      'package-lock.json',
      'apps/b2b-dashboard',
    ],
    output: 'apps/b2b-dashboard/out/csp.json',
    command: ['npm', 'run', 'build'],
    cwd: 'apps/b2b-dashboard',
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  },
];

const SKIPPED =
  /(^|\/)(node_modules|dist|dist-widget|out|\.next|\.cache)(\/|$)|\.test\.tsx?$|(^|\/)next-env\.d\.ts$|\.md$|\.tsbuildinfo$/;

function* files(path: string): Generator<string> {
  if (SKIPPED.test(relative(ROOT, path))) return;
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

function digest(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of files(join(ROOT, input))) hash.update(relative(ROOT, file)).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds what is missing or older than its sources; says what it does, and for how long. */
export async function build(say: (line: string) => void): Promise<void> {
  for (const step of STEPS) {
    const stamp = join(ROOT, 'node_modules/.cache/luneo', `${step.name}.sha256`);
    const now = digest(step.inputs);
    const fresh =
      existsSync(join(ROOT, step.output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
    if (fresh) continue;
    say(`Building the ${step.name} …`);
    const [program, ...args] = step.command;
    const outcome = await run(program === 'npm' ? program : tool(program), args, {
      cwd: join(ROOT, step.cwd ?? ''),
      env: { ...process.env, ...step.env },
    });
    if (outcome.code !== 0) throw new Error(`building the ${step.name} failed:\n${outcome.output}`);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, now);
    say(`Built the ${step.name} in ${outcome.seconds.toFixed(0)} s.`);
  }
}
