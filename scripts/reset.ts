// `npm run reset`: removes the embedded database, stored files and demo log-ins, after asking.
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { loadConfig, processEnvironment } from '@luneo/config';
import { embeddedFolder, takeFolder } from '@luneo/database';
import { ROOT } from './lib/run.ts';

/** What a server keeps in its data folder; by name, because the folder itself may be anybody's. */
const KEPT = ['postgres', 'blobs', 'derived', 'work', 'demo.json', 'secret', 'luneo.log'];

async function confirmed(): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Type "reset" to go on: ').catch(() => '');
  terminal.close();
  return answer.trim() === 'reset';
}

async function reset(): Promise<string> {
  const config = loadConfig(processEnvironment());
  if (!config.ok) throw new Error(config.error.message);
  const data = resolve(ROOT, config.value.LUNEO_DATA_DIR);
  const database = await embeddedFolder(join(data, 'postgres'));
  const paths = [...KEPT.map((name) => join(data, name)), database];
  const found = [...new Set(paths)].filter((path) => existsSync(path));
  if (found.length === 0) return 'There is nothing to remove.';
  console.log(`This deletes every order, design and file in:\n  ${found.join('\n  ')}`);
  if (!(await confirmed())) throw new Error('Nothing was removed.');
  // Refuses while a server runs on it; ends a PostgreSQL that a killed one left behind.
  if (existsSync(database)) await takeFolder(database);
  for (const path of found) rmSync(path, { recursive: true, force: true });
  return 'Removed. The next `npm start` begins afresh.';
}

try {
  console.log(await reset());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
