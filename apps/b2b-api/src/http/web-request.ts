import { CLIENT_IP_HEADER } from '@luneo/auth';
import type { FastifyRequest } from 'fastify';

/**
 * The request in the web platform's form, for what is written against it. The body is left out
 * unless given; the client's address is what the server knows, never what the client says.
 */
export function webRequest(request: FastifyRequest, body?: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.set(CLIENT_IP_HEADER, request.ip);
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  const bodyless = request.method === 'GET' || request.method === 'HEAD' || body === undefined;
  return new Request(url, { method: request.method, headers, ...(bodyless ? {} : { body }) });
}
