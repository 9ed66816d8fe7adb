import { api, type OperationId, type Route } from '@luneo/contracts';
import { withClient } from '@luneo/database';
import { toPublicId } from '@luneo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, signIn } from './kit/brands.ts';
import { callRoute, prepareRequests, type Requests } from './kit/requests.ts';
import { startServer, type TestServer } from './kit/server.ts';
import { recordSql, type SqlRecorder } from './kit/sql-recorder.ts';
import { until } from './kit/until.ts';

/** Rows of each kind besides the first: more than a statement may be repeated for. */
const MORE = 5;
const REPEATED = 2;
const BUSY = `SELECT FROM jobs.job WHERE state IN ('created', 'active') AND start_after <= now()`;

let server: TestServer;
let sql: SqlRecorder;
let requests: Requests;
let headers: (route: Route) => Record<string, string>;

beforeAll(async () => {
  sql = await recordSql();
  server = await startServer({ file: 'queries.test.ts' });
  requests = await prepareRequests(server);
  const brand = await makeBrand(server, 'demo');
  const owner = { cookie: await brand.signIn('owner'), origin: server.origin };
  const { email, password } = server.demo.platform;
  const platform = { cookie: await signIn(server, email, password), origin: server.origin };
  headers = ({ credentials }) => {
    if (credentials.includes('platform')) return platform;
    if (credentials.includes('secret')) return { authorization: `Bearer ${server.demo.secretKey}` };
    return credentials.includes('session')
      ? { ...owner, 'luneo-brand': toPublicId('brand', brand.brandId) }
      : {};
  };
  await multiply();
});
afterAll(() => server?.stop());

const call = (id: OperationId, bodies = requests.bodies) =>
  callRoute(server, {
    id,
    route: api[id],
    ids: requests.real,
    headers: headers(api[id]),
    bodies,
  });

/** More of everything that is listed. */
async function multiply(): Promise<void> {
  const { bodies } = requests;
  const named = (n: number): Partial<Record<OperationId, object>> => ({
    createDesign: {},
    createOrder: { externalId: `Q-${n}` },
    createProduct: {
      draft: { ...(bodies.createProduct as { draft: object }).draft, slug: `more-${n}`, name: `More ${n}` },
    },
    createTemplate: { name: `More ${n}` },
    createPalette: { name: `More ${n}` },
    createWebhookEndpoint: {},
    createSupplier: { name: `More ${n}` },
    createApiKey: { name: `More ${n}` },
    createRole: { name: `More ${n}` },
    createInvitation: { email: `more-${n}@people.test` },
    createPriceDraft: { name: `More ${n}` },
    createDesignShare: {},
    holdOrder: {},
    releaseOrder: {},
  });
  for (let n = 0; n < MORE; n++)
    for (const [id, change] of Object.entries(named(n)) as [OperationId, object][]) {
      const answer = await call(id, { ...bodies, [id]: { ...(bodies[id] as object), ...change } });
      expect([id, answer.status, answer.raw.slice(-300)]).toEqual([
        id,
        expect.toSatisfy((status: number) => status < 300),
        expect.anything(),
      ]);
    }
}

const reads = (Object.entries(api) as [OperationId, Route][]).filter(
  ([, { method, bodyKind }]) => method === 'GET' && bodyKind === undefined,
);

describe('what a read asks of the database', () => {
  it('does not grow with what it lists', async () => {
    const counted: Record<string, number> = {};
    const grown: string[] = [];
    for (const [id, route] of reads) {
      const { status } = await call(id);
      if (status !== 200) continue;
      const statements = sql.of(route.path.replace(/\{(\w+)\}/g, (_, name: string) => requests.real[name]!));
      counted[id] = statements.length;
      const times = new Map<string, number>();
      for (const statement of statements) times.set(statement, (times.get(statement) ?? 0) + 1);
      for (const [statement, count] of times)
        if (count > REPEATED) grown.push(`${id}: ${count} times ${statement.slice(0, 200)}`);
    }
    await expect(`${JSON.stringify(counted, null, 2)}\n`).toMatchFileSnapshot('sql/statements-a-read.json');
    expect(grown).toEqual([]);
  });
});

describe('the SQL of each repository method', () => {
  it('is what was reviewed', async () => {
    for (const [id, { method }] of Object.entries(api) as [OperationId, Route][])
      if (method !== 'GET') await call(id);
    await until(
      () => withClient(server.urls.directUrl, (client) => client.query(BUSY)),
      ({ rowCount }) => rowCount === 0,
    );
    const files = new Map<string, string[]>();
    for (const [key, statements] of sql.methods) {
      const [repository, method] = key.split('.') as [string, string];
      const lines = [...statements].sort().map((statement) => `${statement};`);
      const said = lines.length === 0 ? ['-- not called here'] : lines;
      files.set(repository, [...(files.get(repository) ?? []), `-- ${method}`, ...said, '']);
    }
    for (const [repository, lines] of files)
      await expect(lines.join('\n')).toMatchFileSnapshot(`sql/${repository}.sql`);
  });
});
