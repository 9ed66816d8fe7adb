/**
 * Writes `docs/api/openapi.json` from the contract; with `--check` it writes nothing and exits 1 when
 * the committed file has drifted.
 *
 *   node --conditions=@luneo/source packages/contracts/scripts/emit-openapi.ts [--check]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../src/openapi.ts';

const target = new URL('../../../docs/api/openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  let committed = '';
  try {
    committed = readFileSync(target, 'utf8');
  } catch {
    // absent counts as drifted
  }
  if (committed !== text) {
    console.error(
      'docs/api/openapi.json has drifted from packages/contracts; run packages/contracts/scripts/emit-openapi.ts',
    );
    process.exit(1);
  }
} else {
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, text);
}
