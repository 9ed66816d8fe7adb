import type { AuditEntry, Me, SsoConnection, SsoDomain } from '@luneo/contracts';
import { toPublicId } from '@luneo/kernel';
import { type OidcProvider, startOidcProvider } from '@luneo/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeBrand, newId, PASSWORD, signIn, type TestBrand } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';
import {
  begin,
  type Caller,
  caller,
  connectOidc,
  ended,
  oidcOf,
  reasonAt,
  throughProvider,
  zone,
} from './kit/sso.ts';

const HOUR_MS = 3_600_000;
const secret = 'a secret of two servers of one installation';
const offset = { ms: 0 };
const names = zone();
let server: TestServer;
let provider: OidcProvider;
let brand: TestBrand;
let owner: Caller;
let domain: string;
let brands = 0;

beforeAll(async () => {
  provider = await startOidcProvider();
  const clock = { now: () => Date.now() + offset.ms };
  const { resolveTxt } = names;
  server = await startServer({
    file: 'sso-oidc.test.ts',
    worker: false,
    clock,
    resolveTxt,
    settings: { secret },
  });
});
afterAll(async () => {
  await server?.stop();
  provider?.stop();
});
beforeEach(async () => {
  offset.ms = 0;
  brand = await makeBrand(server, `sso-${++brands}`);
  owner = caller(server, await brand.signIn('owner'));
  domain = `sso-${brands}.test`;
  provider.person = { sub: `sub-${brands}`, email: `Lou@${domain}`, name: 'Lou Petit' };
  provider.tampering = {};
  provider.description = {};
});

/** Another server of the installation, on this plan. */
const smallPlan = (plan: 'starter' | 'pro'): Promise<TestServer> =>
  startServer({ file: 'sso-oidc.test.ts', worker: false, settings: { plan, secret } });
const email = (): string => `lou@${domain}`;
const connect = (defaultRole?: string): Promise<SsoConnection> =>
  connectOidc(owner, names, { provider, domain, ...(defaultRole && { defaultRole }) });
const brandsOf = async (browser: Pick<Browser, 'json'>): Promise<Me['brands']> =>
  (await browser.json<Me>('/v1/me')).body.brands;
const require = (connection: SsoConnection, required = true) =>
  owner.json<SsoConnection & { code?: string }>(`/v1/sso/connections/${connection.id}`, {
    method: 'PATCH',
    body: { required },
  });

