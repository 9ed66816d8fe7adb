import { withClient } from '@luneo/database';

/** Each finds what must not be there; a row is a fault. Tables of `jobs` belong to the queue. */
const QUERIES: Readonly<Record<string, string>> = {
  'a tenant table has a brand_id that may be null': `
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT a.attnotnull`,
  'a table of public has no brand_id': `
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations' AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped)`,
  'row-level security is not enabled and forced': `
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  'a table has no policy for all with a check': `
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations' AND NOT EXISTS (
      SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polpermissive
        AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.brand_id%'
        AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%app.brand_id%')`,
  'a policy lets everything through': `
    SELECT polrelid::regclass::text AS relname FROM pg_policy
    WHERE pg_get_expr(polqual, polrelid) NOT LIKE '%app.brand_id%' AND polpermissive`,
  'a view does not ask as its caller': `
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'auth') AND c.relkind IN ('v', 'm')
      AND NOT coalesce(c.reloptions::text LIKE '%security_invoker=true%', false)`,
  'a function runs as its owner without a fixed search path': `
    SELECT p.proname AS relname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'auth') AND p.prosecdef
      AND NOT coalesce(p.proconfig::text LIKE '%search_path%', false)`,
  'a role of the running system owns something': `
    SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
    WHERE r.rolname IN ('luneo_app', 'luneo_auth')`,
  'a role of the running system may pass by row-level security': `
    SELECT rolname AS relname FROM pg_roles
    WHERE rolname IN ('luneo_app', 'luneo_auth') AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)`,
  'luneo_app reaches the sign-in tables': `
    SELECT table_name AS relname FROM information_schema.role_table_grants
    WHERE grantee IN ('luneo_app', 'PUBLIC') AND table_schema = 'auth'`,
  'luneo_auth reaches tenant tables': `
    SELECT table_name AS relname FROM information_schema.role_table_grants
    WHERE grantee IN ('luneo_auth', 'PUBLIC') AND table_schema = 'public'`,
  'what the platform did can be changed': `
    SELECT table_name AS relname FROM information_schema.role_table_grants
    WHERE grantee IN ('luneo_app', 'luneo_auth', 'PUBLIC') AND table_schema = 'auth' AND table_name = 'platform_act'
      AND privilege_type NOT IN ('SELECT', 'INSERT')`,
  'what was frozen can be changed': `
    SELECT table_name AS relname FROM information_schema.role_table_grants
    WHERE grantee = 'luneo_app' AND table_schema = 'public' AND privilege_type IN ('UPDATE', 'DELETE')
      AND table_name IN ('product_version', 'price_book', 'design_version', 'design_version_asset', 'event', 'render', 'audit_entry')`,
  'changes of a table are not audited': `
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind IN ('r', 'p') AND c.relname NOT IN ('_prisma_migrations', 'audit_entry', 'event', 'idempotency_key',
      'webhook_delivery', 'webhook_attempt', 'variant_import_row', 'render')
      AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'audit' AND t.tgenabled = 'O')`,
};

/** What is wrong with the catalogue of a migrated database; `url`: its owner. */
export const lintCatalogue = (url: string): Promise<string[]> =>
  withClient(url, async (client) => {
    const faults: string[] = [];
    for (const [what, sql] of Object.entries(QUERIES)) {
      const { rows } = await client.query<{ relname: string }>(sql);
      for (const { relname } of rows) faults.push(`${what}: ${relname}`);
    }
    return faults;
  });

/** Rows the application's role sees when no transaction says for which brand it acts. */
export const rowsOfNobody = (appUrl: string): Promise<number> =>
  withClient(appUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.role_table_grants
       WHERE grantee = 'luneo_app' AND table_schema = 'public' AND privilege_type = 'SELECT'`,
    );
    let seen = 0;
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM public."${name}"`);
      seen += rows[0]!.n;
    }
    return seen;
  });
