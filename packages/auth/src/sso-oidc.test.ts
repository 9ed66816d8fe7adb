import { CodedError } from '@luneo/kernel';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { type OidcSettings, OidcTalk, type ProviderDoor } from './sso-oidc.ts';

const CHECKS = { state: 'a state', nonce: 'a nonce', codeVerifier: 'v'.repeat(43) };
const REDIRECT = 'https://app.luneo.test/auth/sso/callback/one';
const CLIENT = 'our-client';

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair('RS256');
});

const json = (body: object): Response => Response.json(body);
const descriptionOf = (issuer: string): Record<string, unknown> => ({
  issuer,
  authorization_endpoint: `${new URL(issuer).origin}/authorize`,
  token_endpoint: `${new URL(issuer).origin}/token`,
  jwks_uri: `${new URL(issuer).origin}/keys`,
  token_endpoint_auth_methods_supported: ['client_secret_post'],
});

/** A provider behind the door; `sent`: what was posted to it. */
function doorTo(
  issuer: string,
  { claims = {}, description = {} }: { claims?: JWTPayload; description?: Record<string, unknown> } = {},
) {
  const sent: string[] = [];
  const door: ProviderDoor = {
    check: () => undefined,
    fetch: async (url, { body }) => {
      if (url.includes('/.well-known/')) return json({ ...descriptionOf(issuer), ...description });
      if (url.endsWith('/keys'))
        return json({
          keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }],
        });
      sent.push(String(body));
      const now = Math.floor(Date.now() / 1000);
      const all = {
        sub: 'one',
        iss: issuer,
        aud: CLIENT,
        iat: now,
        exp: now + 60,
        nonce: CHECKS.nonce,
        ...claims,
      };
      const token = await new SignJWT(all)
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .sign(keys.privateKey);
      return json({ access_token: 'x', token_type: 'Bearer', id_token: token });
    },
  };
  return { door, sent };
}

const reason = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof CodedError) return `${error.code} ${String(error.fault.params?.reason)}`;
    throw error;
  }
};
const arrive = (talk: OidcTalk, settings: OidcSettings) =>
  talk.finish(
    { ...settings, clientSecret: 'a secret', redirectUrl: REDIRECT },
    CHECKS,
    `?code=a-code&state=${encodeURIComponent(CHECKS.state)}`,
  );
const signedIn = async (issuer: string, claims: JWTPayload) => {
  const talk = new OidcTalk(doorTo(issuer, { claims }).door);
  return arrive(talk, await talk.discover(issuer, CLIENT));
};

describe('a provider', () => {
  it('that speaks for the tenants of others is not taken', async () => {
    const issuer = 'https://login.microsoftonline.com/common/v2.0';
    const description = { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' };
    const talk = new OidcTalk(doorTo(issuer, { description }).door);
    expect(await reason(talk.discover(issuer, CLIENT))).toBe('sso_provider_unusable issuer_of_many_tenants');
  });

  it('is looked through for addresses that we may not call', async () => {
    const issuer = 'https://idp.test';
    for (const name of [
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'userinfo_endpoint',
      'end_session_endpoint',
    ]) {
      const { door } = doorTo(issuer, { description: { [name]: 'https://inside.test/x' } });
      const check = (url: string): void => {
        if (url.includes('inside')) throw new CodedError({ code: 'url_refused', message: 'no' });
      };
      expect(await reason(new OidcTalk({ ...door, check }).discover(issuer, CLIENT)), name).toMatch(
        /^url_refused/,
      );
    }
  });

  it('gets the secret the way it asks for it, and the proof of the code', async () => {
    const { door, sent } = doorTo('https://idp.test', { claims: { email: 'lou@maison.test' } });
    const talk = new OidcTalk(door);
    await arrive(talk, await talk.discover('https://idp.test', CLIENT));
    const form = new URLSearchParams(sent[0]);
    expect(Object.fromEntries(form)).toMatchObject({
      client_secret: 'a secret',
      code_verifier: CHECKS.codeVerifier,
      redirect_uri: REDIRECT,
    });
  });
});

describe('a person', () => {
  it('is known by the subject, the address in small letters, and a name', async () => {
    expect(await signedIn('https://idp.test', { email: 'Lou@Maison.test', name: 'Lou' })).toEqual({
      subject: 'one',
      email: 'lou@maison.test',
      name: 'Lou',
    });
  });

  it('needs an address', async () => {
    expect(await reason(signedIn('https://idp.test', {}))).toBe('sso_refused no_email');
    expect(await reason(signedIn('https://idp.test', { email: 'a@b.test', email_verified: 'false' }))).toBe(
      'sso_refused email_unverified',
    );
  });

  it('of Google is of the organisation of the address, not a private account that has it', async () => {
    const google = 'https://accounts.google.com';
    const email = 'lou@maison.test';
    expect(await reason(signedIn(google, { email, hd: 'maison.test' }))).toBe('none');
    for (const hd of [undefined, 'other.test', 'test'])
      expect(await reason(signedIn(google, { email, email_verified: true, ...(hd && { hd }) }))).toBe(
        'sso_refused account_of_no_organisation',
      );
  });
});
