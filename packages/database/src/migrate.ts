import { readdir, readFile } from 'node:fs/promises';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { withSchemaEngine } from './schema-engine.ts';

const PRISMA_FOLDER = new URL('../prisma/', import.meta.url);
const MIGRATIONS = new URL('migrations/', PRISMA_FOLDER);
const SCHEMA = new URL('schema/', PRISMA_FOLDER);
const FILTERS = { externalTables: [], externalEnums: [] };
const LOCKFILE = { path: './migration_lock.toml', content: 'provider = "postgresql"\n' };

export interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

/** The schema, a file an area. */
export async function readSchema(): Promise<SchemaFile[]> {
  const names = (await readdir(SCHEMA)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (path) => ({ path, content: await readFile(new URL(path, SCHEMA), 'utf8') })),
  );
}

/** Names of all migrations, in the order they are applied. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function migrationList(names: readonly string[]): Promise<MigrationList> {
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(new URL(`${path}/migration.sql`, MIGRATIONS), 'utf8'),
        },
      },
    })),
  );
  return { baseDir: MIGRATIONS.pathname, lockfile: LOCKFILE, shadowDbInitScript: '', migrationDirectories };
}

/**
 * Applies what is missing, forward only, in order; gives the names applied. `url` is the owner's, past
 * any pooler. `upTo` stops after that migration (for tests of one migration on filled tables).
 */
export async function migrate(url: string, upTo?: string): Promise<string[]> {
  const names = await migrationNames();
  const wanted = upTo === undefined ? names : names.slice(0, names.indexOf(upTo) + 1);
  const migrationsList = await migrationList(wanted);
  const applied = await withSchemaEngine(url, undefined, (engine) =>
    engine.applyMigrations({ migrationsList, filters: FILTERS }),
  );
  return applied.appliedMigrationNames;
}

/** SQL that makes the schema from nothing. `url`: any database. */
export async function schemaSql(url: string): Promise<string> {
  const files = await readSchema();
  const { stdout } = await withSchemaEngine(url, files, (engine) =>
    engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: FILTERS,
    }),
  );
  return stdout ?? '';
}
