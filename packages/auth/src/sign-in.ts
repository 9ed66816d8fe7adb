import { ROLE_PERMISSIONS } from '@luneo/contracts';
import { betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins';
import type { AccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultAc, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { deriveKey } from './secret.ts';

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
  /** False closes `POST /auth/sign-up/email`. */
  readonly allowSignUp: boolean;
  /** Tries of a password a minute and address; 0 = no limit (tests). */
  readonly passwordTriesPerMinute?: number;
}

/** Header by which the HTTP server names the client's address; whatever a client sends in it is dropped. */
export const CLIENT_IP_HEADER = 'x-luneo-client-ip';

const SESSION_S = 7 * 24 * 60 * 60;
/** How long a session is believed from its signed cookie before the database is asked again. */
const COOKIE_CACHE_S = 60;

/** The library's own checks (invite, change role): owners and admins manage, all other roles do not. */
const roles = Object.fromEntries(
  Object.keys(ROLE_PERMISSIONS).map((role) => [
    role,
    role === 'owner' ? ownerAc : role === 'admin' ? adminAc : memberAc,
  ]),
);

const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/** Brand, user and member are the library's organisation, user and member under our names. */
const brands = () =>
  organization({
    // The library types its own default narrower than the option that takes it.
    ac: defaultAc as unknown as AccessControl,
    roles,
    creatorRole: 'owner',
    schema: {
      session: { fields: { activeOrganizationId: 'active_brand_id' } },
      organization: { modelName: 'brand', fields: { createdAt: 'created_at' } },
      member: {
        modelName: 'member',
        fields: { organizationId: 'brand_id', userId: 'user_id', createdAt: 'created_at' },
      },
      invitation: {
        modelName: 'invitation',
        fields: {
          organizationId: 'brand_id',
          inviterId: 'inviter_id',
          expiresAt: 'expires_at',
          createdAt: 'created_at',
        },
      },
    },
  });

const account = {
  modelName: 'account',
  fields: {
    accountId: 'account_id',
    providerId: 'provider_id',
    userId: 'user_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...timestamps,
  },
} as const;

const session = {
  modelName: 'session',
  expiresIn: SESSION_S,
  cookieCache: { enabled: true, maxAge: COOKIE_CACHE_S },
  fields: {
    userId: 'user_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    ...timestamps,
  },
} as const;

/**
 * E-mail and password, sessions in cookies, brands and members; served at `/auth/*` through
 * `handler(Request)`. Its cross-site checks compare `Origin` with the public and trusted origins.
 */
export function createSignIn(options: SignInOptions) {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: options.pool }) });
  const limit = options.passwordTriesPerMinute ?? 10;
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
      minPasswordLength: 12,
      maxPasswordLength: 128,
    },
    user: { modelName: 'user', fields: { emailVerified: 'email_verified', ...timestamps } },
    session,
    account,
    verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...timestamps } },
    rateLimit: {
      enabled: limit > 0,
      storage: 'memory',
      customRules: { '/sign-in/email': { window: 60, max: limit } },
    },
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
    },
    plugins: [brands()],
  });
}
export type SignIn = ReturnType<typeof createSignIn>;
