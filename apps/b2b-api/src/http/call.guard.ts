import type { Principal } from '@luneo/auth';
import { api, type OperationId, type Route } from '@luneo/contracts';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ContextFactory, type Ctx, NO_BRAND } from '../platform/ctx.ts';
import { Entitled } from '../platform/entitled.ts';
import { IDENTITY, type Identity } from '../platform/platform.module.ts';
import { ApiError } from '../platform/problem.ts';
import { auditCall, callFrom } from './audit-call.ts';
import { type Call, type CallRequest, OPERATION, type UploadedFile } from './operation.ts';
import { checkFields } from './sparse.ts';
import { readUpload } from './upload.ts';
import { validate } from './validate.ts';
import { webRequest } from './web-request.ts';

/**
 * Does what the contract says before a controller runs: who calls, may they, is it well-formed.
 * Leaves the validated call on the request for `@Input()`.
 */
@Injectable()
export class CallGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(Entitled) private readonly entitled: Entitled,
  ) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const id = this.reflector.get<OperationId>(OPERATION, host.getHandler());
    const route: Route = api[id];
    const request = host.switchToHttp().getRequest<CallRequest>();
    const ctx = await this.#context(id, request);
    await this.entitled.call(ctx, id);
    const query = validate(route, 'query', route.query, request.query);
    checkFields(route, query);
    request.luneoCall = {
      ctx,
      params: validate(route, 'path', route.params, request.params),
      query,
      body: route.bodyKind === 'multipart' ? undefined : validate(route, 'body', route.body, request.body),
      file: await this.#file(route, request),
      request,
      reply: host.switchToHttp().getResponse(),
    } as Call<OperationId>;
    return true;
  }

  async #context(operation: OperationId, request: CallRequest): Promise<Ctx> {
    const route: Route = api[operation];
    if (route.credentials.includes('platform')) return this.#platform(operation, request);
    // Without a permission, being signed in is enough: such a service asks who it is itself.
    if (route.credentials.includes('public') || route.permission === undefined)
      return this.contexts.anonymous(request.id);
    const principal = await this.identity.authenticator().authenticate(webRequest(request), route);
    this.#permit(route, principal);
    const audit = auditCall(route, { operation, request, principal });
    return { ...this.contexts.of(principal, request.id), ...(audit && { audit }) };
  }

  async #platform(operation: OperationId, request: CallRequest): Promise<Ctx> {
    const { userId } = await this.identity.authenticator().platformOwner(webRequest(request));
    const principal: Principal = {
      brandId: NO_BRAND,
      actor: { kind: 'platform', userId },
      permissions: new Set(),
    };
    return { ...this.contexts.of(principal, request.id), audit: callFrom(operation, request) };
  }

  #permit({ permission }: Route, { permissions }: Principal): void {
    if (permission !== undefined && !permissions.has(permission))
      throw new ApiError('forbidden', `this needs the permission ${permission}`, { params: { permission } });
  }

  #file(route: Route, request: CallRequest): Promise<UploadedFile | undefined> {
    return route.bodyKind === 'multipart' ? readUpload(request) : Promise.resolve(undefined);
  }
}
