import type { Me, SsoConnection } from '@luneo/contracts';
import {
  makeSamlProvider,
  type SamlProvider,
  type SamlSaying,
  type SamlSigning,
  samlId,
} from '@luneo/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeBrand, type TestBrand } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';
import {
  begin,
  type Caller,
  caller,
  ended,
  post,
  proveDomain,
  reasonAt,
  samlOf,
  sayingOf,
  zone,
} from './kit/sso.ts';

const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const names = zone();
let server: TestServer;
let provider: SamlProvider;
let brand: TestBrand;
let owner: Caller;
let domain: string;
let connection: SsoConnection;
let acsUrl: string;
let brands = 0;

beforeAll(async () => {
  provider = await makeSamlProvider();
  server = await startServer({ file: 'sso-saml.test.ts', worker: false, resolveTxt: names.resolveTxt });
});
afterAll(() => server?.stop());
beforeEach(async () => {
  brand = await makeBrand(server, `saml-${++brands}`);
  owner = caller(server, await brand.signIn('owner'));
  domain = `saml-${brands}.test`;
  const body = { name: 'Entra', provider: samlOf(provider), defaultRole: 'designer' };
  const made = await owner.json<SsoConnection>('/v1/sso/connections', { body });
  expect(made.status).toBe(201);
  connection = made.body;
  if (connection.provider.kind !== 'saml') throw new Error('not a SAML connection');
  acsUrl = connection.provider.acsUrl;
  await proveDomain(owner, names, { connectionId: connection.id, domain });
});

const email = (): string => `lou@${domain}`;
/** A sign-in that the browser began: what the provider would answer. */
async function begun(browser: Browser): Promise<{ saying: SamlSaying; relayState: string }> {
  const { url } = await begin(browser, email());
  expect(url.startsWith(`${provider.entryPoint}?`)).toBe(true);
  const { id, relayState } = provider.readRequest(url);
  return { relayState, saying: sayingOf(provider, connection, { email: email(), inResponseTo: id }) };
}
/** Signs in with what the provider says, or with what was made of it. */
async function signInWith(
  browser: Browser,
  {
    say = (saying) => saying,
    signing,
    forge = (xml) => xml,
  }: {
    say?: (saying: SamlSaying) => SamlSaying;
    signing?: SamlSigning;
    forge?: (xml: string) => string;
  } = {},
): Promise<URL> {
  const { saying, relayState } = await begun(browser);
  const xml = forge(provider.respond(say(saying), signing));
  return ended(await post(browser, acsUrl, { xml, relayState }));
}
const nobodyCame = async (browser: Browser): Promise<void> => {
  expect(await browser.whoami()).toBeUndefined();
  const { rows } = await server.database.authPool.query(
    `SELECT 1 FROM auth.member m JOIN auth.brand b ON b.id = m.brand_id WHERE b.slug = $1 AND m.role <> 'owner'`,
    [`saml-${brands}`],
  );
  expect(rows).toEqual([]);
};

