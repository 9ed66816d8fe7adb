import { CodedError } from '@luneo/kernel';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { generateState, handleOAuthUserInfo, parseState } from 'better-auth/oauth2';
import { z } from 'zod';
import type { SsoBook } from './sso-book.ts';
import type { SsoMembers } from './sso-members.ts';
import { domainOf, type OidcTalk } from './sso-oidc.ts';

export interface SsoParts {
  readonly book: SsoBook;
  readonly members: SsoMembers;
  readonly oidc: OidcTalk;
  readonly log?: { warn(fields: object, message: string): void } | undefined;
}

/** Below these a session is made by a brand's connection, whose id comes last. */
const CALLBACK = '/sso/callback/:providerId';
const MADE_AT: ReadonlySet<string> = new Set([CALLBACK]);

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

const withQuery = (url: string, query: Record<string, string>): string =>
  `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;

/**
 * Single sign-on for the sign-in library. The address says where to go; OpenID Connect is spoken by `OidcTalk`
 * through the guard, and nobody gets an account before `SsoMembers` has admitted them.
 */
export function brandSso({ book, members, oidc, log }: SsoParts) {
  const redirectUrl = (baseURL: string, id: string): string => `${baseURL}/sso/callback/${id}`;

  const begin = createAuthEndpoint('/sign-in/sso', { method: 'POST', body: Begin }, async (ctx) => {
    const { email } = ctx.body;
    const connection = await book.ofDomain(domainOf(email.toLowerCase()));
    const client =
      connection && (await book.client(connection.id, redirectUrl(ctx.context.baseURL, connection.id)));
    if (connection === undefined || client === undefined)
      throw new APIError('NOT_FOUND', {
        code: 'SSO_UNKNOWN_DOMAIN',
        message: 'no brand signs in this address',
      });
    const nonce = generateRandomString(32);
    const { state, codeVerifier } = await generateState(ctx, {
      additionalData: { ssoConnection: connection.id, ssoNonce: nonce },
    });
    const url = await oidc.begin(client, { state, nonce, codeVerifier }, email);
    return ctx.json({ url: url.toString(), redirect: true });
  });

  const callback = createAuthEndpoint(
    CALLBACK,
    { method: 'GET', query: z.record(z.string(), z.string()) },
    async (ctx) => {
      // Goes to the error page by itself where the state is not of this browser: nobody is signed in unasked.
      const state = await parseState(ctx);
      const id = ctx.params.providerId;
      const refuse = (reason: string): never => {
        log?.warn({ connection: id, reason }, 'single sign-on was refused');
        throw ctx.redirect(
          withQuery(state.errorURL ?? state.callbackURL, { error: 'sso_refused', error_description: reason }),
        );
      };
      const left = Left.safeParse(state);
      if (!left.success || left.data.ssoConnection !== id) return refuse('state_of_another_connection');
      const client = await book.client(id, redirectUrl(ctx.context.baseURL, id));
      if (client === undefined) return refuse('connection_gone');
      try {
        const checks = {
          state: ctx.query.state!,
          nonce: left.data.ssoNonce,
          codeVerifier: state.codeVerifier,
        };
        const person = await oidc.finish(client, checks, new URL(ctx.request!.url).search);
        const { userId } = await members.admit(id, person);
        const made = await handleOAuthUserInfo(ctx, {
          userInfo: { id: person.subject, email: person.email, name: person.name, emailVerified: true },
          account: { providerId: id, accountId: person.subject },
          callbackURL: state.callbackURL,
          source: { method: 'sso-oidc', sso: { providerId: id } },
          selectedUser: { userId, profile: 'preserve' },
          trustProviderByName: false,
        });
        if (made.data === null) return refuse(made.error.replaceAll(' ', '_'));
        await setSessionCookie(ctx, made.data);
      } catch (error) {
        if (error instanceof CodedError) return refuse(String(error.fault.params?.reason ?? error.code));
        throw error;
      }
      throw ctx.redirect(state.callbackURL);
    },
  );

  return {
    id: 'brand-sso',
    endpoints: { ssoBegin: begin, ssoCallback: callback },
  } as const;
}
