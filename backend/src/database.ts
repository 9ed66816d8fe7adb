import type { Values } from '@luneo/config';
import { type DatabaseUrls, migrate, startLocalDatabase } from '@luneo/database';

export interface RunningDatabase extends DatabaseUrls {
  /** Migrations applied by this start. */
  readonly applied: readonly string[];
  /** Where our own server keeps its data. */
  readonly folder?: string;
  /** Ends the server where it is ours. */
  stop(): Promise<void>;
}

/** The configured PostgreSQL, or one of our own in `folder`; migrated. */
export async function openDatabase(
  values: Values,
  folder: string,
  log: (line: string) => void,
): Promise<RunningDatabase> {
  const { DATABASE_URL: url, DATABASE_AUTH_URL: authUrl, DATABASE_DIRECT_URL: directUrl } = values;
  if (url === undefined && authUrl === undefined && directUrl === undefined) {
    const local = await startLocalDatabase({ folder, log });
    return { ...local, folder: local.server.folder, stop: () => local.server.stop() };
  }
  if (url === undefined || authUrl === undefined || directUrl === undefined)
    throw new Error('DATABASE_URL, DATABASE_AUTH_URL and DATABASE_DIRECT_URL are set together or not at all');
  const urls = { url: url.reveal(), authUrl: authUrl.reveal(), directUrl: directUrl.reveal() };
  return { ...urls, applied: await migrate(urls.directUrl), stop: async () => undefined };
}
