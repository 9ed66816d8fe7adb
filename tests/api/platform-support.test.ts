import type {
  Announcement,
  AuditEntry,
  FeatureFlag,
  PlatformAct,
  Problem,
  SupportSession,
} from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
let owner: Browser;
let member: Browser;
let stranger: Browser;
const offset = { ms: 0 };

type Page<T> = { items: T[]; nextCursor: string | null };

async function signedIn({ email, password }: { email: string; password: string }, headers = {}) {
  const browser = new Browser(server, headers);
  const { status } = await browser.fetch('/auth/sign-in/email', { body: { email, password } });
  expect(status).toBe(200);
  return browser;
}

beforeAll(async () => {
  server = await startServer({
    file: 'platform-support.test.ts',
    worker: false,
    clock: { now: () => Date.now() + offset.ms },
  });
  owner = await signedIn(server.demo.platform);
  member = await signedIn(server.demo);
  const other = await makeBrand(server, 'other');
  await other.signIn('owner');
  stranger = await signedIn({ email: 'owner@other.test', password: 'correct horse battery' });
});
afterAll(() => server?.stop());

const enter = async (body: Record<string, unknown>, browser = owner) =>
  browser.json<SupportSession & Problem>(`/v1/platform/brands/${server.demo.brandId}/support-sessions`, {
    body,
  });
const inside = (id: string) => signedIn(server.demo.platform, { 'luneo-support': id });
const refusal = (browser: Browser) => browser.json<Problem>('/v1/orders');
const draft = {
  slug: 'by-support',
  name: 'By support',
  process: 'dtg',
  sides: [{ id: 'front', name: 'Front', widthUm: 90_000, heightUm: 90_000 }],
};

describe('a support session', () => {
  it('reads inside the brand, and only reads unless it was said', async () => {
    const { status, body } = await enter({ reason: 'Ticket 4711' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ writes: false, email: server.demo.platform.email, endedAt: null });
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(3_600_000);
    const support = await inside(body.id);
    const products = await support.json<Page<{ slug: string }>>('/v1/catalogue');
    expect(products.body.items.map(({ slug }) => slug)).toContain('mug');
    expect(await support.json('/v1/products', { body: { draft } })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await support.json('/v1/platform/brands')).status).toBe(404);
  });

  it('that writes leaves who and why in the brand’s log, and gives no lasting access', async () => {
    const { body } = await enter({ reason: 'Ticket 4712', writes: true, minutes: 5 });
    const support = await inside(body.id);
    const made = await support.json<{ id: string }>('/v1/products', { body: { draft } });
    expect(made.status).toBe(201);
    const log = await member.json<Page<AuditEntry>>('/v1/audit-entries?operation=createProduct');
    expect(log.body.items.length).toBeGreaterThan(0);
    for (const entry of log.body.items)
      expect(entry).toMatchObject({ actor: { kind: 'platform', id: body.userId }, reason: 'Ticket 4712' });
    const key = { kind: 'secret', mode: 'test', name: 'kept' };
    expect((await support.json('/v1/api-keys', { body: key })).status).toBe(403);
    const invitation = { email: 'me@people.test', role: 'owner' };
    expect((await support.json('/v1/invitations', { body: invitation })).status).toBe(403);
  });

  it('ends by hand at once', async () => {
    const { body } = await enter({ reason: 'Ticket 4713' });
    const support = await inside(body.id);
    expect((await refusal(support)).status).toBe(200);
    for (let twice = 0; twice < 2; twice++)
      expect(
        (await owner.fetch(`/v1/platform/support-sessions/${body.id}`, { method: 'DELETE' })).status,
      ).toBe(204);
    expect(await refusal(support)).toMatchObject({ status: 403, body: { code: 'support_session_ended' } });
    const acts = await owner.json<Page<PlatformAct>>('/v1/platform/acts');
    expect(acts.body.items.filter(({ operation }) => operation === 'endSupportSession')).toHaveLength(1);
  });

  it('ends by itself', async () => {
    const { body } = await enter({ reason: 'Ticket 4714', minutes: 5 });
    const support = await inside(body.id);
    expect((await refusal(support)).status).toBe(200);
    offset.ms = 5 * 60_000 + 1_000;
    const after = await refusal(support);
    offset.ms = 0;
    expect(after).toMatchObject({ status: 403, body: { code: 'support_session_ended' } });
  });

  it('is of no use to anybody else', async () => {
    const { body } = await enter({ reason: 'Ticket 4715' });
    const thief = await signedIn(
      { email: 'owner@other.test', password: 'correct horse battery' },
      { 'luneo-support': body.id },
    );
    expect(await refusal(thief)).toMatchObject({ status: 403, body: { code: 'support_session_ended' } });
    expect(await refusal(await inside('nonsense'))).toMatchObject({
      body: { code: 'support_session_ended' },
    });
    expect((await enter({ reason: 'Ticket 4716' }, stranger)).status).toBe(404);
  });

  it('wants a reason and a time that is not too long', async () => {
    for (const body of [{}, { reason: ' ' }, { reason: 'because', minutes: 241 }])
      expect((await enter(body)).status).toBe(400);
  });

  it('is shown to the brand it went into, and to no other', async () => {
    const visits = await member.json<Page<SupportSession>>('/v1/support-sessions?limit=100');
    expect(visits.body.items.map(({ reason }) => reason)).toContain('Ticket 4711');
    expect((await stranger.json('/v1/support-sessions')).body).toEqual({ items: [], nextCursor: null });
    const all = await owner.json<Page<SupportSession>>('/v1/platform/support-sessions?limit=100');
    expect(all.body.items).toEqual(visits.body.items);
    const log = await member.json<Page<AuditEntry>>('/v1/audit-entries?operation=startSupportSession');
    expect(log.body.items.map(({ reason }) => reason)).toContain('Ticket 4713');
  });
});

