import { passkey } from '@better-auth/passkey';
import type { Cache } from '@luneo/cache';
import { ROLE_PERMISSIONS } from '@luneo/contracts';
import { type Messages, messageLocale } from '@luneo/notifications';
import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { magicLink, organization, twoFactor } from 'better-auth/plugins';
import type { AccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultAc, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { PASSWORD_MAX, PASSWORD_MIN, type PasswordPolicy } from './password.ts';
import { deriveKey } from './secret.ts';
import { CLIENT_IP_HEADER, CLOSED_PATHS, rateRules, WAYS_IN } from './sign-in-paths.ts';
import * as schema from './sign-in-schema.ts';
import { brandSso, connectionOf, type SsoParts } from './sso-plugin.ts';

/** An application registered with a provider. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface SignInOptions {
  /** Pool of the role that owns nothing but the sign-in tables. */
  readonly pool: PostgresPool;
  readonly secret: string;
  /** Origin the browser sees, e.g. `https://app.luneo.app`. */
  readonly publicOrigin: string;
  /** Further origins whose pages may sign in (dashboard, admin). */
  readonly trustedOrigins: readonly string[];
  readonly newId: () => string;
  readonly log?: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** False: nobody makes an account by themselves, by whichever way. */
  readonly allowSignUp: boolean;
  /** Tries of a password a minute and address; 0 = no limit (tests). */
  readonly passwordTriesPerMinute?: number;
  /** Where tries are counted, and sessions that were ended are marked. */
  readonly cache: Cache;
  readonly messages: Messages;
  readonly passwords: PasswordPolicy;
  readonly google?: OAuthClient;
  readonly github?: OAuthClient;
  readonly sso: SsoParts;
}

const SESSION_S = 7 * 24 * 60 * 60;
/** How long a session is believed from its signed cookie before the database is asked again. */
const COOKIE_CACHE_S = 60;
/** As the messages say. */
const VERIFY_S = 60 * 60;
const RESET_S = 60 * 60;
const MAGIC_LINK_S = 5 * 60;

/** Members are managed by our own routes; to the library only the maker of a brand is somebody. */
const roles = Object.fromEntries(
  [...Object.keys(ROLE_PERMISSIONS), 'custom'].map((role) => [
    role,
    role === 'owner' ? ownerAc : role === 'admin' ? adminAc : memberAc,
  ]),
);

const brands = () =>
  organization({
    // The library types its own default narrower than the option that takes it.
    ac: defaultAc as unknown as AccessControl,
    roles,
    creatorRole: 'owner',
    schema: schema.ORGANIZATION,
  });

const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

/** Refuses what only our own routes may do, and passwords that are too easy. */
function gate(passwords: PasswordPolicy) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.request !== undefined && CLOSED_PATHS.has(ctx.path))
      throw new APIError('NOT_FOUND', { message: 'there is nothing at this address' });
    if (WAYS_IN.has(ctx.path) && (await getSessionFromCtx(ctx))?.session.ssoProviderId != null)
      throw new APIError('FORBIDDEN', {
        code: 'SSO_SESSION',
        message: 'sign in by a way of your own to change how you sign in',
      });
    const body = (ctx.body ?? {}) as Record<string, unknown>;
    const chosen = { '/sign-up/email': body.password, '/reset-password': body.newPassword }[ctx.path];
    const password = chosen ?? (ctx.path === '/change-password' ? body.newPassword : undefined);
    if (typeof password !== 'string') return;
    const fault = await passwords.fault(password, [...text(body.name), ...text(body.email)]);
    if (fault === 'weak' || fault === 'breached')
      throw new APIError('BAD_REQUEST', {
        code: `PASSWORD_${fault.toUpperCase()}`,
        message:
          fault === 'weak'
            ? 'this password is easy to guess: use more words, fewer patterns'
            : 'this password is known from a breach',
      });
  });
}

/** What an account gets written. */
function mail(messages: Messages) {
  const locale = (request: Request | undefined) => messageLocale(request?.headers.get('accept-language'));
  return {
    verify: async (
      { user, url }: { user: { email: string; name: string }; url: string },
      request?: Request,
    ) =>
      messages.send({
        kind: 'verify',
        to: user.email,
        locale: locale(request),
        data: { name: user.name, link: url },
      }),
    reset: async ({ user, url }: { user: { email: string; name: string }; url: string }, request?: Request) =>
      messages.send({
        kind: 'reset',
        to: user.email,
        locale: locale(request),
        data: { name: user.name, link: url },
      }),
    magicLink: async ({ email, url }: { email: string; url: string }, request?: Request) =>
      messages.send({ kind: 'magicLink', to: email, locale: locale(request), data: { link: url } }),
  };
}

