import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedOptions, EmbeddedPostgres, withClient } from './embedded.ts';
import { migrate } from './migrate.ts';
import { APP_ROLE, AUTH_ROLE, ensureRoles, type RolePasswords } from './roles.ts';

export interface DatabaseUrls {
  readonly url: string;
  readonly authUrl: string;
  /** Owner's. */
  readonly directUrl: string;
}

export interface LocalDatabase extends DatabaseUrls {
  readonly server: EmbeddedPostgres;
  /** Migrations applied by this start. */
  readonly applied: readonly string[];
}

const DATABASE = 'luneo';

/** The embedded server with its database made, migrated and its roles ready. Idempotent. */
export async function startLocalDatabase(options: EmbeddedOptions): Promise<LocalDatabase> {
  const server = await EmbeddedPostgres.start(options);
  try {
    const passwords = await rolePasswords(server.folder);
    await ensureRoles(server.url(), passwords);
    await ensureDatabase(server, DATABASE);
    const urls = urlsOf(server, passwords, DATABASE);
    const applied = await migrate(urls.directUrl);
    return { server, applied, ...urls };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export function urlsOf(
  server: EmbeddedPostgres,
  { app, auth }: RolePasswords,
  database: string,
): DatabaseUrls {
  return {
    url: server.urlFor(APP_ROLE, app, database),
    authUrl: server.urlFor(AUTH_ROLE, auth, database),
    directUrl: server.url(database),
  };
}

export async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  await withClient(server.url(), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE "${name}"`);
  });
}

async function rolePasswords(folder: string): Promise<RolePasswords> {
  const file = join(folder, 'roles.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return JSON.parse(kept) as RolePasswords;
  const make = (): string => randomBytes(24).toString('base64url');
  const passwords = { app: make(), auth: make() };
  await writeFile(file, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}
