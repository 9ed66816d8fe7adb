import type { Principal } from '@luneo/auth';
import type { OperationId, Permission, Route } from '@luneo/contracts';
import type { FastifyRequest } from 'fastify';
import type { AuditCall } from '../platform/ctx.ts';

const LONGEST = 300;

/**
 * What the audit log is told of a call that may change something; undefined = it is not audited. Shoppers are not:
 * their designs have a history of their own.
 */
export function auditCall(
  route: Route,
  {
    operation,
    request,
    principal,
  }: { operation: OperationId; request: FastifyRequest; principal: Principal },
): AuditCall | undefined {
  const { actor, impersonation } = principal;
  if (route.method === 'GET' || actor.kind === 'shopper') return undefined;
  return {
    ...callFrom(operation, request),
    ...(impersonation && { reason: impersonation.reason }),
  };
}

/** From where a call comes. */
export function callFrom(operation: OperationId, request: FastifyRequest): AuditCall {
  const agent = request.headers['user-agent']?.slice(0, LONGEST);
  return { operation, ip: request.ip, ...(agent !== undefined && { userAgent: agent }) };
}

/** What these reach lies in tables of the sign-in library, where no trigger watches. */
const BEYOND: ReadonlySet<Permission> = new Set(['keys.manage', 'members.manage', 'brand.manage']);

/** True where the call itself is written down, before it runs. */
export const reachesBeyond = ({ permission }: Route): boolean =>
  permission !== undefined && BEYOND.has(permission);
