import 'reflect-metadata';
import { JobRegistry } from '@luneo/jobs';
import type { Type } from '@nestjs/common';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { appModule } from './app.module.ts';
import { contractFaults } from './http/contract-check.ts';
import { fastifyAdapter, preparePipeline } from './http/fastify.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { authRoutes } from './modules/account/auth.routes.ts';
import { outboxRoutes } from './modules/account/outbox.routes.ts';
import { type HealthCheck, healthRoutes } from './modules/health/health.routes.ts';
import { referenceRoutes } from './modules/reference/reference.routes.ts';
import { type Demo, SeedService } from './modules/seed/seed.service.ts';
import { type SweepOptions, SweepOrphans, type SweepReport } from './modules/sweep/sweep-orphans.ts';
import { demoMockups } from './modules/widget/demo-mockups.ts';
import { MockupFiles } from './modules/widget/mockup-files.ts';
import { widgetFiles } from './modules/widget/widget-files.ts';
import { ContextFactory, NO_BRAND } from './platform/ctx.ts';
import { type ApiParts, createIdentity, type Identity } from './platform/platform.module.ts';
import { Upkeep } from './platform/upkeep.ts';

export interface ApiOptions extends ApiParts {
  readonly checks: readonly HealthCheck[];
  /** Further routes on the same listener, e.g. the built dashboard. */
  readonly routes?: (app: FastifyInstance) => Promise<void>;
}

export interface RunningRoute {
  readonly method: string;
  /** As the router has it, `:name` for parameters. */
  readonly url: string;
}

export interface Api {
  readonly fastify: FastifyInstance;
  /** Everything the running router answers to, whoever put it there. */
  readonly routes: readonly RunningRoute[];
  /** Starts answering; returns the address. Port 0 = any free one. */
  listen(port: number, host: string): Promise<string>;
  /** Starts the job handlers of this process (role `worker`). */
  work(): Promise<void>;
  /** Makes the demo brand; safe to repeat. */
  seed(options: { file: string; shopOrigins: readonly string[] }): Promise<Demo>;
  /** Looks for stored files that nothing needs, and deletes them unless it is a dry run. */
  sweep(options: SweepOptions): Promise<SweepReport>;
  /** Stops taking requests and lets running ones finish. Jobs and database are the caller's to stop. */
  close(): Promise<void>;
}

interface Mounted {
  readonly options: ApiOptions;
  readonly identity: Identity;
  readonly filter: ProblemFilter;
  readonly mockups: MockupFiles;
}

/** Routes that are not operations of the contract, in a scope of their own with the same error answers. */
async function mountRoutes(
  app: FastifyInstance,
  { options, identity, filter, mockups }: Mounted,
): Promise<void> {
  const { settings } = options;
  await preparePipeline(app, {
    settings,
    keys: identity.keys,
    cache: options.cache,
    log: options.log,
  });
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
    healthRoutes(scope, options.checks);
    authRoutes(scope, identity.signIn);
    if (settings.outboxPage) outboxRoutes(scope, identity.outbox);
    await referenceRoutes(scope);
    mockups.serve(scope);
    if (settings.widgetFolder !== undefined)
      await widgetFiles(scope, {
        folder: settings.widgetFolder,
        keys: identity.keys,
        apiOrigins: () => [settings.publicOrigin()],
      });
    await options.routes?.(scope);
  });
}

/** Refuses to start when contract and controllers, or jobs and handlers, do not match one to one. */
function checkWiring(nest: NestFastifyApplication, registry: JobRegistry): void {
  const controllers = nest
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .map(({ metatype }) => metatype as Type<unknown>);
  const faults = contractFaults(controllers);
  if (faults.length > 0) throw new Error(`contract and controllers differ:\n  ${faults.join('\n  ')}`);
  registry.complete();
}

/** The whole API, ready to listen or to work: HTTP (role `api`) and job handlers (role `worker`). */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { settings, jobs, log } = options;
  const registry = new JobRegistry();
  const identity = createIdentity(options);
  const adapter = fastifyAdapter(settings, options.newId);
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const routes: RunningRoute[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, url });
  });
  const nest = await NestFactory.create<NestFastifyApplication>(
    appModule(options, identity, registry),
    adapter,
    { logger: false, abortOnError: false },
  );
  const filter = new ProblemFilter(settings.publicOrigin, log);
  nest.useGlobalFilters(filter);
  const mockups = await MockupFiles.of(settings.mockupFolder);
  await mountRoutes(fastify, { options, identity, filter, mockups });
  await nest.init();
  checkWiring(nest, registry);
  await fastify.ready();
  const upkeep = new Upkeep(jobs, log, options.newId);
  return {
    fastify,
    routes,
    listen: (port, host) => fastify.listen({ port, host }),
    work: async () => {
      await jobs.work(registry, { concurrency: settings.jobConcurrency });
      upkeep.start();
    },
    sweep: (sweepOptions) => {
      const ctx = nest.get(ContextFactory, { strict: false }).system(NO_BRAND, options.newId(), 'sweep');
      return nest.get(SweepOrphans, { strict: false }).run(ctx, sweepOptions);
    },
    seed: async (seedOptions) =>
      nest
        .get(SeedService, { strict: false })
        .run({ ...seedOptions, mockups: await demoMockups(mockups, settings) }),
    close: async () => {
      upkeep.stop();
      await nest.close();
      await identity.apiUse.flush();
    },
  };
}
