// `npm run reset`: removes the embedded database, stored files and demo log-ins, after asking.
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { loadConfig, processEnvironment } from '@luneo/config';
import { ROOT } from './lib/run.ts';

const config = loadConfig(processEnvironment());
if (!config.ok) {
  console.error(config.error.message);
  process.exit(1);
}
const data = resolve(ROOT, config.value.LUNEO_DATA_DIR);
// Where the database lies when its user cannot reach the data folder (see packages/database).
const elsewhere = join(
  '/var/lib/luneo',
  createHash('sha256').update(join(data, 'postgres')).digest('hex').slice(0, 16),
);
const folders = [data, elsewhere].filter((folder) => existsSync(folder));
if (folders.length === 0) {
  console.log('There is nothing to remove.');
  process.exit(0);
}
console.log(`This deletes every order, design and file in:\n  ${folders.join('\n  ')}`);
if (!process.argv.includes('--yes')) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Type "reset" to go on: ').catch(() => '');
  terminal.close();
  if (answer.trim() !== 'reset') {
    console.log('Nothing was removed.');
    process.exit(1);
  }
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
console.log('Removed. The next `npm start` begins afresh.');
