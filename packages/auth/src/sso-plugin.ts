import { APIError, createAuthEndpoint } from 'better-auth/api';
import { generateRandomString } from 'better-auth/crypto';
import { generateState, parseState } from 'better-auth/oauth2';
import { z } from 'zod';
import { Arrival } from './sso-arrive.ts';
import type { SsoBook } from './sso-book.ts';
import type { SsoMembers } from './sso-members.ts';
import { domainOf, type OidcTalk } from './sso-oidc.ts';
import { SAML_CALLBACK, samlSignOn } from './sso-plugin-saml.ts';

export interface SsoParts {
  readonly book: SsoBook;
  readonly members: SsoMembers;
  readonly oidc: OidcTalk;
  readonly log?: { warn(fields: object, message: string): void } | undefined;
}

/** Below these a session is made by a brand's connection, whose id comes last. */
const OIDC_CALLBACK = '/sso/callback/:providerId';
const MADE_AT: ReadonlySet<string> = new Set([OIDC_CALLBACK, SAML_CALLBACK]);

/** The connection a new session is made by; undefined = by another way in. */
export function connectionOf(
  context: { path?: string | undefined; params?: Record<string, string | undefined> | undefined } | null,
): string | undefined {
  return context?.path !== undefined && MADE_AT.has(context.path) ? context.params?.providerId : undefined;
}

const Begin = z.object({
  email: z.email().max(254),
  callbackURL: z.string(),
  errorCallbackURL: z.string().optional(),
});
/** What we leave in the state for the way back. */
const Left = z.object({ ssoConnection: z.string(), ssoNonce: z.string() });

/**
 * Single sign-on for the sign-in library. The address says where to go; OpenID Connect is spoken by `OidcTalk`
 * through the guard, and nobody gets an account before `SsoMembers` has admitted them.
 */
export function brandSso({ book, members, oidc, log }: SsoParts) {
  const redirectUrl = (baseURL: string, id: string): string => `${baseURL}/sso/callback/${id}`;

  const saml = samlSignOn({ members, log });

  const begin = createAuthEndpoint('/sign-in/sso', { method: 'POST', body: Begin }, async (ctx) => {
    const { email, callbackURL, errorCallbackURL } = ctx.body;
    const connection = await book.ofDomain(domainOf(email.toLowerCase()));
    if (connection === undefined)
      throw new APIError('NOT_FOUND', {
        code: 'SSO_UNKNOWN_DOMAIN',
        message: 'no brand signs in this address',
      });
    const { id, settings } = connection;
    if (settings.kind === 'saml') {
      const url = await saml.begin(ctx, id, { callbackURL, errorURL: errorCallbackURL });
      return ctx.json({ url, redirect: true });
    }
    const nonce = generateRandomString(32);
    const { state, codeVerifier } = await generateState(ctx, {
      additionalData: { ssoConnection: id, ssoNonce: nonce },
    });
    const client = await book.client(id, redirectUrl(ctx.context.baseURL, id));
    const url = await oidc.begin(client!, { state, nonce, codeVerifier }, email);
    return ctx.json({ url: url.toString(), redirect: true });
  });

  const callback = createAuthEndpoint(
    OIDC_CALLBACK,
    { method: 'GET', query: z.record(z.string(), z.string()) },
    async (ctx) => {
      // Goes to the error page by itself where the state is not of this browser: nobody is signed in unasked.
      const state = await parseState(ctx);
      const id = ctx.params.providerId;
      const arrival = new Arrival({ members, log }, ctx, id, state);
      const left = Left.safeParse(state);
      if (!left.success || left.data.ssoConnection !== id)
        throw arrival.refuse('state_of_another_connection');
      const client = await book.client(id, redirectUrl(ctx.context.baseURL, id));
      if (client === undefined) throw arrival.refuse('connection_gone');
      const checks = { state: ctx.query.state!, nonce: left.data.ssoNonce, codeVerifier: state.codeVerifier };
      try {
        const person = await oidc.finish(client, checks, new URL(ctx.request!.url).search);
        throw await arrival.admit(person, 'sso-oidc');
      } catch (error) {
        throw arrival.refuseFor(error);
      }
    },
  );

  return {
    id: 'brand-sso',
    init: saml.init,
    schema: saml.schema,
    endpoints: { ssoBegin: begin, ssoCallback: callback, ...saml.endpoints },
  } as const;
}
