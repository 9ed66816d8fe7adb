import { certificateFacts, proofRecord, type SsoDomainRecord, type SsoRecord, spEntityId } from '@luneo/auth';
import type { RoleRef, SsoConnection, SsoDomain } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';

export const domainOf = (record: SsoDomainRecord): SsoDomain => ({
  id: publicIdOf('ssoDomain', record.id),
  domain: record.domain,
  provenAt: record.provenAt === null ? null : new Date(record.provenAt).toISOString(),
  record: proofRecord(record),
});

/** What to copy into the provider, and what it told us. */
function providerOf({ id, settings }: SsoRecord, base: string): SsoConnection['provider'] {
  if (settings.kind === 'oidc')
    return {
      kind: 'oidc',
      issuer: settings.server.issuer,
      clientId: settings.clientId,
      redirectUrl: `${base}/sso/callback/${id}`,
    };
  return {
    kind: 'saml',
    entityId: settings.entityId,
    entryPoint: settings.entryPoint,
    emailAttribute: settings.emailAttribute,
    certificates: settings.certificates.map(certificateFacts).map(({ fingerprint, expiresAt }) => ({
      fingerprint,
      expiresAt: expiresAt.toISOString(),
    })),
    acsUrl: `${base}/sso/saml2/sp/acs/${id}`,
    spEntityId: spEntityId(base, id),
  };
}

/** `base`: where the sign-in library answers. */
export const connectionOf = (record: SsoRecord, base: string): SsoConnection => ({
  id: publicIdOf('ssoConnection', record.id),
  name: record.name,
  provider: providerOf(record, base),
  defaultRole:
    record.defaultRoleId === null
      ? (record.defaultRole as RoleRef)
      : publicIdOf('brandRole', record.defaultRoleId),
  required: record.required,
  domains: record.domains.map(domainOf),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
});
