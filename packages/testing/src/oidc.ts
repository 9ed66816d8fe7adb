import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

export interface OidcPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** How the next ID tokens differ from what they should be. */
export interface OidcTampering {
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  /** `stranger`: a key that is not published, under the id of the one that is. `none`: not signed at all. */
  readonly signedBy?: 'stranger' | 'none';
  /** Where the browser is sent back with. */
  readonly back?: (query: URLSearchParams) => void;
}

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in there. */
  person: OidcPerson;
  tampering: OidcTampering;
  /** What its description says besides, or instead. */
  description: Record<string, unknown>;
  /** Paths that were asked for, newest last. */
  readonly asked: readonly string[];
  stop(): void;
}

interface Code {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUrl: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/**
 * An OpenID provider with one client and one person who says yes at once: discovery, authorization code with
 * PKCE (S256), client_secret_basic, ID tokens signed RS256, userinfo. Anything else is refused.
 * https://openid.net/specs/openid-connect-core-1_0.html
 */
export async function startOidcProvider(): Promise<OidcProvider> {
  const keys = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' };
  const codes = new Map<string, Code>();
  const tokens = new Map<string, OidcPerson>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => json(response, 500, { error: error.message }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: OidcProvider = {
    issuer,
    clientId: 'luneo',
    clientSecret: `secret of ${randomBytes(8).toString('hex')}`,
    person: { sub: 'nobody' },
    tampering: {},
    description: {},
    asked,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  const { clientId, clientSecret } = provider;

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const challenge = query.get('code_challenge');
    const redirectUrl = query.get('redirect_uri');
    const known = query.get('client_id') === clientId && query.get('response_type') === 'code';
    if (
      !known ||
      challenge === null ||
      query.get('code_challenge_method') !== 'S256' ||
      redirectUrl === null
    ) {
      json(response, 400, { error: 'invalid_request' });
      return;
    }
    const code = randomBytes(16).toString('hex');
    codes.set(code, { challenge, nonce: query.get('nonce') ?? '', redirectUrl });
    const back = new URLSearchParams({ code, state: query.get('state') ?? '' });
    provider.tampering.back?.(back);
    response.writeHead(302, { location: `${redirectUrl}?${back}` }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const basic = Buffer.from(
      request.headers.authorization?.replace(/^Basic /, '') ?? '',
      'base64',
    ).toString();
    const expected = [clientId, clientSecret].map((part) =>
      new URLSearchParams({ a: part }).toString().slice(2),
    );
    if (basic !== expected.join(':')) return json(response, 401, { error: 'invalid_client' });
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const proven =
      code !== undefined &&
      form.get('redirect_uri') === code.redirectUrl &&
      sha256(form.get('code_verifier') ?? '') === code.challenge;
    if (!proven) return json(response, 400, { error: 'invalid_grant' });
    const accessToken = randomBytes(16).toString('hex');
    tokens.set(accessToken, provider.person);
    json(response, 200, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await idToken(code.nonce),
    });
  }

  async function idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const plain = { ...provider.person, iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce };
    const claims = provider.tampering.claims?.(plain) ?? plain;
    const { signedBy } = provider.tampering;
    if (signedBy === 'none') return new UnsecuredJWT(claims).encode();
    const key: CryptoKey = signedBy === 'stranger' ? stranger.privateKey : keys.privateKey;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, issuer);
    asked.push(url.pathname);
    if (url.pathname === '/.well-known/openid-configuration')
      return json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        userinfo_endpoint: `${issuer}/userinfo`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        ...provider.description,
      });
    if (url.pathname === '/keys') return json(response, 200, { keys: [jwk] });
    if (url.pathname === '/authorize') return authorize(url.searchParams, response);
    if (url.pathname === '/token' && request.method === 'POST') return token(request, response);
    const person = tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (url.pathname === '/userinfo' && person !== undefined) return json(response, 200, person);
    json(response, 404, { error: 'not_found' });
  }

  return provider;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
