/**
 * Writes the few facts of each operation that a client needs at run time, so that no schema (and no
 * zod) is in the bundle; types come from the contract. `--check` exits 1 when the file has drifted.
 *
 *   node --conditions=@luneo/source packages/api-client/scripts/emit-operations.ts [--check]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { api, type Route } from '@luneo/contracts';

const kindOf = (route: Route): string => (route.response ? 'json' : route.produces ? 'bytes' : 'none');
const rows = Object.entries<Route>(api).map(
  ([id, route]) =>
    `  ${id}: ['${route.method}', '${route.path}', '${kindOf(route)}', ${route.idempotent === true}],\n`,
);
const text = `// Written by scripts/emit-operations.ts from packages/contracts. Do not edit.
import type { OperationId } from '@luneo/contracts';

/** method, path, kind of answer, takes an idempotency key */
export type OperationRow = readonly [
  method: string,
  path: string,
  kind: 'json' | 'bytes' | 'none',
  idempotent: boolean,
];

export const OPERATIONS: Readonly<Record<OperationId, OperationRow>> = {
${rows.join('')}};
`;
const target = new URL('../src/generated/operations.ts', import.meta.url);
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error(
      'packages/api-client/src/generated/operations.ts has drifted; run scripts/emit-operations.ts',
    );
    process.exit(1);
  }
} else {
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, text);
}
