import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  catalogue,
  Database,
  ensureDatabase,
  type LocalDatabase,
  migrate,
  migrationNames,
  schemaSql,
  startLocalDatabase,
  withClient,
} from './index.ts';

const A = '0197a000-0000-7000-8000-00000000000a';
const B = '0197a000-0000-7000-8000-00000000000b';
const PRODUCT_A = '0197a000-0000-7000-8000-0000000000a1';

let folder: string;
let local: LocalDatabase;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luneo-db-'));
  local = await startLocalDatabase({ folder });
  database = new Database({ ...local, onPoolError: () => undefined });
  await database.forTenant(A, (tx) =>
    tx.product.create({ data: { id: PRODUCT_A, brandId: A, slug: 'mug', name: 'Mug of A' } }),
  );
}, 60_000);

afterAll(async () => {
  await database?.close();
  await local?.server.stop();
  await rm(local?.server.folder ?? folder, { recursive: true, force: true });
});

describe('migrations', () => {
  it('bring the database to the schema, once', async () => {
    expect(local.applied).toEqual(await migrationNames());
    expect(await migrate(local.directUrl)).toEqual([]);
    await ensureDatabase(local.server, 'from_schema');
    const fresh = local.server.url('from_schema');
    await withClient(fresh, async (client) => client.query(await schemaSql(fresh)));
    const migrated = await catalogue(local.directUrl);
    expect(migrated.length).toBeGreaterThan(200);
    expect(migrated).toEqual(await catalogue(fresh));
  });
});

describe('an owner who is no superuser, as in production', () => {
  it('can migrate, and sees no tenant rows either', async () => {
    const admin = local.server.url();
    await withClient(admin, async (client) => {
      await client.query("CREATE ROLE production_owner LOGIN PASSWORD 'p' NOSUPERUSER NOCREATEROLE");
      await client.query('CREATE DATABASE production OWNER production_owner');
    });
    const owner = local.server.urlFor('production_owner', 'p', 'production');
    expect(await migrate(owner)).toEqual(await migrationNames());
    await withClient(local.server.url('production'), (client) =>
      client.query(
        `INSERT INTO product (id, brand_id, slug, name) VALUES ('${PRODUCT_A}', '${A}', 'm', 'm')`,
      ),
    );
    const rows = await withClient(owner, (client) => client.query('SELECT * FROM product'));
    expect(rows.rows).toEqual([]);
  });
});

describe('tenancy', () => {
  it('shows a brand its rows and nobody else', async () => {
    expect(await database.forTenant(A, (tx) => tx.product.count())).toBe(1);
    expect(await database.forTenant(B, (tx) => tx.product.findMany())).toEqual([]);
    expect(
      await database.forTenant(B, (tx) => tx.product.findUnique({ where: { id: PRODUCT_A } })),
    ).toBeNull();
  });

  it('shows nothing to a connection that has not named a brand', async () => {
    const rows = await withClient(local.url, (client) => client.query('SELECT * FROM product'));
    expect(rows.rows).toEqual([]);
  });

  it('refuses rows of another brand, and leaves its rows alone', async () => {
    const intrude = database.forTenant(B, (tx) =>
      tx.product.create({
        data: { id: '0197a000-0000-7000-8000-0000000000b1', brandId: A, slug: 'x', name: 'x' },
      }),
    );
    await expect(intrude).rejects.toThrow(/row-level security/);
    const changed = await database.forTenant(B, (tx) => tx.product.updateMany({ data: { name: 'stolen' } }));
    expect(changed.count).toBe(0);
    expect((await database.forTenant(B, (tx) => tx.product.deleteMany())).count).toBe(0);
  });

  it('refuses references into another brand, which foreign keys alone would follow', async () => {
    const point = database.forTenant(B, (tx) =>
      tx.variant.create({
        data: {
          id: '0197a000-0000-7000-8000-0000000000b2',
          brandId: B,
          productId: PRODUCT_A,
          sku: 's',
          name: 'n',
          options: {},
          position: 0,
        },
      }),
    );
    await expect(point).rejects.toThrow(/foreign key/i);
  });

  it('does not carry the brand over to the next transaction of the connection', async () => {
    const one = new Database({ ...local, poolSize: 1, onPoolError: () => undefined });
    try {
      await one.forTenant(A, (tx) => tx.product.count());
      const leaked = await one.forTenant(B, (tx) => tx.product.count());
      expect(leaked).toBe(0);
    } finally {
      await one.close();
    }
    await expect(database.forTenant("x' OR '1'='1", (tx) => tx.product.count())).rejects.toThrow(TypeError);
  });

  it('keeps the sign-in tables from the app role, and tenant tables from the sign-in role', async () => {
    const denied = /permission denied/;
    await expect(withClient(local.url, (c) => c.query('SELECT * FROM auth."user"'))).rejects.toThrow(denied);
    await expect(withClient(local.authUrl, (c) => c.query('SELECT * FROM public.product'))).rejects.toThrow(
      denied,
    );
    await expect(
      withClient(local.url, (c) => c.query('SELECT * FROM public._prisma_migrations')),
    ).rejects.toThrow(denied);
  });

  it.each(['product_version', 'design_version', 'event', 'render', 'audit_entry'])(
    'never changes a row of %s',
    async (table) => {
      await expect(withClient(local.url, (c) => c.query(`DELETE FROM public.${table}`))).rejects.toThrow(
        /permission denied/,
      );
    },
  );
});

