import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DatabaseUrls,
  EmbeddedPostgres,
  ensureDatabase,
  ensureRoles,
  migrate,
  type RolePasswords,
  urlsOf,
  withClient,
} from '@luneo/database';

const TEMPLATE = 'luneo_template';
const PASSWORDS: RolePasswords = {
  app: randomBytes(12).toString('hex'),
  auth: randomBytes(12).toString('hex'),
};

export interface TestDatabase extends DatabaseUrls {
  drop(): Promise<void>;
}

export interface TestCluster {
  readonly server: EmbeddedPostgres;
  /** A database of its own, migrated: a copy of the template, made in about 100 ms. */
  createDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

/**
 * One PostgreSQL for a test run. Commits are not flushed: what a test server loses with the machine,
 * nobody misses (chaos tests start their own, durable one).
 */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-test-'));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await EmbeddedPostgres.start({ folder, settings });
  await ensureRoles(server.url(), PASSWORDS);
  await ensureDatabase(server, TEMPLATE);
  await migrate(server.url(TEMPLATE));
  return {
    server,
    createDatabase: () => cloneTemplate(server),
    async stop() {
      await server.stop();
      await rm(server.folder, { recursive: true, force: true });
    },
  };
}

async function cloneTemplate(server: EmbeddedPostgres): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = (sql: string): Promise<unknown> => withClient(server.url(), (client) => client.query(sql));
  await admin(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return {
    ...urlsOf(server, PASSWORDS, name),
    drop: async () => void (await admin(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