describe('a feature flag', () => {
  const put = (settings: Partial<FeatureFlag>) =>
    owner.json<FeatureFlag & Problem>('/v1/platform/feature-flags/gang-sheets', {
      method: 'PUT',
      body: { description: 'Sheets', percentage: 0, brandsOn: [], brandsOff: [], ...settings },
    });
  const has = async (browser: Browser) =>
    (await browser.json<{ items: string[] }>('/v1/features')).body.items;

  it('reaches the brands it names, then all, then none', async () => {
    expect((await put({ brandsOn: [server.demo.brandId] })).status).toBe(200);
    expect([await has(member), await has(stranger)]).toEqual([['gang-sheets'], []]);
    await put({ percentage: 100, brandsOff: [server.demo.brandId] });
    expect([await has(member), await has(stranger)]).toEqual([[], ['gang-sheets']]);
    const gone = await owner.fetch('/v1/platform/feature-flags/gang-sheets', { method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect(await has(stranger)).toEqual([]);
    const again = await owner.fetch('/v1/platform/feature-flags/gang-sheets', { method: 'DELETE' });
    expect(again.status).toBe(404);
  });

  it('is refused when it makes no sense', async () => {
    expect((await put({ percentage: 101 })).status).toBe(400);
  });
});

describe('an announcement', () => {
  const hour = 3_600_000;
  const news = (audience: string[], startsInMs: number) => ({
    title: { en: 'Maintenance', fr: 'Maintenance' },
    text: { en: 'Files come later.', fr: 'Les fichiers viennent plus tard.' },
    startsAt: new Date(Date.now() + startsInMs).toISOString(),
    endsAt: new Date(Date.now() + startsInMs + hour).toISOString(),
    audience,
  });
  const told = async (browser: Browser) =>
    (await browser.json<{ items: Announcement[] }>('/v1/announcements')).body.items.map(({ id }) => id);
  const announce = async (audience: string[], startsInMs: number) =>
    (await owner.json<Announcement>('/v1/platform/announcements', { body: news(audience, startsInMs) })).body
      .id;

  it('is seen by its audience while it lasts', async () => {
    const forAll = await announce([], -1_000);
    const forDemo = await announce([server.demo.brandId], -1_000);
    await announce([], hour);
    await announce([], -2 * hour);
    expect(await told(member)).toEqual([forDemo, forAll]);
    expect(await told(stranger)).toEqual([forAll]);
    const listed = await owner.json<Page<Announcement>>('/v1/platform/announcements');
    expect(listed.body.items).toHaveLength(4);
    const down = await owner.fetch(`/v1/platform/announcements/${forAll}`, { method: 'DELETE' });
    expect(down.status).toBe(204);
    expect(await told(stranger)).toEqual([]);
  });

  it('ends after it starts', async () => {
    const body = news([], 0);
    const backwards = { ...body, startsAt: body.endsAt, endsAt: body.startsAt };
    expect((await owner.json('/v1/platform/announcements', { body: backwards })).status).toBe(400);
  });

  it('is nobody’s to make but the platform’s', async () => {
    const made = await stranger.json('/v1/platform/announcements', { body: news([], 0) });
    expect(made.status).toBe(404);
  });
});
