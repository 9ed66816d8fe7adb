// Writes every generated file; with --check says which are out of date.
import { GENERATORS } from './lib/generators.ts';
import { ROOT, run } from './lib/run.ts';

const check = process.argv.includes('--check');
for (const { name, script } of GENERATORS) {
  const { code, output } = await run(
    process.execPath,
    ['--conditions=@luneo/source', script, ...(check ? ['--check'] : [])],
    { cwd: ROOT },
  );
  if (code !== 0) process.exitCode = 1;
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}${code === 0 ? '' : `\n${output}`}`);
}