function socialProviders({ google, github, allowSignUp }: SignInOptions) {
  return {
    ...(google && { google: { ...google, disableSignUp: !allowSignUp } }),
    ...(github && { github: { ...github, disableSignUp: !allowSignUp } }),
  };
}

function plugins(options: SignInOptions) {
  const { publicOrigin, trustedOrigins, allowSignUp, messages } = options;
  return [
    brands(),
    magicLink({
      expiresIn: MAGIC_LINK_S,
      disableSignUp: !allowSignUp,
      storeToken: 'hashed',
      sendMagicLink: (data, ctx) => mail(messages).magicLink(data, ctx?.request),
    }),
    twoFactor({ issuer: 'Luneo', schema: schema.TWO_FACTOR, allowPasswordless: true }),
    passkey({
      rpID: new URL(publicOrigin).hostname,
      rpName: 'Luneo',
      origin: [...new Set([publicOrigin, ...trustedOrigins])],
      schema: schema.PASSKEY,
    }),
    brandSso(options.sso),
  ] as const;
}

/**
 * Every way to sign in, sessions in cookies, brands; served at `/auth/*` through `handler(Request)`. Its
 * cross-site checks compare `Origin` with the public and trusted origins.
 */
/** Counts tries in the shared cache: a guesser gains nothing by meeting another process. */
const tries = (cache: Cache) => ({
  async consume(key: string, { window, max }: { window: number; max: number }) {
    const { count, endsInMs } = await cache.count(`tries:${key}`, window * 1000);
    const allowed = count <= max;
    return { allowed, retryAfter: allowed ? null : Math.ceil(endsInMs / 1000) };
  },
});

const endedKey = (sessionId: string): string => `session-ended:${sessionId}`;
/** For as long as a signed cookie may be believed without asking the database. */
export const markEnded = (cache: Cache, sessionId: string): Promise<void> =>
  cache.set(endedKey(sessionId), '1', COOKIE_CACHE_S * 1000);
/** True for a session signed out or revoked within the last minute: its cookie does not know yet. */
export const hasEnded = async (cache: Cache, sessionId: string): Promise<boolean> =>
  (await cache.get(endedKey(sessionId))) !== undefined;

export function createSignIn(options: SignInOptions) {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: options.pool }) });
  const limit = options.passwordTriesPerMinute ?? 10;
  const { verify, reset } = mail(options.messages);
  return betterAuth({
    appName: 'Luneo',
    baseURL: options.publicOrigin,
    basePath: '/auth',
    secret: Buffer.from(deriveKey(options.secret, 'session')).toString('hex'),
    trustedOrigins: [...new Set([options.publicOrigin, ...options.trustedOrigins])],
    database: { db, type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: !options.allowSignUp,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      requireEmailVerification: true,
      resetPasswordTokenExpiresIn: RESET_S,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: reset,
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      expiresIn: VERIFY_S,
      sendVerificationEmail: verify,
    },
    socialProviders: socialProviders(options),
    user: schema.USER,
    session: {
      ...schema.SESSION,
      expiresIn: SESSION_S,
      cookieCache: { enabled: true, maxAge: COOKIE_CACHE_S },
    },
    account: { ...schema.ACCOUNT, encryptOAuthTokens: true },
    verification: schema.VERIFICATION,
    rateLimit: { enabled: limit > 0, customStorage: tries(options.cache), customRules: rateRules(limit) },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({
            data: { ...session, ssoProviderId: connectionOf(context) ?? null },
          }),
        },
        delete: { after: async ({ id }) => markEnded(options.cache, id) },
      },
    },
    hooks: { before: gate(options.passwords) },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => options.log?.[level === 'error' ? 'error' : 'warn']({}, `sign-in: ${message}`),
    },
    advanced: {
      cookiePrefix: 'luneo',
      // Said outright: the library drops both checks by itself where NODE_ENV is "test".
      disableCSRFCheck: false,
      disableOriginCheck: false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      database: { generateId: () => options.newId() },
      // A SAML provider answers by a POST from its own page, with which no `lax` cookie travels.
      cookies: { relay_state: { attributes: { sameSite: 'none', secure: true } } },
    },
    plugins: [...plugins(options)],
  });
}
export type SignIn = ReturnType<typeof createSignIn>;
