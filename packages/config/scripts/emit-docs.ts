// Writes .env.example and docs/configuration.md; with --check it only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { envExample, markdown } from '../src/index.ts';

const root = new URL('../../../', import.meta.url);
const files: [string, string][] = [
  ['.env.example', envExample()],
  ['docs/configuration.md', markdown()],
];
const read = (name: string): string => {
  try {
    return readFileSync(new URL(name, root), 'utf8');
  } catch {
    return '';
  }
};
const stale = files.filter(([name, text]) => read(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is out of date: npm run generate`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [name, text] of stale) writeFileSync(new URL(name, root), text);
}
