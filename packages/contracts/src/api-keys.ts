import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { SECRET_KEY_PERMISSIONS } from './permissions.ts';
import { route } from './route.ts';

/** `test` in a call with a session: the test side of the brand. A key is of one side. */
export const MODE_HEADER = 'luneo-mode';

export const API_KEY_LIMITS = {
  /** Keys of a brand in use at a time. */
  inUse: 100,
  /** Origins of a publishable key. */
  origins: 50,
  /** Longest overlap of a rotation. */
  overlapHours: 168,
} as const;

/** Scheme, host and port as a browser writes them, without the usual port; http only on the machine itself. */
const ORIGIN =
  /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(?!:443$)|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?!:80$))(:[1-9]\d{0,4})?$/;

export const WebOrigin = z
  .string()
  .max(300)
  .regex(ORIGIN, 'expected an origin like https://shop.example, without path or final slash')
  .meta({ example: 'https://shop.example' });

/** What a secret key may do. */
export const Scope = z.enum(SECRET_KEY_PERMISSIONS);
export type Scope = z.infer<typeof Scope>;
const Scopes = z.array(Scope).min(1).max(SECRET_KEY_PERMISSIONS.length);
const Origins = z.array(WebOrigin).min(1).max(API_KEY_LIMITS.origins);
const Name = z.string().trim().min(1).max(100);
/** `test`: reaches the brand's test side, whose data is apart, whose files bear a watermark and cost nothing. */
const Mode = z.enum(['test', 'live']);

export const ApiKey = z
  .object({
    id: publicId('apiKey'),
    /** `secret`: for servers. `publishable`: for the pages of a shop. */
    kind: z.enum(['secret', 'publishable']),
    mode: Mode,
    name: z.string(),
    /** How the key begins; the rest is shown once, when it is made. */
    prefix: z.string(),
    /** Of secret keys; null = all that a secret key may do. */
    scopes: z.array(Scope).nullable(),
    /** Of publishable keys: the pages that may use them. */
    origins: z.array(z.string()),
    status: z.enum(['in_use', 'expired', 'revoked']),
    createdAt: Timestamp,
    expiresAt: Timestamp.nullable(),
    /** To the minute. */
    lastUsedAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    /** The key it replaces. */
    rotatedFrom: publicId('apiKey').nullable(),
  })
  .meta({
    example: {
      id: 'key_01kb0c6z3mf9v8x2q4t7y1n5rk',
      kind: 'secret',
      mode: 'live',
      name: 'Shop server',
      prefix: 'sk_live_4fT9xQ2a',
      scopes: ['orders.read', 'orders.write'],
      origins: [],
      status: 'in_use',
      createdAt: '2026-11-23T09:30:00.000Z',
      expiresAt: null,
      lastUsedAt: '2026-11-23T10:02:00.000Z',
      revokedAt: null,
      rotatedFrom: null,
    },
  });
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyWithSecret = ApiKey.extend({
  /** The whole key, shown this once; null where the answer is repeated under an idempotency key. */
  secret: z.string().nullable(),
});
export type ApiKeyWithSecret = z.infer<typeof ApiKeyWithSecret>;

const common = { mode: Mode, name: Name, expiresAt: Timestamp.optional() };
export const CreateApiKey = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('secret'), scopes: Scopes.optional() }),
  z.strictObject({ ...common, kind: z.literal('publishable'), origins: Origins }),
]);

const params = z.object({ apiKeyId: publicId('apiKey') });
/** A key cannot make keys: whoever finds one has no more than that. */
const shared = {
  tag: 'API keys',
  credentials: ['session'],
  permission: 'keys.manage',
  account: true,
} as const;

export const apiKeyRoutes = {
  listApiKeys: route({
    ...shared,
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'The keys of the brand, newest first',
    query: z.object({
      ...pageQuery,
      kind: z.enum(['secret', 'publishable']).optional(),
      mode: Mode.optional(),
      status: z.enum(['in_use', 'expired', 'revoked']).optional(),
    }),
    status: 200,
    response: page(ApiKey),
  }),
  getApiKey: route({
    ...shared,
    method: 'GET',
    path: '/v1/api-keys/{apiKeyId}',
    summary: 'One key',
    params,
    status: 200,
    response: ApiKey,
  }),
  createApiKey: route({
    ...shared,
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Make a key; the answer is the only one that holds all of it',
    body: CreateApiKey,
    status: 201,
    response: ApiKeyWithSecret,
    idempotent: true,
    errors: ['key_limit', 'expiry_past', 'plan_feature'],
  }),
  updateApiKey: route({
    ...shared,
    method: 'PATCH',
    path: '/v1/api-keys/{apiKeyId}',
    summary: 'Change name, scopes, origins or end of a key',
    params,
    /** `scopes` of secret keys (null = all), `origins` of publishable ones. */
    body: z.strictObject({
      name: Name.optional(),
      scopes: Scopes.nullable().optional(),
      origins: Origins.optional(),
      expiresAt: Timestamp.nullable().optional(),
    }),
    status: 200,
    response: ApiKey,
    errors: ['key_not_in_use', 'key_kind', 'expiry_past'],
  }),
  rotateApiKey: route({
    ...shared,
    method: 'POST',
    path: '/v1/api-keys/{apiKeyId}/rotate',
    summary: 'A new key of the same rights; the old one ends after an overlap',
    params,
    /** Hours the old key still works; 0 ends it at once. */
    body: z.strictObject({ overlapHours: z.int().min(0).max(API_KEY_LIMITS.overlapHours).default(24) }),
    status: 201,
    response: ApiKeyWithSecret,
    idempotent: true,
    errors: ['key_not_in_use', 'key_limit'],
  }),
  revokeApiKey: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/api-keys/{apiKeyId}',
    summary: 'End a key at once; repeated, it changes nothing',
    params,
    status: 204,
  }),
};
