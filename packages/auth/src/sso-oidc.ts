import { CodedError } from '@luneo/kernel';
import * as oidc from 'openid-client';

/** The way to a brand's identity provider: guarded, as every address that brands give us. */
export interface ProviderDoor {
  /** Throws `url_refused`. */
  readonly check: (url: string) => unknown;
  readonly fetch: (
    url: string,
    init: { method?: string; headers?: Record<string, string>; body?: unknown },
  ) => Promise<Response>;
}

/** What is kept of a provider's published description. */
export interface OidcServer extends oidc.ServerMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
}

export interface OidcSettings {
  readonly clientId: string;
  readonly server: OidcServer;
}

export interface OidcClient extends OidcSettings {
  readonly clientSecret: string;
  readonly redirectUrl: string;
}

/** What a sign-in began with, to be proven at its end. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Whom a provider vouches for. */
export interface Vouched {
  /** The provider's own name of the person; never changes. */
  readonly subject: string;
  readonly email: string;
  readonly name: string;
}

const KEPT = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'end_session_endpoint',
  'token_endpoint_auth_methods_supported',
  'id_token_signing_alg_values_supported',
  'authorization_response_iss_parameter_supported',
] as const;
const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'end_session_endpoint',
] as const;
const DISCOVERY_S = 10;

const unusable = (reason: string, cause?: unknown): CodedError =>
  new CodedError(
    { code: 'sso_provider_unusable', message: `the identity provider: ${reason}`, params: { reason } },
    { cause },
  );

/** The library's word for what went wrong: our own guard's where that refused. */
function reasonOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof CodedError) return String(at.fault.params?.reason ?? at.code);
    const { error: answered, code } = at as { error?: unknown; code?: unknown };
    if (typeof answered === 'string') return answered;
    if (typeof code === 'string') return code.toLowerCase();
  }
  return 'unknown';
}

/** Speaks OpenID Connect with the identity providers of brands. */
export class OidcTalk {
  readonly #door: ProviderDoor;

  constructor(door: ProviderDoor) {
    this.#door = door;
  }

  /** The provider's own description, looked up once. Throws `url_refused` or `sso_provider_unusable`. */
  async discover(issuer: string, clientId: string): Promise<OidcSettings> {
    this.#door.check(issuer);
    const found = await oidc
      .discovery(new URL(issuer), clientId, undefined, undefined, {
        timeout: DISCOVERY_S,
        execute: [oidc.allowInsecureRequests],
        [oidc.customFetch]: this.#fetch,
      })
      .catch((error: unknown) => {
        throw unusable(reasonOf(error), error);
      });
    const all = found.serverMetadata();
    // A template like `…/{tenantid}/v2.0`: anybody's tenant would be believed.
    if (all.issuer.includes('{')) throw unusable('issuer_of_many_tenants');
    const server = Object.fromEntries(
      KEPT.flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]]])),
    );
    for (const key of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
      if (typeof server[key] !== 'string') throw unusable(`no_${key}`);
    for (const key of ENDPOINTS) if (typeof server[key] === 'string') this.#door.check(server[key]);
    return { clientId, server: server as unknown as OidcServer };
  }

  /** Where the browser goes to sign in. */
  async begin(client: OidcClient, { state, nonce, codeVerifier }: OidcChecks, hint?: string): Promise<URL> {
    return oidc.buildAuthorizationUrl(this.#configuration(client), {
      redirect_uri: client.redirectUrl,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(hint !== undefined && { login_hint: hint }),
    });
  }

  /**
   * Who came back: issuer, audience, signature, times, nonce and state proven, the address taken from what was
   * signed or from the userinfo of the same subject. Throws `sso_refused`.
   */
  async finish(client: OidcClient, checks: OidcChecks, query: string): Promise<Vouched> {
    const configuration = this.#configuration(client);
    const { state, nonce, codeVerifier } = checks;
    try {
      const tokens = await oidc.authorizationCodeGrant(
        configuration,
        new URL(`${client.redirectUrl}${query}`),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true },
      );
      const claims = tokens.claims()!;
      const more =
        typeof claims.email === 'string' || client.server.userinfo_endpoint === undefined
          ? claims
          : { ...claims, ...(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)) };
      return vouchedBy(client.server.issuer, claims.sub, more);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'sso_refused') throw error;
      throw refusedBy(reasonOf(error), error);
    }
  }

  readonly #fetch = (url: string, init: oidc.CustomFetchOptions): Promise<Response> =>
    this.#door.fetch(url, { method: init.method, headers: init.headers, body: init.body });

  #configuration({ server, clientId, clientSecret }: OidcClient): oidc.Configuration {
    const methods = server.token_endpoint_auth_methods_supported;
    const basic = methods === undefined || methods.includes('client_secret_basic');
    const configuration = new oidc.Configuration(
      server,
      clientId,
      undefined,
      basic ? oidc.ClientSecretBasic(clientSecret) : oidc.ClientSecretPost(clientSecret),
    );
    configuration[oidc.customFetch] = this.#fetch;
    // By itself the library trusts the TLS of the token endpoint instead of the signature.
    oidc.enableNonRepudiationChecks(configuration);
    // Which addresses may be called, and how, is for the guard to say.
    oidc.allowInsecureRequests(configuration);
    return configuration;
  }
}

export const refusedBy = (reason: string, cause?: unknown): CodedError =>
  new CodedError(
    { code: 'sso_refused', message: `the sign-in was not accepted: ${reason}`, params: { reason } },
    { cause },
  );

/** Google has one issuer for everybody: an account is of an organisation only where `hd` says so. */
const GOOGLE = 'https://accounts.google.com';

function vouchedBy(issuer: string, subject: string, claims: Readonly<Record<string, unknown>>): Vouched {
  const { email, email_verified: verified, name, hd } = claims;
  if (typeof email !== 'string' || email === '') throw refusedBy('no_email');
  // Where a provider says nothing about it, the proven domain vouches.
  if (verified === false || verified === 'false') throw refusedBy('email_unverified');
  const address = email.toLowerCase();
  if (issuer === GOOGLE && hd !== domainOf(address)) throw refusedBy('account_of_no_organisation');
  return { subject, email: address, name: typeof name === 'string' && name !== '' ? name : address };
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);
