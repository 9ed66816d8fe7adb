import { proofRecord, type SsoDomainRecord, type SsoRecord } from '@luneo/auth';
import type { RoleRef, SsoConnection, SsoDomain } from '@luneo/contracts';
import { publicIdOf } from '../../platform/ids.ts';

export const domainOf = (record: SsoDomainRecord): SsoDomain => ({
  id: publicIdOf('ssoDomain', record.id),
  domain: record.domain,
  provenAt: record.provenAt === null ? null : new Date(record.provenAt).toISOString(),
  record: proofRecord(record),
});

/** `base`: where the sign-in library answers. */
export const connectionOf = (record: SsoRecord, base: string): SsoConnection => ({
  id: publicIdOf('ssoConnection', record.id),
  name: record.name,
  provider: {
    kind: 'oidc',
    issuer: record.settings.server.issuer,
    clientId: record.settings.clientId,
    redirectUrl: `${base}/sso/callback/${record.id}`,
  },
  defaultRole:
    record.defaultRoleId === null
      ? (record.defaultRole as RoleRef)
      : publicIdOf('brandRole', record.defaultRoleId),
  required: record.required,
  domains: record.domains.map(domainOf),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
});
