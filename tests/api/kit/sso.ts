import type { SsoConnection, SsoDomain } from '@luneo/contracts';
import { base64, type OidcProvider, type SamlProvider, type SamlSaying, samlId } from '@luneo/testing';
import { Browser } from './identity.ts';
import type { TestServer } from './server.ts';

/** TXT records of a test's own: name → texts. */
export function zone() {
  const records = new Map<string, readonly string[]>();
  return { records, resolveTxt: async (name: string) => records.get(name) ?? [] };
}

export type Caller = Pick<Browser, 'json'>;
export const caller = (server: TestServer, cookie: string): Caller => new Browser(server, { cookie });

/** Gives the connection a domain and proves it. */
export async function proveDomain(
  owner: Caller,
  { records }: ReturnType<typeof zone>,
  { connectionId, domain }: { connectionId: string; domain: string },
): Promise<SsoDomain> {
  const path = `/v1/sso/connections/${connectionId}/domains`;
  const { body } = await owner.json<SsoDomain>(path, { body: { domain } });
  records.set(body.record.name, ['v=spf1 -all', body.record.value]);
  const proof = await owner.json<SsoDomain>(`${path}/${body.id}/proof`, { method: 'POST' });
  if (proof.status !== 200) throw new Error(`proof: ${proof.status} ${JSON.stringify(proof.body)}`);
  return proof.body;
}

export const oidcOf = ({ issuer, clientId, clientSecret }: OidcProvider) => ({
  kind: 'oidc' as const,
  issuer,
  clientId,
  clientSecret,
});

/** A connection to the provider that vouches for the domain. */
export async function connectOidc(
  owner: Caller,
  names: ReturnType<typeof zone>,
  { provider, domain, defaultRole }: { provider: OidcProvider; domain: string; defaultRole?: string },
): Promise<SsoConnection> {
  const made = await owner.json<SsoConnection>('/v1/sso/connections', {
    body: { name: 'Our people', provider: oidcOf(provider), ...(defaultRole && { defaultRole }) },
  });
  if (made.status !== 201) throw new Error(`connection: ${made.status} ${JSON.stringify(made.body)}`);
  await proveDomain(owner, names, { connectionId: made.body.id, domain });
  return made.body;
}

/** Begins a sign-in by address: where the browser is sent. */
export async function begin(browser: Browser, email: string): Promise<{ status: number; url: string }> {
  const { status, body } = await browser.json<{ url?: string; code?: string }>('/auth/sign-in/sso', {
    body: { email, callbackURL: '/in', errorCallbackURL: '/refused' },
  });
  return { status, url: body.url ?? body.code ?? '' };
}

/** Follows the browser to the provider and back; returns the address it ends at. */
export async function throughProvider(browser: Browser, email: string): Promise<URL> {
  const { url } = await begin(browser, email);
  const there = await fetch(url, { redirect: 'manual' });
  return ended(await browser.fetch(there.headers.get('location')!));
}

export const ended = (answer: Response): URL => {
  const to = answer.headers.get('location');
  if (to === null) throw new Error(`no redirect: ${answer.status}`);
  return new URL(to, 'http://page.test');
};
export const reasonAt = ({ pathname, searchParams }: URL): string =>
  `${pathname} ${searchParams.get('error') ?? ''} ${searchParams.get('error_description') ?? ''}`.trim();

export const samlOf = ({ metadata }: SamlProvider) => ({ kind: 'saml' as const, metadata });

type SamlSide = Extract<SsoConnection['provider'], { kind: 'saml' }>;

/** What the provider says of a person in answer to a request. */
export function sayingOf(
  provider: SamlProvider,
  connection: SsoConnection,
  { email, inResponseTo }: { email: string; inResponseTo?: string },
): SamlSaying {
  const { acsUrl, spEntityId } = connection.provider as SamlSide;
  const now = Date.now();
  return {
    assertionId: samlId(),
    issuer: provider.entityId,
    audience: spEntityId,
    recipient: acsUrl,
    destination: acsUrl,
    inResponseTo,
    notBefore: new Date(now - 5_000),
    notOnOrAfter: new Date(now + 120_000),
    nameId: email,
    attributes: { email, displayName: 'Lou Petit' },
  };
}

/** What the provider's page does: sends its answer by the browser, as a form. */
export async function post(
  browser: Browser,
  acsUrl: string,
  { xml, relayState }: { xml: string; relayState?: string },
): Promise<Response> {
  const form = new URLSearchParams({
    SAMLResponse: base64(xml),
    ...(relayState && { RelayState: relayState }),
  });
  return browser.send(acsUrl, {
    method: 'POST',
    headers: { origin: 'https://idp.test', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
}