describe('a connection', () => {
  it('is made by an owner, shown without its secret, renamed by an admin and deleted', async () => {
    const connection = await connect();
    expect(connection).toMatchObject({
      name: 'Our people',
      defaultRole: 'viewer',
      required: false,
      provider: { kind: 'oidc', issuer: provider.issuer, clientId: 'luneo' },
    });
    const admin = caller(server, await brand.signIn('admin'));
    const seen = await admin.json<SsoConnection>(`/v1/sso/connections/${connection.id}`);
    expect(seen.body.domains).toMatchObject([{ domain, record: { name: `_luneo-challenge.${domain}` } }]);
    expect(JSON.stringify(seen.body)).not.toContain(provider.clientSecret);
    const path = `/v1/sso/connections/${connection.id}`;
    expect((await admin.json(path, { method: 'PATCH', body: { name: 'Staff' } })).body).toMatchObject({
      name: 'Staff',
    });
    const other = { method: 'PATCH', body: { provider: oidcOf(provider) } };
    expect((await admin.json(path, other)).body).toMatchObject({ code: 'forbidden' });
    expect((await owner.json(path, other)).status).toBe(200);
    expect((await owner.json(path, { method: 'DELETE' })).status).toBe(204);
    expect((await owner.json(path)).status).toBe(404);
  });

  it('keeps the secret sealed', async () => {
    await connect();
    const { rows } = await server.database.authPool.query<{ row: string }>(
      `SELECT p::text || coalesce(encode(p.client_secret, 'escape'), '') AS row FROM auth.sso_provider p`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(provider.clientSecret);
  });

  it.each([
    ['http://169.254.169.254/latest', 'url_refused'],
    ['https://10.0.0.1/', 'url_refused'],
    ['https://idp.maison.example:22/', 'url_refused'],
  ])('to %s is refused before anything is sent', async (issuer, code) => {
    const body = { name: 'Bad', provider: { ...oidcOf(provider), issuer } };
    expect((await owner.json('/v1/sso/connections', { body })).body).toMatchObject({ code });
  });

  it('to a provider that names another issuer, or addresses of ours, is refused', async () => {
    const body = { name: 'Bad', provider: oidcOf(provider) };
    provider.description = { issuer: 'https://other.example' };
    expect((await owner.json('/v1/sso/connections', { body })).body).toMatchObject({
      code: 'sso_provider_unusable',
    });
    provider.description = { token_endpoint: 'http://192.168.1.1/token' };
    expect((await owner.json('/v1/sso/connections', { body })).body).toMatchObject({ code: 'url_refused' });
    provider.description = { token_endpoint: undefined };
    expect((await owner.json('/v1/sso/connections', { body })).body).toMatchObject({
      code: 'sso_provider_unusable',
    });
  });

  it('is not for the plans below Business', async () => {
    const small = await smallPlan('pro');
    try {
      const poor = caller(small, await signIn(small, `owner@sso-${brands}.test`, PASSWORD));
      const body = { name: 'Okta', provider: oidcOf(provider) };
      expect(await poor.json('/v1/sso/connections', { body })).toMatchObject({
        status: 402,
        body: { code: 'plan_feature', params: { feature: 'sso' } },
      });
    } finally {
      await small.stop();
    }
  });
});

describe('a domain', () => {
  it('is proven by its DNS record and belongs to one connection', async () => {
    const body = { name: 'Okta', provider: oidcOf(provider) };
    const made = (await owner.json<SsoConnection>('/v1/sso/connections', { body })).body;
    const path = `/v1/sso/connections/${made.id}/domains`;
    const named = (await owner.json<SsoDomain>(path, { body: { domain: domain.toUpperCase() } })).body;
    expect(named).toMatchObject({ domain, provenAt: null });
    expect((await owner.json(path, { body: { domain } })).body).toEqual(named);
    const prove = () =>
      owner.json<SsoDomain & { code: string }>(`${path}/${named.id}/proof`, { method: 'POST' });
    expect((await prove()).body.code).toBe('sso_domain_unproven');
    names.records.set(named.record.name, [`${named.record.value}x`]);
    expect((await prove()).body.code).toBe('sso_domain_unproven');
    expect((await begin(new Browser(server), email())).status).toBe(404);
    names.records.set(named.record.name, [named.record.value]);
    expect((await prove()).body.provenAt).not.toBeNull();
    expect((await begin(new Browser(server), email())).status).toBe(200);

    const other = await makeBrand(server, `sso-rival-${brands}`);
    const rival = caller(server, await other.signIn('owner'));
    const theirs = (await rival.json<SsoConnection>('/v1/sso/connections', { body })).body;
    const claim = await rival.json(`/v1/sso/connections/${theirs.id}/domains`, { body: { domain } });
    expect(claim).toMatchObject({ status: 409, body: { code: 'sso_domain_taken' } });
    expect((await rival.json(`/v1/sso/connections/${made.id}`)).status).toBe(404);
    expect((await rival.json(`${path}/${named.id}`, { method: 'DELETE' })).status).toBe(404);

    expect((await owner.json(`${path}/${named.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await begin(new Browser(server), email())).status).toBe(404);
  });

  it.each(['localhost', 'no spaces.test', '10.0.0.1', 'a..b', `${'a'.repeat(64)}.test`, '*.maison.test'])(
    'is not %s',
    async (wrong) => {
      const { id } = await connect();
      const answer = await owner.json(`/v1/sso/connections/${id}/domains`, { body: { domain: wrong } });
      expect(answer.status).toBe(400);
    },
  );
});

describe('who is vouched for', () => {
  it('becomes a member with the default role, once, and is the same person again', async () => {
    await connect('designer');
    const browser = new Browser(server);
    expect((await throughProvider(browser, email())).pathname).toBe('/in');
    expect(await browser.whoami()).toBe(email());
    expect(await brandsOf(browser)).toMatchObject([{ slug: `sso-${brands}`, role: 'designer' }]);
    const member = (await owner.json<{ items: { id: string }[] }>('/v1/members?role=designer')).body
      .items[0]!;
    await owner.json(`/v1/members/${member.id}`, { method: 'PATCH', body: { role: 'production' } });

    provider.person = { ...provider.person, email: `lou.renamed@${domain}` };
    const again = new Browser(server);
    await throughProvider(again, email());
    expect(await again.whoami()).toBe(email());
    expect(await brandsOf(again)).toMatchObject([{ role: 'production' }]);
  });

  it('comes in as the account that has the address', async () => {
    await connect();
    provider.person = { sub: 'the-owner', email: `owner@${domain}` };
    const browser = new Browser(server);
    await throughProvider(browser, `owner@${domain}`);
    expect(await brandsOf(browser)).toMatchObject([{ role: 'owner' }]);
  });

  it('takes over an account that somebody made with the address and never proved', async () => {
    await connect();
    const thief = { email: email(), password: PASSWORD, name: 'Thief' };
    expect((await new Browser(server).json('/auth/sign-up/email', { body: thief })).status).toBe(200);
    const browser = new Browser(server);
    expect((await throughProvider(browser, email())).pathname).toBe('/in');
    expect(await browser.whoami()).toBe(email());
    const tried = await new Browser(server).json('/auth/sign-in/email', { body: thief });
    expect(tried.status).toBe(401);
  });

  it('signs out like everybody', async () => {
    await connect();
    const browser = new Browser(server);
    await throughProvider(browser, email());
    const before = browser.cookie;
    expect((await browser.json('/auth/sign-out', { body: {} })).status).toBe(200);
    expect(await browser.whoami()).toBeUndefined();
    expect(await new Browser(server, { cookie: before }).whoami()).toBeUndefined();
  });

  it('finds no seat where the plan has none left', async () => {
    await connect();
    const small = await smallPlan('starter');
    try {
      // A starter brand has one seat: its owner's.
      const browser = new Browser(small);
      expect(reasonAt(await throughProvider(browser, email()))).toBe('/refused sso_refused no_seat_left');
      expect(await browser.whoami()).toBeUndefined();
    } finally {
      await small.stop();
    }
  });
});

describe('a sign-in is refused', () => {
  const refusals: [string, Partial<OidcProvider['tampering']>, string][] = [
    ['signed by a key that is not published', { signedBy: 'stranger' }, 'oauth_invalid_response'],
    ['not signed', { signedBy: 'none' }, 'oauth_'],
    ['for another client', { claims: (c) => ({ ...c, aud: 'another' }) }, 'oauth_jwt_claim'],
    ['for another client too', { claims: (c) => ({ ...c, aud: ['luneo', 'x'], azp: 'x' }) }, 'oauth_'],
    ['of another issuer', { claims: (c) => ({ ...c, iss: 'https://evil.example' }) }, 'oauth_jwt_claim'],
    [
      'past its time',
      { claims: (c) => ({ ...c, iat: c.iat! - 900, exp: c.iat! - 600 }) },
      'oauth_jwt_timestamp',
    ],
    ['of another sign-in', { claims: (c) => ({ ...c, nonce: 'replayed' }) }, 'oauth_jwt_claim'],
    ['without a nonce', { claims: ({ nonce: _, ...c }) => c }, 'oauth_'],
    ['with an unproven address', { claims: (c) => ({ ...c, email_verified: false }) }, 'email_unverified'],
    ['outside the domain', { claims: (c) => ({ ...c, email: 'lou@elsewhere.test' }) }, 'domain_unproven'],
    ['of a subdomain', { claims: (c) => ({ ...c, email: `lou@sub.${domain}` }) }, 'domain_unproven'],
    [
      'with the domain in the name',
      { claims: (c) => ({ ...c, email: `lou@${domain}@x.test` }) },
      'domain_unproven',
    ],
    [
      'that the person declined',
      {
        back: (q) => {
          q.delete('code');
          q.set('error', 'access_denied');
        },
      },
      'access_denied',
    ],
    ['with a code of nobody', { back: (q) => q.set('code', 'guessed') }, 'invalid_grant'],
  ];
  it.each(refusals)('%s', async (_, tampering, reason) => {
    await connect();
    provider.tampering = tampering;
    const browser = new Browser(server);
    const at = reasonAt(await throughProvider(browser, email()));
    expect(at).toMatch(new RegExp(`^/refused sso_refused ${reason}`));
    expect(await browser.whoami()).toBeUndefined();
    const { rows } = await server.database.authPool.query('SELECT 1 FROM auth."user" WHERE email LIKE $1', [
      `lou@%${domain}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it('with a state of another browser, a made-up one, none, or one used before', async () => {
    await connect();
    const [mine, theirs] = [new Browser(server), new Browser(server)];
    const { url } = await begin(mine, email());
    const back = (await fetch(url, { redirect: 'manual' })).headers.get('location')!;
    expect(ended(await theirs.fetch(back)).searchParams.get('error')).toBe('state_mismatch');
    const forged = back.replace(/state=[^&]*/, 'state=made-up');
    expect(ended(await mine.fetch(forged)).searchParams.get('error')).toBe('state_mismatch');
    const without = back.replace(/&state=[^&]*/, '');
    expect(ended(await mine.fetch(without)).searchParams.get('error')).toBe('state_not_found');
    expect(ended(await mine.fetch(back)).pathname).toBe('/in');
    expect(ended(await mine.fetch(back)).searchParams.get('error')).toBe('state_mismatch');
    expect(await theirs.whoami()).toBeUndefined();
  });

  it('at the callback of another connection', async () => {
    await connect();
    const other = (await connectOidc(owner, names, { provider, domain: `two.${domain}` })).provider;
    const browser = new Browser(server);
    const { url } = await begin(browser, email());
    const back = (await fetch(url, { redirect: 'manual' })).headers.get('location')!;
    const query = new URL(back).search;
    const answer = await browser.fetch(`${(other as { redirectUrl: string }).redirectUrl}${query}`);
    expect(reasonAt(ended(answer))).toBe('/refused sso_refused state_of_another_connection');
  });

  it('to pages that are not ours', async () => {
    await connect();
    const body = { email: email(), callbackURL: 'https://evil.example/in' };
    expect((await new Browser(server).json('/auth/sign-in/sso', { body })).status).toBe(403);
  });
});

describe('required single sign-on', () => {
  it('needs a proven domain', async () => {
    const body = { name: 'Okta', provider: oidcOf(provider) };
    const made = (await owner.json<SsoConnection>('/v1/sso/connections', { body })).body;
    expect((await require(made)).body.code).toBe('sso_domain_unproven');
  });

  it('shuts the other ways in for members of the domain, owners and guests excepted', async () => {
    const connection = await connect();
    const password = caller(server, await brand.signIn('admin'));
    expect((await password.json('/v1/members')).status).toBe(200);
    expect((await require(connection)).body.required).toBe(true);
    expect(await password.json('/v1/members')).toMatchObject({ status: 403, body: { code: 'sso_required' } });
    expect((await owner.json('/v1/members')).status).toBe(200);

    provider.person = { sub: 'the-admin', email: `admin@${domain}` };
    const browser = new Browser(server);
    await throughProvider(browser, `admin@${domain}`);
    expect((await browser.json('/v1/members')).status).toBe(200);
    offset.ms = 12 * HOUR_MS + 1;
    expect((await browser.json('/v1/members')).body).toMatchObject({ code: 'sso_required' });
    offset.ms = 0;

    expect((await require(connection, false)).body.required).toBe(false);
    expect((await password.json('/v1/members')).status).toBe(200);
  });

  it('is not gone round by telling the library how the session was made', async () => {
    const connection = await connect();
    await require(connection);
    const browser = new Browser(server);
    const credentials = { email: `admin@${domain}`, password: PASSWORD };
    await brand.signIn('admin');
    await browser.json('/auth/sign-in/email', { body: credentials });
    const id = (connection.provider as { redirectUrl: string }).redirectUrl.split('/').at(-1);
    for (const name of ['ssoProviderId', 'sso_provider_id'])
      expect((await browser.json('/auth/update-session', { body: { [name]: id } })).status).toBe(400);
    expect((await browser.json<Me>('/v1/me')).body.brands).toMatchObject([{ ssoRequired: true }]);
    expect((await browser.json('/v1/members')).body).toMatchObject({ code: 'sso_required' });
  });

  it('ends with its last domain and with the connection, whose sessions end at once', async () => {
    const connection = await connect();
    await require(connection);
    provider.person = { sub: 'the-admin', email: `admin@${domain}` };
    const password = caller(server, await brand.signIn('admin'));
    const browser = new Browser(server);
    await throughProvider(browser, `admin@${domain}`);
    expect((await browser.json('/v1/members')).status).toBe(200);
    await owner.json(`/v1/sso/connections/${connection.id}`, { method: 'DELETE' });
    expect(await browser.whoami()).toBeUndefined();
    expect((await password.json('/v1/members')).status).toBe(200);
  });
});

describe('sessions', () => {
  it("of members of a proven domain are listed and ended at once, an owner's by owners alone", async () => {
    await connect('designer');
    const browser = new Browser(server);
    await throughProvider(browser, email());
    const password = caller(server, await brand.signIn('viewer'));
    const idOf = async (role: string): Promise<string> =>
      (await owner.json<{ items: { id: string }[] }>(`/v1/members?role=${role}`)).body.items[0]!.id;
    const path = async (role: string): Promise<string> => `/v1/members/${await idOf(role)}/sessions`;
    const admin = caller(server, await brand.signIn('admin'));
    const listed = await admin.json<{ items: object[] }>(await path('designer'));
    expect(listed.body.items).toMatchObject([{ sso: true, ip: '127.0.0.1' }]);
    expect((await admin.json<{ items: object[] }>(await path('viewer'))).body.items).toMatchObject([
      { sso: false },
    ]);

    expect((await browser.json('/v1/products')).status).toBe(200);
    for (const role of ['designer', 'viewer'])
      expect((await admin.json(await path(role), { method: 'DELETE' })).status).toBe(204);
    expect((await browser.json('/v1/products')).status).toBe(401);
    expect((await password.json('/v1/products')).status).toBe(401);
    expect((await admin.json(await path('owner'), { method: 'DELETE' })).status).toBe(403);
    expect((await owner.json('/v1/products')).status).toBe(200);
  });
});

describe('the audit log', () => {
  it('says who connected what, without the secret, and who joined by it', async () => {
    const { id } = await connect('designer');
    await throughProvider(new Browser(server), email());
    await throughProvider(new Browser(server), email());
    const entries = async (operation: string) =>
      (await owner.json<{ items: AuditEntry[] }>(`/v1/audit-entries?operation=${operation}`)).body.items;
    const made = await entries('createSsoConnection');
    expect(made).toHaveLength(1);
    expect(JSON.stringify(made)).not.toContain(provider.clientSecret);
    const joined = await entries('joinBySingleSignOn');
    expect(joined).toMatchObject([
      {
        actor: { kind: 'member' },
        subject: { type: 'member' },
        after: { ssoConnectionId: id, role: 'designer' },
      },
    ]);
    expect(joined).toHaveLength(1);
  });
});

describe("a brand's word", () => {
  it('does not get past the second factor of an account in other brands, nor to the platform', async () => {
    await connect();
    const other = await makeBrand(server, `sso-other-${brands}`);
    provider.person = { sub: 'both', email: `owner@${domain}` };
    const pool = server.database.authPool;
    const ids = (
      await pool.query<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [`owner@${domain}`])
    ).rows[0]!;
    await pool.query(`INSERT INTO auth.member (id, brand_id, user_id, role) VALUES ($1, $2, $3, 'owner')`, [
      newId(),
      other.brandId,
      ids.id,
    ]);
    await pool.query('INSERT INTO auth.platform_owner (user_id) VALUES ($1)', [ids.id]);
    const visit = async (brandId: string): Promise<string> => {
      const browser = new Browser(server, { 'luneo-brand': toPublicId('brand', brandId) });
      await throughProvider(browser, `owner@${domain}`);
      expect((await browser.json('/v1/platform/brands')).status).toBe(404);
      const { status, body } = await browser.json<{ code?: string }>('/v1/members');
      return body.code ?? String(status);
    };
    expect(await visit(other.brandId)).toBe('200');
    await pool.query('UPDATE auth."user" SET two_factor_enabled = true WHERE id = $1', [ids.id]);
    expect(await visit(other.brandId)).toBe('second_factor_required');
    expect(await visit(brand.brandId)).toBe('200');
  });

  it.each(['/passkey/verify-registration', '/two-factor/enable', '/two-factor/disable', '/change-password'])(
    'does not change how somebody signs in: %s',
    async (path) => {
      await connect();
      const browser = new Browser(server);
      await throughProvider(browser, email());
      const body = { password: PASSWORD, currentPassword: PASSWORD, newPassword: PASSWORD, response: {} };
      expect(await browser.json(`/auth${path}`, { body })).toMatchObject({
        status: 403,
        body: { code: 'SSO_SESSION' },
      });
    },
  );
});
