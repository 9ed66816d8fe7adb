import { ApiKeys, Authenticator } from '@luneo/auth';
import { api, type OperationId, type Permission, ROLE_PERMISSIONS, type Route } from '@luneo/contracts';
import { Database, withClient } from '@luneo/database';
import type { World } from './world.ts';

/** A fault put in on purpose; `undo` takes it out again. */
export interface Mutation {
  readonly name: string;
  /** Only a connection shared by a transaction pooler can show it. */
  readonly pooled?: true;
  apply(world: World, ownerUrl: string): Promise<() => Promise<void> | void>;
}

const sql = (name: string, apply: string, undo: string): Mutation => ({
  name,
  async apply(_, ownerUrl) {
    await withClient(ownerUrl, (client) => client.query(apply));
    return () => withClient(ownerUrl, async (client) => void (await client.query(undo)));
  },
});

const POLICY = `USING (brand_id = nullif(current_setting('app.brand_id', true), '')::uuid)
  WITH CHECK (brand_id = nullif(current_setting('app.brand_id', true), '')::uuid)`;

/** Replaces a part of something while the server runs. */
const swap = <T extends object, K extends keyof T>(
  name: string,
  target: () => T,
  key: K,
  value: T[K],
): Mutation => ({
  name,
  async apply() {
    const object = target();
    const kept = object[key];
    object[key] = value;
    return () => {
      object[key] = kept;
    };
  },
});

type Loose = { -readonly [K in keyof Route]: Route[K] };
const route = (id: OperationId) => (): Loose => api[id] as unknown as Loose;
const permissions = (name: string, list: readonly Permission[], more: Permission): Mutation => ({
  name,
  async apply() {
    (list as Permission[]).push(more);
    return () => void (list as Permission[]).pop();
  },
});

