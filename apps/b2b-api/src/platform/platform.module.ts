import {
  AccessTokens,
  ApiKeys,
  ApiUse,
  Authenticator,
  BrandBook,
  createSignIn,
  InvitationBook,
  KeyBook,
  KeyRing,
  MemberBook,
  markEnded,
  NewsBook,
  OidcTalk,
  PasswordPolicy,
  PlanOverrideBook,
  type Principal,
  RoleBook,
  Sealer,
  type SignIn,
  type SqlPool,
  SsoBook,
  SsoDomains,
  SsoMembers,
  type SsoMembersOptions,
  SupportBook,
  spEntityId,
  systemTxt,
  type TransactionPool,
  type TxtResolver,
  WidgetTokens,
} from '@luneo/auth';
import type { Cache } from '@luneo/cache';
import { API_KEY_LIMITS } from '@luneo/contracts';
import { JobRegistry, Jobs } from '@luneo/jobs';
import { type Clock, toPublicId } from '@luneo/kernel';
import { Outbox } from '@luneo/notifications';
import { guardedFetch, Outbound } from '@luneo/outbound';
import type { BlobStore, DerivedFiles } from '@luneo/storage';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { AuditRepository } from '../modules/audit/audit.repository.ts';
import { AuditCalls } from '../modules/audit/audit-calls.ts';
import { Renderer } from '../modules/production/renderer.ts';
import { Accounts } from './accounts.ts';
import { ContextFactory } from './ctx.ts';
import { type TenantDatabase, UnitOfWork } from './database.ts';
import { Entitled } from './entitled.ts';
import { IdempotencyRepository } from './idempotency.repository.ts';
import { IdempotencyService } from './idempotency.service.ts';
import type { Log } from './log.ts';
import type { ApiSettings } from './settings.ts';
import { lazyTextEngine } from './text-engine.ts';
import {
  API_USE,
  AUTH_POOL,
  BLOBS,
  CLOCK,
  DATABASE,
  DERIVED,
  LOG,
  NEW_ID,
  SETTINGS,
  TEXT_ENGINE,
} from './tokens.ts';

/** What the composition root brings: everything with a socket, a file or a clock behind it. */
export interface ApiParts {
  readonly settings: ApiSettings;
  readonly database: TenantDatabase & {
    readonly authPool: Parameters<typeof createSignIn>[0]['pool'] & SqlPool & TransactionPool;
  };
  readonly blobs: BlobStore;
  readonly derived: DerivedFiles;
  readonly jobs: Jobs;
  readonly renderer: Renderer;
  /** The way to addresses given by brands. */
  readonly outbound: Outbound;
  /** Who answers for TXT records; the system's name servers unless given. */
  readonly resolveTxt?: TxtResolver;
  readonly log: Log;
  readonly clock: Clock;
  readonly cache: Cache;
  /** A new UUIDv7. */
  readonly newId: () => string;
}

/** Identity and keys, shared by the modules and by routes outside Nest. */
export interface Identity {
  readonly keys: ApiKeys;
  readonly ring: KeyRing;
  readonly tokens: WidgetTokens;
  readonly accessTokens: AccessTokens;
  readonly signIn: () => SignIn;
  readonly authenticator: () => Authenticator;
  readonly invitations: InvitationBook;
  readonly support: SupportBook;
  readonly apiUse: ApiUse;
  readonly overrides: PlanOverrideBook;
  readonly outbox: Outbox;
  readonly sso: SsoBook;
  readonly oidc: OidcTalk;
}

/** What an identity provider may take, and say. */
const PROVIDER_LIMITS = { timeoutMs: 10_000, maxBytes: 256 * 1024 } as const;

/** Writes down who became a member by single sign-on: no call of the API did it. */
function joinLog({ database, clock, newId }: ApiParts): SsoMembersOptions['joined'] {
  const contexts = new ContextFactory(clock, newId);
  const calls = new AuditCalls(new UnitOfWork(database), new AuditRepository());
  return async ({ brandId, userId, memberId, role, connectionId, ip, userAgent }) => {
    const principal: Principal = {
      brandId,
      actor: { kind: 'member', userId, role },
      permissions: new Set(),
    };
    const audit = { operation: 'joinBySingleSignOn', ip, ...(userAgent !== undefined && { userAgent }) };
    const ids = {
      memberId: toPublicId('member', memberId),
      ssoConnectionId: toPublicId('ssoConnection', connectionId),
    };
    await calls.note({ ...contexts.of(principal, newId()), audit }, { params: ids, body: { role } });
  };
}

/** The books of single sign-on. */
function ssoParts(parts: ApiParts, entitled: Entitled) {
  const { settings, clock, cache, newId, log, outbound } = parts;
  const pool = parts.database.authPool;
  return {
    book: new SsoBook({
      pool,
      clock,
      newId,
      sealer: new Sealer(settings.secret, 'single sign-on'),
      ended: (sessionId) => markEnded(cache, sessionId),
      entityId: (connectionId) => spEntityId(`${settings.publicOrigin()}/auth`, connectionId),
    }),
    members: new SsoMembers({
      pool,
      clock,
      newId,
      mostSeats: async (brandId) => (await entitled.of({ brandId, clock })).limits.seats,
      joined: joinLog(parts),
    }),
    oidc: new OidcTalk({
      check: (url) => outbound.check(url),
      fetch: guardedFetch(outbound, PROVIDER_LIMITS),
    }),
    log,
  };
}

