import { createHash } from 'node:crypto';
import { api, type OperationId, type Route } from '@luneo/contracts';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { AuditCalls } from '../modules/audit/audit-calls.ts';
import type { Ctx } from '../platform/ctx.ts';
import { IdempotencyService } from '../platform/idempotency.service.ts';
import { reachesBeyond } from './audit-call.ts';
import { attachmentName, Bytes, Cached } from './bytes.ts';
import { type Call, type CallRequest, OPERATION } from './operation.ts';
import { sparse } from './sparse.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const FOR_EVER = 'max-age=31536000, immutable';

function sendHeaders(reply: FastifyReply, bytes: Bytes): void {
  void reply.header('content-type', bytes.contentType);
  if (bytes.etag !== undefined) void reply.header('etag', `"${bytes.etag}"`);
  if (bytes.immutable) void reply.header('cache-control', `${bytes.immutable}, ${FOR_EVER}`);
  else if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
  if (bytes.immutable === 'public') void reply.header('cross-origin-resource-policy', 'cross-origin');
  if (bytes.length !== undefined) void reply.header('content-length', bytes.length);
  if (bytes.fileName !== undefined) void reply.header('content-disposition', attachmentName(bytes.fileName));
}

const isFresh = (request: FastifyRequest, etag: string | undefined): boolean =>
  etag !== undefined && (request.headers['if-none-match'] ?? '').includes(`"${etag}"`);

/**
 * Holds every answer against the contract: what the contract does not name is not sent, and an answer
 * that breaks it is our own fault (500). POSTs with an `Idempotency-Key` run once.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  readonly #written = new WeakMap<object, Buffer>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IdempotencyService) private readonly idempotency: IdempotencyService,
    @Inject(AuditCalls) private readonly audit: AuditCalls,
  ) {}

  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    const id = this.reflector.get<OperationId>(OPERATION, host.getHandler());
    const route: Route = api[id];
    const request = host.switchToHttp().getRequest<CallRequest>();
    return from(this.#answer(route, request, next));
  }

  async #answer(route: Route, request: CallRequest, next: CallHandler): Promise<unknown> {
    const call = request.luneoCall!;
    const run = async (ctx: Ctx): Promise<unknown> => {
      if (ctx.audit !== undefined && reachesBeyond(route)) await this.audit.note(ctx, call);
      request.luneoCall = { ...call, ctx };
      return lastValueFrom(next.handle());
    };
    const key = request.headers['idempotency-key'];
    const made =
      route.idempotent && typeof key === 'string'
        ? await this.idempotency.once(call, route, key, run)
        : await run(call.ctx);
    if (made instanceof Cached) return this.#cached(made, route, request, call);
    if (made instanceof Bytes) return this.#bytes(made, request, call);
    const { fields } = (call.query ?? {}) as { fields?: string };
    const shaped = sparse(this.#shape(route, made), fields);
    return route.method === 'GET' && route.response !== undefined
      ? this.#named(shaped, request, call)
      : shaped;
  }

  /** A JSON answer by its content: who has it already gets 304. */
  #named(value: unknown, request: CallRequest, { reply }: Call<OperationId>): unknown {
    const body = Buffer.from(JSON.stringify(value));
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 27);
    return this.#bytes(new Bytes(body, { contentType: JSON_TYPE, etag }), request, { reply });
  }

  #shape(route: Route, value: unknown): unknown {
    return route.response === undefined ? value : route.response.parse(value);
  }

  #cached(
    { value, etag, immutable }: Cached<object>,
    route: Route,
    request: CallRequest,
    { reply }: Call<OperationId>,
  ): unknown {
    const known = this.#written.get(value);
    const body = known ?? Buffer.from(JSON.stringify(this.#shape(route, value)));
    if (known === undefined) this.#written.set(value, body);
    const bytes = new Bytes(body, { contentType: JSON_TYPE, etag, ...(immutable && { immutable }) });
    return this.#bytes(bytes, request, { reply });
  }

  #bytes(bytes: Bytes, request: CallRequest, { reply }: Pick<Call<OperationId>, 'reply'>): unknown {
    sendHeaders(reply, bytes);
    if (isFresh(request, bytes.etag)) {
      void reply.code(304).removeHeader('content-length');
      if (!Buffer.isBuffer(bytes.body)) bytes.body.destroy();
      return undefined;
    }
    return Buffer.isBuffer(bytes.body)
      ? bytes.body
      : new StreamableFile(bytes.body, { type: bytes.contentType });
  }
}
