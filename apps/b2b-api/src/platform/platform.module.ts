import {
  ApiKeys,
  Authenticator,
  createSignIn,
  KeyBook,
  type SignIn,
  type SqlPool,
  WidgetTokens,
} from '@luneo/auth';
import { API_KEY_LIMITS } from '@luneo/contracts';
import { createTextEngine, type TextEngine } from '@luneo/fonts';
import { JobRegistry, Jobs } from '@luneo/jobs';
import type { Clock } from '@luneo/kernel';
import { Outbound } from '@luneo/outbound';
import type { BlobStore, DerivedFiles } from '@luneo/storage';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { Renderer } from '../modules/production/renderer.ts';
import { ContextFactory } from './ctx.ts';
import { type TenantDatabase, UnitOfWork } from './database.ts';
import { IdempotencyRepository } from './idempotency.repository.ts';
import { IdempotencyService } from './idempotency.service.ts';
import type { Log } from './log.ts';
import type { ApiSettings } from './settings.ts';
import { AUTH_POOL, BLOBS, CLOCK, DATABASE, DERIVED, LOG, NEW_ID, SETTINGS, TEXT_ENGINE } from './tokens.ts';

/** What the composition root brings: everything with a socket, a file or a clock behind it. */
export interface ApiParts {
  readonly settings: ApiSettings;
  readonly database: TenantDatabase & {
    readonly authPool: Parameters<typeof createSignIn>[0]['pool'] & SqlPool;
  };
  readonly blobs: BlobStore;
  readonly derived: DerivedFiles;
  readonly jobs: Jobs;
  readonly renderer: Renderer;
  /** The way to addresses given by brands. */
  readonly outbound: Outbound;
  readonly log: Log;
  readonly clock: Clock;
  /** A new UUIDv7. */
  readonly newId: () => string;
}

/** Identity and keys, shared by the modules and by routes outside Nest. */
export interface Identity {
  readonly keys: ApiKeys;
  readonly tokens: WidgetTokens;
  readonly signIn: () => SignIn;
  readonly authenticator: () => Authenticator;
}

/** Made late: the origin of a server that listens on any free port is known after it listens. */
export function createIdentity({ settings, database, clock, newId, log }: ApiParts): Identity {
  const pool = database.authPool;
  const keys = new ApiKeys({ pool, clock });
  const tokens = new WidgetTokens({ secret: settings.secret, clock });
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
    });
    return signIn;
  };
  let authenticator: Authenticator | undefined;
  const getAuthenticator = (): Authenticator => {
    authenticator ??= new Authenticator({
      signIn: getSignIn(),
      keys,
      tokens,
      pool,
      sessionOrigins: origins(),
    });
    return authenticator;
  };
  return { keys, tokens, signIn: getSignIn, authenticator: getAuthenticator };
}

export const IDENTITY = Symbol('identity');

/** Loads HarfBuzz and fonts at the first need, once. */
function lazyTextEngine(): () => Promise<TextEngine> {
  let engine: Promise<TextEngine> | undefined;
  return () => {
    engine ??= createTextEngine();
    return engine;
  };
}

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
    { provide: TEXT_ENGINE, useValue: lazyTextEngine() },
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
        most: API_KEY_LIMITS.inUse,
      }),
    },
    { provide: WidgetTokens, useValue: identity.tokens },
  ];
  const own = [ContextFactory, UnitOfWork, IdempotencyRepository, IdempotencyService];
  const providers = [...values, ...own];
  return { module: PlatformModule, providers, exports: providers };
}
