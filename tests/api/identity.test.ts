import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, PASSWORD, type TestBrand } from './kit/brands.ts';
import { Browser, inbox, newestLink } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';

let server: TestServer;
let brand: TestBrand;

beforeAll(async () => {
  server = await startServer({ file: 'identity.test.ts', worker: false });
  brand = await makeBrand(server, 'mine');
});
afterAll(() => server?.stop());

const signUp = (browser: Browser, email: string, password = PASSWORD) =>
  browser.json('/auth/sign-up/email', {
    body: { name: 'Ada Moreau', email, password, callbackURL: '/welcome' },
  });
const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.json<{ code?: string; twoFactorRedirect?: boolean }>('/auth/sign-in/email', {
    body: { email, password },
  });

/** Whether the database still knows the session: the cookie alone is believed for a minute. */
const isAlive = async (browser: Browser): Promise<boolean> =>
  (await browser.json<object | null>('/auth/get-session?disableCookieCache=true')).body !== null;

/** A person with a proven address. */
async function person(email: string): Promise<Browser> {
  const browser = new Browser(server);
  await signUp(browser, email);
  await browser.fetch(await newestLink(server, email));
  await signIn(browser, email);
  expect(await browser.whoami()).toBe(email);
  return browser;
}

describe('a new account', () => {
  it('signs in once its address is proven', async () => {
    const browser = new Browser(server, { 'accept-language': 'fr' });
    expect(await signUp(browser, 'new@mine.test')).toMatchObject({ status: 200 });
    const link = await newestLink(server, 'new@mine.test');
    expect(await signIn(browser, 'new@mine.test')).toMatchObject({
      status: 403,
      body: { code: 'EMAIL_NOT_VERIFIED' },
    });
    const [message] = await inbox(server, 'new@mine.test');
    expect(message).toMatchObject({
      kind: 'verify',
      locale: 'fr',
      subject: 'Confirmez votre adresse e-mail',
    });
    const answer = await browser.fetch(link);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/welcome']);
    expect(await signIn(browser, 'new@mine.test')).toMatchObject({ status: 200 });
    expect(await browser.whoami()).toBe('new@mine.test');
  });

  it('does not tell whether an address is known', async () => {
    const [fresh, known] = [
      await signUp(new Browser(server), 'fresh@mine.test'),
      await signUp(new Browser(server), 'owner@mine.test'),
    ];
    expect(known.status).toBe(fresh.status);
    expect(Object.keys(known.body).sort()).toEqual(Object.keys(fresh.body).sort());
  });

  it.each([
    ['Xk29!pqL', 'PASSWORD_TOO_SHORT'],
    ['poiuytrewqasdf', 'PASSWORD_WEAK'],
    ['adamoreau2026', 'PASSWORD_WEAK'],
    ['123456789987654321', 'PASSWORD_BREACHED'],
  ])('is refused with the password %s', async (password, code) => {
    expect(await signUp(new Browser(server), 'weak@mine.test', password)).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  it('sends no link to another site', async () => {
    const answer = await new Browser(server).json('/auth/sign-up/email', {
      body: { name: 'A', email: 'x@mine.test', password: PASSWORD, callbackURL: 'https://evil.test/' },
    });
    expect(answer.status).toBe(403);
  });
});

describe('a forgotten password', () => {
  it('is replaced by a link that works once and ends every session', async () => {
    const before = await person('forgot@mine.test');
    const browser = new Browser(server);
    const ask = (email: string) =>
      browser.json('/auth/request-password-reset', { body: { email, redirectTo: '/new-password' } });
    const known = await ask('forgot@mine.test');
    expect(await ask('nobody@mine.test')).toEqual(known);
    expect(await inbox(server, 'nobody@mine.test')).toEqual([]);
    const page = await browser.fetch(await newestLink(server, 'forgot@mine.test'));
    const token = new URL(page.headers.get('location')!, server.origin).searchParams.get('token');
    const choose = (newPassword: string) =>
      browser.json('/auth/reset-password', { body: { token, newPassword } });
    expect(await choose('poiuytrewqasdf')).toMatchObject({ status: 400, body: { code: 'PASSWORD_WEAK' } });
    expect(await choose('seven violet kettles')).toMatchObject({ status: 200 });
    expect(await choose('eight violet kettles')).toMatchObject({ status: 400 });
    expect(await isAlive(before)).toBe(false);
    expect(await signIn(browser, 'forgot@mine.test')).toMatchObject({ status: 401 });
    expect(await signIn(browser, 'forgot@mine.test', 'seven violet kettles')).toMatchObject({ status: 200 });
  });
});

describe('a magic link', () => {
  it('signs in once', async () => {
    await person('magic@mine.test');
    const browser = new Browser(server);
    const body = { email: 'magic@mine.test', callbackURL: '/' };
    expect(await browser.json('/auth/sign-in/magic-link', { body })).toMatchObject({ status: 200 });
    const link = await newestLink(server, 'magic@mine.test');
    const { rows } = await server.database.authPool.query(
      'SELECT 1 FROM auth.verification WHERE identifier = $1 OR value LIKE $2',
      [new URL(link).searchParams.get('token'), `%${new URL(link).searchParams.get('token')}%`],
    );
    expect(rows).toEqual([]);
    await browser.fetch(link);
    expect(await browser.whoami()).toBe('magic@mine.test');
    const second = new Browser(server);
    await second.fetch(link);
    expect(await second.whoami()).toBeUndefined();
  });
});

describe('sessions', () => {
  it('are listed, and revoked by their owner only', async () => {
    const first = await person('two@mine.test');
    const second = new Browser(server);
    await signIn(second, 'two@mine.test');
    const { body } = await first.json<{ token: string }[]>('/auth/list-sessions');
    expect(body).toHaveLength(2);
    const stranger = await person('stranger@mine.test');
    const theirs = body.find(({ token }) => second.cookie.includes(token.slice(0, 20)))!;
    await stranger.json('/auth/revoke-session', { body: { token: theirs.token } });
    expect(await isAlive(second)).toBe(true);
    await first.json('/auth/revoke-session', { body: { token: theirs.token } });
    expect([await isAlive(first), await isAlive(second)]).toEqual([true, false]);
  });
});

describe('the outbox page', () => {
  it('shows messages with their links', async () => {
    await signUp(new Browser(server), 'page@mine.test');
    const page = await server.call('/dev/outbox');
    const html = await page.text();
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('page@mine.test');
    const id = /\/dev\/outbox\/([0-9a-f-]{36})/.exec(html)![1];
    expect(await (await server.call(`/dev/outbox/${id}`)).text()).toContain('Confirm address');
    expect((await server.call('/dev/outbox/nothing')).status).toBe(404);
  });

  it('is not there in production', async () => {
    const production = await startServer({
      file: 'identity.test.ts',
      worker: false,
      settings: { outboxPage: false },
    });
    expect((await production.call('/dev/outbox')).status).toBe(404);
    await production.stop();
  });
});

describe('paths of the library that our routes replace', () => {
  it.each(['/organization/list-members', '/organization/get-full-organization', '/sso/providers'])(
    'GET %s is closed',
    async (path) => {
      const cookie = await brand.signIn('owner');
      const answer = await server.call(`/auth${path}`, { headers: { cookie } });
      expect(answer.status).toBe(404);
    },
  );

  it.each(['/organization/invite-member', '/organization/update-member-role', '/sso/register'])(
    'POST %s is closed',
    async (path) => {
      const cookie = await brand.signIn('owner');
      const answer = await server.call(`/auth${path}`, {
        method: 'POST',
        headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
        body: JSON.stringify({
          email: 'a@b.test',
          role: 'owner',
          memberId: 'x',
          providerId: 'x',
          issuer: 'x',
          domain: 'x',
        }),
      });
      expect(answer.status).toBe(404);
    },
  );
});