/** Made late: the origin of a server that listens on any free port is known after it listens. */
export function createIdentity(parts: ApiParts): Identity {
  const { settings, database, clock, cache, newId, log } = parts;
  const pool = database.authPool;
  const keys = new ApiKeys({ pool, clock, cache });
  const ring = new KeyRing({ pool, secret: settings.secret, clock, newId });
  const tokens = new WidgetTokens(ring);
  const accessTokens = new AccessTokens(ring);
  const outbox = new Outbox({ pool, clock, newId });
  const { google, github, pwnedRangeUrl: rangeUrl } = settings;
  const passwords = new PasswordPolicy({ log, ...(rangeUrl !== undefined && { rangeUrl }) });
  const invitations = new InvitationBook({ pool, clock, newId, passwords });
  const support = new SupportBook({ pool, clock });
  const overrides = new PlanOverrideBook({ pool, cache, clock });
  const apiUse = new ApiUse({ pool, clock });
  const entitled = new Entitled(settings, overrides, apiUse, new Accounts(pool));
  const sso = ssoParts(parts, entitled);
  const origins = (): string[] => [settings.publicOrigin(), ...settings.pageOrigins()];
  let signIn: SignIn | undefined;
  const getSignIn = (): SignIn => {
    signIn ??= createSignIn({
      pool,
      secret: settings.secret,
      publicOrigin: settings.publicOrigin(),
      trustedOrigins: origins(),
      newId,
      log,
      allowSignUp: settings.allowSignUp,
      passwordTriesPerMinute: settings.passwordTriesPerMinute,
      cache,
      messages: outbox,
      passwords,
      sso,
      ...(google && { google }),
      ...(github && { github }),
    });
    return signIn;
  };
  let authenticator: Authenticator | undefined;
  const getAuthenticator = (): Authenticator => {
    authenticator ??= new Authenticator({
      signIn: getSignIn(),
      keys,
      tokens,
      accessTokens,
      support,
      pool,
      cache,
      clock,
      sessionOrigins: origins(),
    });
    return authenticator;
  };
  return {
    keys,
    ring,
    tokens,
    accessTokens,
    signIn: getSignIn,
    authenticator: getAuthenticator,
    invitations,
    support,
    apiUse,
    overrides,
    outbox,
    sso: sso.book,
    oidc: sso.oidc,
  };
}

export const IDENTITY = Symbol('identity');

@Global()
@Module({})
export class PlatformModule {}

/** What every feature may inject. */
export function platformModule(parts: ApiParts, identity: Identity, registry: JobRegistry): DynamicModule {
  const values: Provider[] = [
    { provide: SETTINGS, useValue: parts.settings },
    { provide: DATABASE, useValue: parts.database },
    { provide: AUTH_POOL, useValue: parts.database.authPool },
    { provide: BLOBS, useValue: parts.blobs },
    { provide: DERIVED, useValue: parts.derived },
    { provide: LOG, useValue: parts.log },
    { provide: CLOCK, useValue: parts.clock },
    { provide: NEW_ID, useValue: parts.newId },
    { provide: TEXT_ENGINE, useValue: lazyTextEngine(parts.blobs) },
    { provide: Jobs, useValue: parts.jobs },
    { provide: Renderer, useValue: parts.renderer },
    { provide: Outbound, useValue: parts.outbound },
    { provide: JobRegistry, useValue: registry },
    { provide: IDENTITY, useValue: identity },
    { provide: ApiKeys, useValue: identity.keys },
    {
      provide: KeyBook,
      useValue: new KeyBook({
        pool: parts.database.authPool,
        clock: parts.clock,
        cache: parts.cache,
        most: API_KEY_LIMITS.inUse,
      }),
    },
    {
      provide: BrandBook,
      useValue: new BrandBook({ pool: parts.database.authPool, cache: parts.cache, clock: parts.clock }),
    },
    { provide: SupportBook, useValue: identity.support },
    { provide: API_USE, useValue: identity.apiUse },
    { provide: PlanOverrideBook, useValue: identity.overrides },
    { provide: NewsBook, useValue: new NewsBook({ pool: parts.database.authPool }) },
    {
      provide: MemberBook,
      useValue: new MemberBook({
        pool: parts.database.authPool,
        ended: (sessionId) => markEnded(parts.cache, sessionId),
      }),
    },
    { provide: RoleBook, useValue: new RoleBook({ pool: parts.database.authPool, newId: parts.newId }) },
    { provide: SsoBook, useValue: identity.sso },
    { provide: OidcTalk, useValue: identity.oidc },
    {
      provide: SsoDomains,
      useValue: new SsoDomains({
        pool: parts.database.authPool,
        clock: parts.clock,
        newId: parts.newId,
        resolveTxt: parts.resolveTxt ?? systemTxt(),
      }),
    },
    { provide: InvitationBook, useValue: identity.invitations },
    { provide: WidgetTokens, useValue: identity.tokens },
    { provide: AccessTokens, useValue: identity.accessTokens },
    { provide: KeyRing, useValue: identity.ring },
    { provide: Outbox, useValue: identity.outbox },
  ];
  const own = [Accounts, ContextFactory, Entitled, UnitOfWork, IdempotencyRepository, IdempotencyService];
  const providers = [...values, ...own];
  return { module: PlatformModule, providers, exports: providers };
}
