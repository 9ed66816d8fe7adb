import { z } from 'zod';
import { publicId, Timestamp } from './common.ts';
import { RoleRef } from './members.ts';
import { route } from './route.ts';

export const SSO_LIMITS = { connections: 5, domains: 20, sessionHours: 12 } as const;

const Url = z.url().max(2_048);
const Name = z.string().trim().min(1).max(80);
/** Letters outside ASCII as DNS has them: `xn--…`. */
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/);

export const SsoDomain = z
  .object({
    id: publicId('ssoDomain'),
    domain: z.string(),
    /** Null until the record was found. */
    provenAt: Timestamp.nullable(),
    /** What to put into DNS; may be taken away once it is proven. */
    record: z.object({ type: z.literal('TXT'), name: z.string(), value: z.string() }),
  })
  .meta({
    example: {
      id: 'sdm_01kb0c6z3mf9v8x2q4t7y1n5rg',
      domain: 'maison.example',
      provenAt: '2026-11-23T09:30:00.000Z',
      record: {
        type: 'TXT',
        name: '_luneo-challenge.maison.example',
        value: 'luneo-domain=4b1JmL0T8wq3cVbN5x2KfA',
      },
    },
  });
export type SsoDomain = z.infer<typeof SsoDomain>;

/** What to copy into the identity provider, and what it told us. */
const OidcSide = z.object({
  kind: z.literal('oidc'),
  issuer: z.string(),
  clientId: z.string(),
  redirectUrl: z.string(),
});

const SamlSide = z.object({
  kind: z.literal('saml'),
  entityId: z.string(),
  entryPoint: z.string(),
  emailAttribute: z.string(),
  /** Of the provider's signing keys. */
  certificates: z.array(z.object({ fingerprint: z.string(), expiresAt: Timestamp })),
  /** Assertion consumer service: where the provider sends its answers (HTTP-POST). */
  acsUrl: z.string(),
  /** Who we are to the provider: audience of its assertions, and the address of our metadata. */
  spEntityId: z.string(),
});

export const SsoConnection = z
  .object({
    id: publicId('ssoConnection'),
    name: z.string(),
    provider: z.discriminatedUnion('kind', [OidcSide, SamlSide]),
    defaultRole: RoleRef,
    required: z.boolean(),
    domains: z.array(SsoDomain),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    example: {
      id: 'sso_01kb0c6z3mf9v8x2q4t7y1n5rg',
      name: 'Okta',
      provider: {
        kind: 'oidc',
        issuer: 'https://maison.okta.com',
        clientId: '0oa1b2c3d4',
        redirectUrl: 'https://app.luneo.app/auth/sso/callback/019aa0c3-0000-7000-8000-000000000000',
      },
      defaultRole: 'viewer',
      required: false,
      domains: [],
      createdAt: '2026-11-23T09:30:00.000Z',
      updatedAt: '2026-11-23T09:30:00.000Z',
    },
  });
export type SsoConnection = z.infer<typeof SsoConnection>;

const Oidc = z.strictObject({
  kind: z.literal('oidc'),
  issuer: Url,
  clientId: z.string().min(1).max(200),
  /** Kept sealed, never shown. */
  clientSecret: z.string().min(1).max(500),
});
const Saml = z
  .strictObject({
    kind: z.literal('saml'),
    /** The provider's metadata (XML); or entityId, entryPoint and certificates by hand. */
    metadata: z.string().min(1).max(48_000).optional(),
    entityId: z.string().min(1).max(1_024).optional(),
    /** Where the browser is sent with a request (HTTP-Redirect). */
    entryPoint: Url.optional(),
    /** PEM or its base64; more than one while the provider changes its key. */
    certificates: z.array(z.string().min(1).max(10_000)).min(1).max(3).optional(),
    /** Attribute that holds the e-mail address; the name id where the assertion has none of this name. */
    emailAttribute: z.string().min(1).max(200).default('email'),
  })
  .refine(({ metadata, entityId, entryPoint, certificates }) => {
    const byHand = [entityId, entryPoint, certificates].map((part) => part !== undefined);
    return metadata === undefined ? byHand.every(Boolean) : !byHand.some(Boolean);
  }, 'either metadata, or entityId, entryPoint and certificates');
