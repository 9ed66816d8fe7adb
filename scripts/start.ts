// `npm start`: builds what is missing, then runs the standalone server until Ctrl-C.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './lib/build.ts';
import { ROOT } from './lib/run.ts';

try {
  await build((line) => console.log(line));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
// The server runs what the compiler made: no source condition here.
const server = spawn(process.execPath, [join(ROOT, 'backend/dist/main.js'), ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
