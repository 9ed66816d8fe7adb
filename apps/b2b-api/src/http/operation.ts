import type { Api, OperationId, Route } from '@luneo/contracts';
import { api } from '@luneo/contracts';
import type { ExecutionContext } from '@nestjs/common';
import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import type { Bytes, Cached } from './bytes.ts';

export const OPERATION = 'luneo:operation';

type Shape<R, F extends 'params' | 'query' | 'body'> = R extends {
  readonly [K in F]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** A file of a multipart body, whole in memory; never larger than the upload limit. */
export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** One validated call: what the contract promises of it, and who makes it. */
export interface Call<K extends OperationId> {
  readonly ctx: Ctx;
  readonly params: Shape<Api[K], 'params'>;
  readonly query: Shape<Api[K], 'query'>;
  readonly body: Shape<Api[K], 'body'>;
  readonly file: Api[K] extends { readonly bodyKind: 'multipart' } ? UploadedFile : undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a controller must give back: the contract's response before serialisation, bytes, or nothing. */
export type Answer<K extends OperationId> = Api[K] extends { readonly response: infer S extends z.ZodType }
  ? z.input<S> | Cached<z.input<S> & object>
  : Api[K] extends { readonly produces: string }
    ? Bytes
    : undefined;

const METHODS = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  PATCH: RequestMethod.PATCH,
  DELETE: RequestMethod.DELETE,
} as const;

const toNestPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/**
 * Binds a controller method to an operation of the contract; method, path, status, validation,
 * credentials and permission come from there.
 *
 * ```ts
 * @Operation('getOrder')
 * get(@Input() call: Call<'getOrder'>) { return this.orders.get(call.ctx, call.params.orderId); }
 * ```
 */
export function Operation<K extends OperationId>(id: K) {
  const route: Route = api[id];
  const decorate = applyDecorators(
    SetMetadata(OPERATION, id),
    RequestMapping({ method: METHODS[route.method], path: toNestPath(route.path) }),
    HttpCode(route.status),
  );
  return <T extends (call: Call<K>) => Promise<Answer<K>>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => decorate(target, key, descriptor);
}

export interface CallRequest extends FastifyRequest {
  luneoCall?: Call<OperationId>;
}

/** The validated call, as the guard left it on the request. */
export const Input = createParamDecorator((_: unknown, host: ExecutionContext) => {
  const { luneoCall } = host.switchToHttp().getRequest<CallRequest>();
  return luneoCall;
});
