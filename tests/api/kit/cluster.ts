import { readdirSync } from 'node:fs';
import type { DatabaseUrls } from '@luneo/database';
import { startTestCluster } from '@luneo/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database for each test file, by file name. */
    databases: Readonly<Record<string, DatabaseUrls>>;
  }
}

/** One PostgreSQL for the whole run; each file works in a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  const databases: Record<string, DatabaseUrls> = {};
  for (const file of readdirSync(project.config.root).filter((name) => name.endsWith('.test.ts'))) {
    const { url, authUrl, directUrl } = await cluster.createDatabase();
    databases[file] = { url, authUrl, directUrl };
  }
  project.provide('databases', databases);
  return () => cluster.stop();
}
