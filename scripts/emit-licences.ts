// Writes docs/third-party-licences.md; with --check it only says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licencesPage } from './check-licences.ts';
import { ROOT } from './lib/run.ts';

const file = join(ROOT, 'docs/third-party-licences.md');
const page = licencesPage();
if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/third-party-licences.md is out of date: npm run generate');
  process.exitCode = 1;
}
