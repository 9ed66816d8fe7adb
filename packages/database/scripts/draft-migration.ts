// Drafts prisma/migrations/<time>_<name>/migration.sql: what the schema says now against the committed one.
// Read it before committing; renames and filled tables need a hand.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../src/embedded.ts';
import { readSchema } from '../src/migrate.ts';
import { withSchemaEngine } from '../src/schema-engine.ts';

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name))
  throw new Error('usage: draft-migration <snake_case_name>');
const folder = fileURLToPath(new URL('../prisma/', import.meta.url));
const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
const committed = git('ls-tree', '--name-only', 'HEAD', 'schema/')
  .split('\n')
  .filter((path) => path.endsWith('.prisma'))
  .map((path) => ({ path: basename(path), content: git('show', `HEAD:./${path}`) }));
const files = await readSchema();

// The engine wants a server, though it only compares two texts.
const scratch = mkdtempSync(join(tmpdir(), 'luneo-draft-'));
const server = await EmbeddedPostgres.start({ folder: scratch });
const { stdout } = await withSchemaEngine(server.url('postgres'), files, (engine) =>
  engine.diff({
    from: { tag: 'schemaDatamodel', files: committed },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  }),
).finally(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});
const sql = stdout ?? '';
const tables = [...sql.matchAll(/^CREATE TABLE (?:"public"\.)?"(\w+)" \(/gm)].map(([, table]) => table);
const protect = tables.map((table) => `CALL public.protect_tenant_table('${table}');\n`).join('');
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const target = `${folder}migrations/${time}_${name}`;
mkdirSync(target);
writeFileSync(
  `${target}/migration.sql`,
  `${sql.trim()}\n${protect && `\n-- Row-level security.\n${protect}`}`,
);
console.log(`${target}/migration.sql`);