/** What goes wrong in code, in the contract or in the database when nobody looks. Each must be noticed. */
export const MUTATIONS: readonly Mutation[] = [
  sql(
    'anybody is made an owner of the platform',
    'INSERT INTO auth.platform_owner (user_id) SELECT user_id FROM auth.member ON CONFLICT DO NOTHING',
    'DELETE FROM auth.platform_owner WHERE user_id IN (SELECT user_id FROM auth.member)',
  ),
  sql(
    'a policy is dropped',
    'DROP POLICY tenant ON public."order"',
    `CREATE POLICY tenant ON public."order" ${POLICY}`,
  ),
  sql(
    'another policy is dropped',
    'DROP POLICY tenant ON public.asset',
    `CREATE POLICY tenant ON public.asset ${POLICY}`,
  ),
  sql(
    'a policy lets all rows be read',
    'CREATE POLICY everything ON public.design FOR SELECT USING (true)',
    'DROP POLICY everything ON public.design',
  ),
  sql(
    'a policy checks nothing that is written',
    `DROP POLICY tenant ON public.event;
     CREATE POLICY tenant ON public.event USING (brand_id = nullif(current_setting('app.brand_id', true), '')::uuid) WITH CHECK (true)`,
    `DROP POLICY tenant ON public.event; CREATE POLICY tenant ON public.event ${POLICY}`,
  ),
  sql(
    'row-level security is switched off',
    'ALTER TABLE public.line_item DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE public.line_item ENABLE ROW LEVEL SECURITY',
  ),
  sql(
    'the owner is let past row-level security',
    'ALTER TABLE public.print_file NO FORCE ROW LEVEL SECURITY',
    'ALTER TABLE public.print_file FORCE ROW LEVEL SECURITY',
  ),
  sql(
    'a tenant key may be empty',
    'ALTER TABLE public.event ALTER COLUMN brand_id DROP NOT NULL',
    'ALTER TABLE public.event ALTER COLUMN brand_id SET NOT NULL',
  ),
  sql('a table without tenant is made', 'CREATE TABLE public.loose (id int)', 'DROP TABLE public.loose'),
  sql(
    'a view asks as its owner',
    'CREATE VIEW public.all_orders AS SELECT * FROM public."order"',
    'DROP VIEW public.all_orders',
  ),
  sql(
    'a function runs as its owner',
    `CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM public.product'`,
    'DROP FUNCTION public.peek()',
  ),
  sql('the application may pass by', 'ALTER ROLE luneo_app BYPASSRLS', 'ALTER ROLE luneo_app NOBYPASSRLS'),
  sql(
    'the application owns a table',
    'GRANT CREATE ON SCHEMA public TO luneo_app; ALTER TABLE public.side OWNER TO luneo_app',
    'ALTER TABLE public.side OWNER TO CURRENT_USER; REVOKE CREATE ON SCHEMA public FROM luneo_app',
  ),
  sql(
    'the application reads sign-in tables',
    'GRANT SELECT ON auth.session TO luneo_app',
    'REVOKE SELECT ON auth.session FROM luneo_app',
  ),
  sql(
    'what was frozen can be changed',
    'GRANT UPDATE ON public.design_version TO luneo_app',
    'REVOKE UPDATE ON public.design_version FROM luneo_app',
  ),
  sql(
    'the audit log can be changed',
    'GRANT UPDATE, DELETE ON public.audit_entry TO luneo_app',
    'REVOKE UPDATE, DELETE ON public.audit_entry FROM luneo_app',
  ),
  sql(
    'changes of a table are no longer audited',
    'ALTER TABLE public.variant DISABLE TRIGGER audit',
    'ALTER TABLE public.variant ENABLE TRIGGER audit',
  ),
  swap('a route asks for a weaker permission', route('releaseLine'), 'permission', 'orders.read'),
  swap('a route asks for what suppliers may do', route('listOrders'), 'permission', 'production.read'),
  swap('a route takes shoppers', route('listProducts'), 'credentials', ['session', 'secret', 'widget']),
  swap('a route is open', route('getAssetContent'), 'credentials', ['public']),
  permissions('a viewer may write', ROLE_PERMISSIONS.viewer, 'products.write'),
  permissions('a supplier sees orders', ROLE_PERMISSIONS.supplier as unknown as Permission[], 'orders.read'),
  {
    name: 'keys are not checked',
    async apply(world) {
      const { principal } = ApiKeys.prototype;
      const found = await new ApiKeys({
        pool: world.server.database.authPool,
        clock: { now: () => Date.now() },
        cache: world.server.cache,
      }).principal(world.server.demo.secretKey);
      ApiKeys.prototype.principal = async () => found;
      return () => {
        ApiKeys.prototype.principal = principal;
      };
    },
  },
  {
    name: 'a transaction acts for whoever came first',
    async apply(world) {
      const { forTenant } = Database.prototype;
      const first = await new ApiKeys({
        pool: world.server.database.authPool,
        clock: { now: () => Date.now() },
        cache: world.server.cache,
      }).principal(world.server.demo.secretKey);
      Database.prototype.forTenant = function (_, work, options) {
        return forTenant.call(this, first.brandId, work, options) as never;
      };
      return () => {
        Database.prototype.forTenant = forTenant;
      };
    },
  },
  {
    name: 'every bearer is the first brand’s',
    async apply(world) {
      const { authenticate } = Authenticator.prototype;
      const { demo } = world.server;
      Authenticator.prototype.authenticate = function (request, accepted) {
        const headers = new Headers(request.headers);
        if (headers.has('authorization')) headers.set('authorization', `Bearer ${demo.secretKey}`);
        return authenticate.call(
          this,
          new Request(request.url, { method: request.method, headers }),
          accepted,
        );
      };
      return () => {
        Authenticator.prototype.authenticate = authenticate;
      };
    },
  },
  {
    name: 'the tenant is set for the session, not the transaction',
    pooled: true,
    async apply() {
      const { forTenant } = Database.prototype;
      Database.prototype.forTenant = function (brandId, work, options) {
        return forTenant.call(
          this,
          brandId,
          async (tx) => {
            await tx.$executeRaw`SELECT set_config('app.brand_id', ${brandId}, false)`;
            return work(tx);
          },
          options,
        ) as never;
      };
      return () => {
        Database.prototype.forTenant = forTenant;
      };
    },
  },
];
