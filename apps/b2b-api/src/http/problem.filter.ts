import { api, type ErrorCode, type Problem, type Route } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseAway, isForeignKeyRefused } from '../platform/database-errors.ts';
import { ApiError, type ProblemContext, toProblem } from '../platform/problem.ts';

/** What the HTTP layer itself refuses, by Fastify's code. */
const FASTIFY: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload_too_large', 'the request body is too large'],
  FST_REQ_FILE_TOO_LARGE: ['upload_too_large', 'the file is larger than 50 MB'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['request_invalid', 'this content type is not accepted here'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['request_invalid', 'the body is not JSON'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['request_invalid', 'the body is empty'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['request_invalid', 'the body is not as long as announced'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'there is nothing at this address'],
  FST_ERR_BAD_URL: ['request_invalid', 'the address is malformed'],
  FST_ERR_HANDLER_TIMEOUT: ['unavailable', 'the answer took too long'],
};

const PATHS = Object.values<Route>(api).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Methods the contract knows for a path, e.g. for a 405. */
export const methodsOf = (path: string): string[] =>
  PATHS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);

function ofHttp(status: number, message: string, cause: unknown): unknown {
  if (status === 404) return new ApiError('not_found', 'there is nothing at this address');
  if (status === 413) return new ApiError('payload_too_large', 'the request body is too large', { cause });
  if (status === 429) return new ApiError('too_many_requests', message, { cause });
  return status >= 400 && status < 500 ? new ApiError('request_invalid', message, { cause }) : cause;
}

/** Any thrown thing as a coded error, or itself when it says nothing we may repeat. */
export function toCoded(error: unknown): unknown {
  if (error instanceof CodedError) return error;
  if (isDatabaseAway(error))
    return new ApiError('unavailable', 'try again in a few seconds', { cause: error });
  if (isForeignKeyRefused(error))
    return new ApiError('changed_meanwhile', 'read again what this call is about', { cause: error });
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const known = code === undefined ? undefined : FASTIFY[code];
  if (known !== undefined) return new ApiError(known[0], known[1], { cause: error });
  if (error instanceof HttpException) return ofHttp(error.getStatus(), 'the request was refused', error);
  return typeof statusCode === 'number' ? ofHttp(statusCode, 'the request was refused', error) : error;
}

export interface ErrorLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  void reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly docsOrigin: () => string,
    private readonly log: ErrorLog,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = this.#withMethods(toCoded(thrown), request, reply);
    const context: ProblemContext = { requestId: request.id, docsOrigin: this.docsOrigin() };
    const problem = toProblem(error, context);
    if (problem.code === 'internal') {
      const err = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      this.log.error({ requestId: request.id, err, cause: causeOf(thrown) }, 'request failed');
    } else if (problem.status >= 500) {
      const err = thrown instanceof Error ? thrown.message : String(thrown);
      this.log.warn({ requestId: request.id, err }, 'request refused');
    }
    sendProblem(reply, problem);
  }

  #withMethods(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    if (!(error instanceof ApiError) || error.code !== 'not_found') return error;
    const methods = methodsOf(request.url.split('?')[0]!);
    if (methods.length === 0 || methods.includes(request.method)) return error;
    void reply.header('allow', methods.join(', '));
    return new ApiError('method_not_allowed', `this address takes ${methods.join(', ')}`);
  }
}

const causeOf = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause.message : undefined;
};
