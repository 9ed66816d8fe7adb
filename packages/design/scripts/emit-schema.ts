// Writes the JSON Schema of the design document; with --check it only says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Design } from '../src/index.ts';

const file = new URL('../schema/design.schema.json', import.meta.url);
const text = `${JSON.stringify({ title: 'Luneo design document', ...z.toJSONSchema(Design) }, null, 2)}\n`;
const stale = !existsSync(file) || readFileSync(file, 'utf8') !== text;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (stale) {
  console.error('packages/design/schema/design.schema.json is out of date: npm run generate');
  process.exitCode = 1;
}
