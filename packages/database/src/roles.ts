import { escapeLiteral } from 'pg';
import { withClient } from './embedded.ts';

/** Roles of the running system; neither owns a table, neither may bypass row-level security. */
export const APP_ROLE = 'luneo_app';
export const AUTH_ROLE = 'luneo_auth';

export interface RolePasswords {
  readonly app: string;
  readonly auth: string;
}

/** Makes both roles able to log in with these passwords. `url`: a role that may create roles. Idempotent. */
export async function ensureRoles(url: string, passwords: RolePasswords): Promise<void> {
  await withClient(url, async (client) => {
    for (const [role, password] of [
      [APP_ROLE, passwords.app],
      [AUTH_ROLE, passwords.auth],
    ] as const) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${escapeLiteral(password)}`,
      );
    }
  });
}