describe('the catalogue', () => {
  interface TableRow {
    name: string;
    owner: string;
    rls: boolean;
    forced: boolean;
    not_null: boolean | null;
    checked: boolean;
  }
  const TABLES = `
    SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relrowsecurity AS rls, c.relforcerowsecurity AS forced,
      (SELECT a.attnotnull FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'brand_id') AS not_null,
      EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL) AS checked
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'`;

  it('has the tenant key, forced security and a checked policy on every table of public', async () => {
    const { rows } = await withClient(local.directUrl, (c) => c.query<TableRow>(TABLES));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows)
      expect(row).toMatchObject({ rls: true, forced: true, not_null: true, checked: true });
  });

  it('gives the running roles no table, no bypass, no way around', async () => {
    const { rows } = await withClient(local.directUrl, (c) =>
      c.query(`SELECT rolname, rolsuper, rolbypassrls, rolcreaterole,
        (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns FROM pg_roles r WHERE rolname LIKE 'luneo%'`),
    );
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(row).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owns: 0 });
    // Erasure alone does what the running roles may not; each of its functions looks at the current brand only.
    const definers = await withClient(local.directUrl, (c) =>
      c.query(`SELECT proname, proconfig, prosrc LIKE '%public.current_brand()%' AS of_brand,
          ARRAY(SELECT CASE WHEN grantee = 0 THEN 'public' ELSE grantee::regrole::text END
            FROM aclexplode(proacl) WHERE grantee <> proowner) AS callers
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE prosecdef AND n.nspname IN ('public', 'auth') ORDER BY proname`),
    );
    expect(definers.rows).toEqual(
      [
        'erase_brand_rows',
        'erase_event_actors',
        'erase_event_payloads',
        'erase_printed_content',
        'erase_unordered_versions',
      ].map((proname) => ({
        proname,
        proconfig: ['search_path=pg_catalog, pg_temp'],
        of_brand: true,
        callers: ['luneo_app'],
      })),
    );
  });
});

describe('the embedded server', () => {
  it('comes back after a kill with everything that was committed', async () => {
    const killed = local.server.pid!;
    process.kill(killed, 'SIGKILL');
    // Servers of single connections outlive the first process for a moment, and answer.
    await expect.poll(() => local.server.pid, { timeout: 15_000 }).not.toBe(killed);
    await expect
      .poll(() => database.forTenant(A, (tx) => tx.product.count()).catch(() => 'down'), {
        timeout: 15_000,
        interval: 100,
      })
      .toBe(1);
  }, 40_000);
});