const Provider = z.discriminatedUnion('kind', [Oidc, Saml]);
/** Owners are made by owners alone. */
const DefaultRole = RoleRef.refine((role) => role !== 'owner', 'nobody becomes an owner by signing in');

const shared = {
  tag: 'Single sign-on',
  credentials: ['session'],
  permission: 'brand.manage',
  account: true,
} as const;
const ofConnection = z.object({ ssoConnectionId: publicId('ssoConnection') });
const ofDomain = z.object({
  ssoConnectionId: publicId('ssoConnection'),
  ssoDomainId: publicId('ssoDomain'),
});

export const ssoRoutes = {
  listSsoConnections: route({
    ...shared,
    method: 'GET',
    path: '/v1/sso/connections',
    summary: 'The identity providers of the brand, oldest first',
    status: 200,
    response: z.object({ items: z.array(SsoConnection) }),
  }),
  createSsoConnection: route({
    ...shared,
    method: 'POST',
    path: '/v1/sso/connections',
    summary: 'Connect an identity provider; nobody signs in by it before a domain is proven',
    body: z.strictObject({ name: Name, provider: Provider, defaultRole: DefaultRole.default('viewer') }),
    status: 201,
    response: SsoConnection,
    idempotent: true,
    errors: ['plan_feature', 'sso_limit', 'sso_provider_unusable', 'url_refused'],
  }),
  getSsoConnection: route({
    ...shared,
    method: 'GET',
    path: '/v1/sso/connections/{ssoConnectionId}',
    summary: 'One connection with its domains',
    params: ofConnection,
    status: 200,
    response: SsoConnection,
  }),
  updateSsoConnection: route({
    ...shared,
    method: 'PATCH',
    path: '/v1/sso/connections/{ssoConnectionId}',
    summary:
      'Rename, replace the provider (with proven domains: owners), choose the default role, or make it the only way in',
    params: ofConnection,
    body: z.strictObject({
      name: Name.optional(),
      provider: Provider.optional(),
      defaultRole: DefaultRole.optional(),
      /** True: members of its domains act in the brand by this connection alone. Owners keep every way in. */
      required: z.boolean().optional(),
    }),
    status: 200,
    response: SsoConnection,
    errors: ['plan_feature', 'sso_domain_unproven', 'sso_provider_unusable', 'url_refused'],
  }),
  deleteSsoConnection: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/sso/connections/{ssoConnectionId}',
    summary: 'Disconnect an identity provider and end the sessions it made; members stay',
    params: ofConnection,
    status: 204,
  }),
  addSsoDomain: route({
    ...shared,
    method: 'POST',
    path: '/v1/sso/connections/{ssoConnectionId}/domains',
    summary: 'Name an e-mail domain; the answer says which DNS record proves it',
    params: ofConnection,
    body: z.strictObject({ domain: Domain }),
    status: 201,
    response: SsoDomain,
    idempotent: true,
    errors: ['plan_feature', 'sso_limit', 'sso_domain_taken'],
  }),
  proveSsoDomain: route({
    ...shared,
    method: 'POST',
    path: '/v1/sso/connections/{ssoConnectionId}/domains/{ssoDomainId}/proof',
    summary: 'Look for the DNS record; from then on its addresses sign in by the connection',
    params: ofDomain,
    status: 200,
    response: SsoDomain,
    errors: ['plan_feature', 'sso_domain_unproven', 'sso_domain_taken'],
  }),
  removeSsoDomain: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/sso/connections/{ssoConnectionId}/domains/{ssoDomainId}',
    summary: 'Take a domain away; its addresses no longer sign in by the connection',
    params: ofDomain,
    status: 204,
  }),
};