describe('a connection', () => {
  it('is made of metadata or by hand, and says what to copy into the provider', async () => {
    const { entityId, entryPoint, certificate } = provider;
    expect(connection.provider).toMatchObject({
      entityId,
      entryPoint,
      emailAttribute: 'email',
      certificates: [{ fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) }],
    });
    const byHand = { kind: 'saml', entityId, entryPoint, certificates: [certificate] };
    const made = await owner.json<SsoConnection>('/v1/sso/connections', {
      body: { name: 'By hand', provider: byHand },
    });
    expect(made.body.provider).toMatchObject({ entityId, entryPoint });
    const side = connection.provider as Extract<SsoConnection['provider'], { kind: 'saml' }>;
    const metadata = await (await fetch(side.spEntityId)).text();
    expect(metadata).toContain('WantAssertionsSigned="true"');
    expect(metadata).toContain(`Location="${acsUrl}"`);
  });

  it.each([
    ['a document type', (xml: string) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml.replace(/^<\?.*?\?>/, '')}`],
    ['nothing in it', () => '<EntityDescriptor/>'],
    ['no XML', () => 'hello'],
    ['no certificate', (xml: string) => xml.replace(/<KeyDescriptor.*<\/KeyDescriptor>/s, '')],
    ['a broken certificate', (xml: string) => xml.replace(/<X509Certificate>.{40}/, '<X509Certificate>')],
  ])('with %s is refused', async (_, spoil) => {
    const body = { name: 'Bad', provider: { kind: 'saml', metadata: spoil(provider.metadata) } };
    expect(await owner.json('/v1/sso/connections', { body })).toMatchObject({
      status: 422,
      body: { code: 'sso_provider_unusable' },
    });
  });

  it('is not both kinds of setting up, nor neither', async () => {
    for (const more of [{ metadata: provider.metadata, entityId: 'x' }, {}, { entityId: 'x' }]) {
      const body = { name: 'Bad', provider: { kind: 'saml', ...more } };
      expect((await owner.json('/v1/sso/connections', { body })).status).toBe(400);
    }
  });
});

describe('who is vouched for', () => {
  it('becomes a member, and acts in a brand that requires it', async () => {
    const path = `/v1/sso/connections/${connection.id}`;
    await owner.json(path, { method: 'PATCH', body: { required: true } });
    const browser = new Browser(server);
    expect((await signInWith(browser)).pathname).toBe('/in');
    expect(await browser.whoami()).toBe(email());
    const { brands: mine } = (await browser.json<Me>('/v1/me')).body;
    expect(mine).toMatchObject([{ slug: `saml-${brands}`, role: 'designer' }]);
    expect((await browser.json('/v1/products')).status).toBe(200);
    const again = new Browser(server);
    await signInWith(again);
    expect(await again.whoami()).toBe(email());
  });
});

describe('an answer is refused', () => {
  const wrapped = (xml: string, evil: (assertion: string) => string): string => {
    const signed = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)![0];
    const stripped = signed.replace(/<ds:Signature.*<\/ds:Signature>/s, '');
    return xml.replace(signed, evil(stripped.replaceAll(`lou@`, `owner@`)).replace('SIGNED', signed));
  };
  const soon = (ms: number): Date => new Date(Date.now() + ms);
  const refusals: [string, Parameters<typeof signInWith>[1], RegExp][] = [
    ['signed by another key', { signing: { by: 'stranger' } }, /invalid/i],
    ['not signed', { signing: { by: 'nobody' } }, /invalid/i],
    ['signed with SHA-1', { signing: { algorithm: RSA_SHA1 } }, /saml_algorithm_not_allowed/],
    ['changed after it was signed', { forge: (xml) => xml.replaceAll('lou@', 'owner@') }, /invalid/i],
    ['past its time', { say: (s) => ({ ...s, notOnOrAfter: soon(-90_000) }) }, /expired|invalid/i],
    ['before its time', { say: (s) => ({ ...s, notBefore: soon(90_000) }) }, /not yet|invalid/i],
    ['for another audience', { say: (s) => ({ ...s, audience: 'https://other.test' }) }, /audience/i],
    ['for another recipient', { say: (s) => ({ ...s, recipient: 'https://other.test/acs' }) }, /recipient/i],
    [
      'for another destination',
      { say: (s) => ({ ...s, destination: 'https://other.test' }) },
      /destination/i,
    ],
    ['of another issuer', { say: (s) => ({ ...s, issuer: 'https://evil.test' }) }, /invalid/i],
    ['that nobody asked for', { say: (s) => ({ ...s, inResponseTo: undefined }) }, /unsolicited/i],
    ['to another request', { say: (s) => ({ ...s, inResponseTo: samlId() }) }, /unknown or expired request/i],
    [
      'outside the domain',
      { say: (s) => ({ ...s, attributes: { email: 'lou@elsewhere.test' } }) },
      /domain_unproven/,
    ],
    [
      'with a second assertion before the signed one',
      { forge: (xml) => wrapped(xml, (evil) => `${evil.replace(/ ID="[^"]*"/, ' ID="_evil"')}SIGNED`) },
      /assertions/i,
    ],
    [
      'with the signed assertion hidden in another',
      {
        forge: (xml) =>
          wrapped(xml, (evil) =>
            evil
              .replace(/ ID="[^"]*"/, ' ID="_evil"')
              .replace('<saml:Subject>', '<saml:Advice>SIGNED</saml:Advice><saml:Subject>'),
          ),
      },
      /assertions/i,
    ],
    [
      'with the signed assertion hidden in an extension',
      {
        forge: (xml) =>
          wrapped(xml, (evil) => evil).replace(
            '<samlp:Status>',
            `<samlp:Extensions>${/<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)![0]}</samlp:Extensions><samlp:Status>`,
          ),
      },
      /assertions/i,
    ],
    [
      'with a document type',
      { forge: (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}` },
      /saml_markup_not_allowed/,
    ],
    // The signature holds: canonical XML has no comments.
    [
      'with a comment in the address',
      { forge: (xml) => xml.replaceAll('lou@', 'lou<!---->@') },
      /saml_markup_not_allowed/,
    ],
    ['that is no XML', { forge: () => 'hello' }, /saml/i],
  ];
  it.each(refusals)('%s', async (_, answer, reason) => {
    const browser = new Browser(server);
    const at = await signInWith(browser, answer);
    expect(reasonAt(at)).toMatch(/^\/refused sso_refused /);
    expect(at.searchParams.get('error_description')).toMatch(reason);
    await nobodyCame(browser);
  });

  it('the second time', async () => {
    const browser = new Browser(server);
    const { saying, relayState } = await begun(browser);
    const xml = provider.respond(saying);
    expect(ended(await post(browser, acsUrl, { xml, relayState })).pathname).toBe('/in');
    const cookie = browser.cookie;
    const thief = new Browser(server, { cookie });
    expect(ended(await post(thief, acsUrl, { xml, relayState })).searchParams.get('error')).toBe(
      'state_mismatch',
    );

    // The same assertion under a new request of the thief's own.
    const other = new Browser(server);
    const fresh = await begun(other);
    expect(reasonAt(ended(await post(other, acsUrl, { xml, relayState: fresh.relayState })))).toMatch(
      /^\/refused sso_refused .*unknown or expired request/i,
    );
    // And with the id of one that was used, in an answer to a request of its own.
    const last = new Browser(server);
    const newest = await begun(last);
    const reused = provider.respond({ ...newest.saying, assertionId: saying.assertionId });
    expect(reasonAt(ended(await post(last, acsUrl, { xml: reused, relayState: newest.relayState })))).toMatch(
      /^\/refused sso_refused replay_detected/,
    );
  });

  it('in a browser that did not begin, begun by nobody, or of another connection', async () => {
    const [mine, theirs] = [new Browser(server), new Browser(server)];
    const { saying, relayState } = await begun(mine);
    const xml = provider.respond(saying);
    const at = (answer: Response) => ended(answer).searchParams.get('error');
    // A victim made to send the attacker's own answer stays signed out.
    expect(at(await post(theirs, acsUrl, { xml, relayState }))).toBe('state_mismatch');
    expect(at(await post(mine, acsUrl, { xml }))).toBe('state_mismatch');
    const unasked = provider.respond({ ...saying, inResponseTo: undefined, assertionId: samlId() });
    expect(at(await post(theirs, acsUrl, { xml: unasked }))).toBe('state_mismatch');
    expect(at(await post(theirs, acsUrl, { xml: unasked, relayState: '/in' }))).toBe('state_mismatch');

    const body = { name: 'Second', provider: samlOf(provider) };
    const second = (await owner.json<SsoConnection>('/v1/sso/connections', { body })).body;
    await proveDomain(owner, names, { connectionId: second.id, domain: `two.${domain}` });
    const swapped = {
      ...sayingOf(provider, second, { email: `lou@two.${domain}` }),
      inResponseTo: saying.inResponseTo,
    };
    const answer = await post(mine, swapped.recipient, { xml: provider.respond(swapped), relayState });
    expect(reasonAt(ended(answer))).toMatch(/^\/refused sso_refused /);
    await nobodyCame(mine);
    await nobodyCame(theirs);
  });
});
