import { z } from 'zod';
import { Scope } from './api-keys.ts';
import { Timestamp } from './common.ts';
import { SECRET_KEY_PERMISSIONS } from './permissions.ts';
import { route } from './route.ts';

export const ACCESS_TOKEN_LIMITS = { leastSeconds: 60, mostSeconds: 900 } as const;

export const AccessToken = z
  .object({
    /** Bearer for what a secret key may call. */
    token: z.string(),
    expiresAt: Timestamp,
    scopes: z.array(Scope),
  })
  .meta({
    example: {
      token: 'eyJhbGciOiJFZERTQSIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJsdW5lbyJ9.c2lnbmF0dXJl',
      expiresAt: '2026-11-23T09:45:00.000Z',
      scopes: ['orders.read'],
    },
  });
export type AccessToken = z.infer<typeof AccessToken>;

/** RFC 7517. */
export const Jwks = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      kty: z.string(),
      crv: z.string(),
      x: z.string(),
      alg: z.string(),
      use: z.string(),
    }),
  ),
});
export type Jwks = z.infer<typeof Jwks>;

export const tokenRoutes = {
  createAccessToken: route({
    method: 'POST',
    path: '/v1/access-tokens',
    tag: 'API keys',
    summary: 'Exchange a secret key for a token of its rights, or fewer, that ends by itself',
    credentials: ['secret'],
    body: z.strictObject({
      /** None named = all of the key's. */
      scopes: z.array(Scope).min(1).max(SECRET_KEY_PERMISSIONS.length).optional(),
      lifetimeSeconds: z
        .int()
        .min(ACCESS_TOKEN_LIMITS.leastSeconds)
        .max(ACCESS_TOKEN_LIMITS.mostSeconds)
        .default(ACCESS_TOKEN_LIMITS.mostSeconds),
    }),
    status: 201,
    response: AccessToken,
    errors: ['forbidden'],
  }),
  getJwks: route({
    method: 'GET',
    path: '/.well-known/jwks.json',
    tag: 'API keys',
    summary: 'The public keys that prove our tokens',
    credentials: ['public'],
    status: 200,
    response: Jwks,
  }),
};
