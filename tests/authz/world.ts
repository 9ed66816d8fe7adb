import {
  api,
  type OperationId,
  type Permission,
  ROLE_PERMISSIONS,
  type Role,
  type Route,
  SECRET_KEY_PERMISSIONS,
  SUPPORT_HEADER,
  SUPPORT_READ_PERMISSIONS,
  SUPPORT_WRITE_PERMISSIONS,
  WIDGET_PERMISSIONS,
} from '@luneo/contracts';
import type { DatabaseUrls } from '@luneo/database';
import { toPublicId } from '@luneo/kernel';
import { makeBrand, newId, signIn, type TestBrand } from '../api/kit/brands.ts';
import { prepareRequests, type Requests } from '../api/kit/requests.ts';
import { startServer, type TestServer } from '../api/kit/server.ts';
import { openWidget } from '../api/kit/shopper.ts';

/** What a route promises, noted before anything is tampered with. */
export interface Promised {
  readonly id: OperationId;
  readonly route: Route;
}

/** One kind of credential, and what it may do. */
export interface Caller {
  readonly name: string;
  /** How the contract calls it; undefined = no credential that could be accepted. */
  readonly kind: 'session' | 'secret' | 'widget' | 'platform' | undefined;
  readonly brand: 'own' | 'other';
  readonly permissions: ReadonlySet<Permission>;
  readonly headers: Readonly<Record<string, string>>;
}

export const CROSS_SITE = 'a cookie from another site';

export interface World {
  readonly server: TestServer;
  readonly promised: readonly Promised[];
  readonly requests: Requests;
  readonly callers: readonly Caller[];
  /** Words that stand in data of the demo brand and nowhere else. */
  readonly canaries: readonly string[];
  stop(): Promise<void>;
}

const ROLES = Object.keys(ROLE_PERMISSIONS) as Role[];
const none = new Set<Permission>();

/** Two brands on a running server: the demo brand full of data, the other one asking for it. */
export async function createWorld(urls: DatabaseUrls): Promise<World> {
  const offset = { ms: 0 };
  const server = await startServer({ file: 'authz', urls, clock: { now: () => Date.now() + offset.ms } });
  const promised = Object.entries<Route>(api).map(
    ([id, route]): Promised => ({ id: id as OperationId, route: { ...route } }),
  );
  const requests = await prepareRequests(server);
  const other = await makeBrand(server, 'other');
  const own = await ownBrand(server);
  const expired = await expiredToken(server, offset);
  const shopper = await openWidget(server, 'mug');
  const callers: Caller[] = [
    caller('nobody', undefined, {}),
    caller('a forged key', undefined, bearer(`sk_test_${'A'.repeat(32)}`)),
    caller('a publishable key', undefined, bearer(server.demo.publishableKey)),
    caller('a revoked key', undefined, bearer(await revokedKey(own))),
    caller('an expired key', undefined, bearer(await expiredKey(own))),
    caller('an expired widget token', undefined, bearer(expired)),
    caller(CROSS_SITE, undefined, {
      cookie: await own.signIn('owner'),
      origin: 'https://evil.test',
    }),
    { ...caller('a shopper', 'widget', bearer(shopper.token)), permissions: new Set(WIDGET_PERMISSIONS) },
    {
      ...caller('the secret key', 'secret', bearer(server.demo.secretKey)),
      permissions: new Set(SECRET_KEY_PERMISSIONS),
    },
    {
      ...caller('the other brand’s secret key', 'secret', bearer(other.secretKey)),
      brand: 'other',
      permissions: new Set(SECRET_KEY_PERMISSIONS),
    },
  ];
  callers.push({
    ...caller('a test key', 'secret', bearer(await testKey(own))),
    brand: 'other',
    permissions: new Set(SECRET_KEY_PERMISSIONS),
  });
  callers.push(...(await platformCallers(server, other)));
  for (const role of ROLES) {
    const permissions = new Set<Permission>(ROLE_PERMISSIONS[role]);
    callers.push({ ...caller(role, 'session', await cookie(own, role, server)), permissions });
    if (role === 'owner' || role === 'supplier')
      callers.push({
        ...caller(`the other brand’s ${role}`, 'session', await cookie(other, role, server)),
        brand: 'other',
        permissions,
      });
  }
  const canaries = [
    'ada@example.test',
    'Ada Moreau',
    'T-1',
    requests.real.orderId!,
    requests.real.hash!,
    server.demo.email,
  ];
  return { server, promised, requests, callers, canaries, stop: () => server.stop() };
}

const bearer = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` });
const caller = (name: string, kind: Caller['kind'], headers: Record<string, string>): Caller => ({
  name,
  kind,
  brand: 'own',
  permissions: none,
  headers,
});

async function cookie(brand: TestBrand, role: Role, server: TestServer): Promise<Record<string, string>> {
  return {
    cookie: await brand.signIn(role),
    origin: server.origin,
    'luneo-brand': toPublicId('brand', brand.brandId),
  };
}

/** The owner of the platform: at the platform, reading and writing inside the demo brand, inside the other one. */
async function platformCallers(server: TestServer, other: TestBrand): Promise<Caller[]> {
  const { email, password } = server.demo.platform;
  const headers = { cookie: await signIn(server, email, password), origin: server.origin };
  const support = async (brandId: string, writes: boolean): Promise<Record<string, string>> => {
    const answer = await server.call(`/v1/platform/brands/${brandId}/support-sessions`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Looks after everybody', writes }),
    });
    return { ...headers, [SUPPORT_HEADER]: ((await answer.json()) as { id: string }).id };
  };
  const mine = server.demo.brandId;
  const permissions = new Set<Permission>(SUPPORT_WRITE_PERMISSIONS);
  return [
    caller('the platform owner', 'platform', headers),
    {
      ...caller('support that reads', 'session', await support(mine, false)),
      permissions: new Set(SUPPORT_READ_PERMISSIONS),
    },
    { ...caller('support that writes', 'session', await support(mine, true)), permissions },
    {
      ...caller(
        'support of the other brand',
        'session',
        await support(toPublicId('brand', other.brandId), true),
      ),
      brand: 'other',
      permissions,
    },
  ];
}

/** The demo brand, with members of every role. */
const ownBrand = (server: TestServer): Promise<TestBrand> => makeBrand(server, 'demo');

async function revokedKey(brand: TestBrand): Promise<string> {
  const id = newId();
  const { secret } = await brand.keys.create({
    id,
    brandId: brand.brandId,
    kind: 'secret',
    mode: 'live',
    name: 'revoked',
  });
  await brand.keys.revoke(brand.brandId, id);
  return secret;
}

async function expiredKey(brand: TestBrand): Promise<string> {
  const { secret } = await brand.keys.create({
    id: newId(),
    brandId: brand.brandId,
    kind: 'secret',
    mode: 'live',
    name: 'expired',
    expiresAt: new Date(Date.now() - 1_000),
  });
  return secret;
}

/** Of the demo brand's test side, to which the demo brand is another brand. */
async function testKey({ keys, brandId }: TestBrand): Promise<string> {
  return (await keys.create({ id: newId(), brandId, kind: 'secret', mode: 'test', name: 'Trials' })).secret;
}

/** Signed an hour ago, by a clock set back for it. */
async function expiredToken(server: TestServer, offset: { ms: number }): Promise<string> {
  offset.ms = -3_600_000;
  const { token } = await openWidget(server, 'mug').finally(() => {
    offset.ms = 0;
  });
  return token;
}
