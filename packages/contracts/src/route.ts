import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import type { Permission } from './permissions.ts';

/**
 * `session` = signed-in member (cookie), `secret` = secret key, `widget` = widget token, `public` = anyone.
 * `platform` = signed-in owner of the installation, alone on its routes; to others signed in there is no such route.
 */
export type Credential = 'session' | 'secret' | 'widget' | 'public' | 'platform';

/**
 * One HTTP operation. The server validates from it, the client's types derive from it, OpenAPI is
 * emitted from it. `path` uses `{name}`; `response` undefined = bytes or no content.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly credentials: readonly Credential[];
  /** Needed of the credential; absent on public routes and where being signed in is enough. */
  readonly permission?: Permission;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** `multipart`: one file field named `file`. */
  readonly bodyKind?: 'json' | 'multipart';
  readonly status: 200 | 201 | 202 | 204;
  readonly response?: z.ZodType;
  /** Content type of a bytes answer. */
  readonly produces?: string;
  /** POSTs that create take an `Idempotency-Key` header; the same key gives the same answer. */
  readonly idempotent?: boolean;
  /** Of the brand's account (keys, members, plan), of which a brand has one: the same in test mode. */
  readonly account?: true;
  readonly errors?: readonly ErrorCode[];
}

/** Keeps the literal types, so that clients see exact bodies. */
export const route = <const R extends Route>(definition: R): R => definition;
