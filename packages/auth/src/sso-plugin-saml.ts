import { AsyncLocalStorage } from 'node:async_hooks';
import { sso } from '@better-auth/sso';
import type { GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, isAPIError } from 'better-auth/api';
import { z } from 'zod';
import { SSO_PROVIDER } from './sign-in-schema.ts';
import { Arrival, type Arrivals, type Way } from './sso-arrive.ts';
import type { Vouched } from './sso-oidc.ts';
import { samlFault } from './sso-saml.ts';

export const SAML_CALLBACK = '/sso/saml2/sp/acs/:providerId';
const RELAY_COOKIE = 'relay_state';
const CLOCK_SKEW_MS = 60_000;
/** What the library ends with once everything is proven; nobody else sees it. */
const PROVEN = 'LUNEO_PROVEN';

const Answered = z.object({ SAMLResponse: z.string(), RelayState: z.string().optional() });
const Begun = z.object({ callbackURL: z.string(), errorURL: z.string().optional() });

/** Nothing in it reaches the database but reads: `proven` takes the person and the library is told to stop. */
const library = (proven: AsyncLocalStorage<{ person?: Vouched }>) =>
  sso({
    ...SSO_PROVIDER,
    schema: { ssoProvider: SSO_PROVIDER },
    domainVerification: { enabled: true },
    organizationProvisioning: { disabled: true },
    saml: {
      allowIdpInitiated: false,
      enableInResponseToValidation: true,
      requireTimestamps: true,
      clockSkew: CLOCK_SKEW_MS,
      algorithms: { onDeprecated: 'reject' },
    },
    resolveUser: ({ accountKey, providerUser }) => {
      const email = providerUser.email.toLowerCase();
      proven.getStore()!.person = { subject: accountKey.accountId, email, name: providerUser.name || email };
      return { action: 'reject', code: PROVEN };
    },
  });

/**
 * SAML by the library: it makes the requests, and proves signature, issuer, audience, recipient, times, the request
 * answered and that no assertion comes twice. Who may come in, and as whom, is decided as for OpenID Connect.
 */
export function samlSignOn(parts: Arrivals) {
  const proven = new AsyncLocalStorage<{ person?: Vouched }>();
  const saml = library(proven);

  /** Where the browser goes to sign in. */
  async function begin(ctx: GenericEndpointContext, providerId: string, way: Way): Promise<string> {
    const { headers, response } = await saml.endpoints.signInSSO({
      body: {
        providerId,
        providerType: 'saml',
        callbackURL: way.callbackURL,
        ...(way.errorURL !== undefined && { errorCallbackURL: way.errorURL }),
      },
      context: ctx.context,
      returnHeaders: true,
    } as Parameters<typeof saml.endpoints.signInSSO>[0] & { returnHeaders: true });
    for (const cookie of headers.getSetCookie()) ctx.responseHeaders?.append('set-cookie', cookie);
    return response.url;
  }

  /** The way back of a sign-in that this browser began; undefined = it began none. */
  async function wayOf(
    ctx: GenericEndpointContext,
    relayState: string | undefined,
  ): Promise<Way | undefined> {
    const { name } = ctx.context.createAuthCookie(RELAY_COOKIE);
    const begun = await ctx.getSignedCookie(name, ctx.context.secret);
    if (relayState === undefined || begun !== relayState) return undefined;
    const kept = await ctx.context.internalAdapter.findVerificationValue(relayState);
    return kept === null ? undefined : Begun.parse(JSON.parse(kept.value));
  }

  const callback = createAuthEndpoint(
    SAML_CALLBACK,
    {
      method: 'POST',
      body: Answered,
      metadata: { allowedMediaTypes: ['application/x-www-form-urlencoded', 'application/json'] },
    },
    async (ctx) => {
      const way = await wayOf(ctx, ctx.body.RelayState);
      // The library does not look: a provider's page could sign anybody in as somebody else.
      if (way === undefined) throw ctx.redirect(`${ctx.context.baseURL}/error?error=state_mismatch`);
      const { providerId } = ctx.params;
      const arrival = new Arrival(parts, ctx, providerId, way);
      const fault = samlFault(ctx.body.SAMLResponse);
      if (fault !== undefined) throw arrival.refuse(fault);
      const found: { person?: Vouched } = {};
      const ending = await proven
        .run(found, () =>
          saml.endpoints.acsEndpoint({
            method: 'POST',
            params: { providerId },
            body: ctx.body,
            context: ctx.context,
            ...(ctx.request && { request: ctx.request, headers: ctx.request.headers }),
          }),
        )
        .catch((error: unknown) => error);
      if (found.person === undefined) throw refusalOf(arrival, ending);
      try {
        throw await arrival.admit(found.person, 'sso-saml');
      } catch (error) {
        throw arrival.refuseFor(error);
      }
    },
  );

  return {
    begin,
    // A provider's page sends the answer, with its own origin; the state in the cookie says whose sign-in it is.
    init: () => ({ context: { skipOriginCheck: [SAML_CALLBACK.replace('/:providerId', '')] } }),
    schema: saml.schema,
    endpoints: { samlCallback: callback, samlMetadata: saml.endpoints.spMetadata },
  };
}

/** The library says why in the address it would send the browser to. */
function refusalOf(arrival: Arrival, ending: unknown): unknown {
  if (!isAPIError(ending)) return ending;
  const to = new Headers(ending.headers).get('location');
  const query = to === null ? undefined : new URL(to, 'http://page').searchParams;
  const words = [query?.get('error'), query?.get('error_description')].filter((word) => word);
  return arrival.refuse(words.length > 0 ? words.join(': ') : (ending.body?.code ?? 'saml').toLowerCase());
}
