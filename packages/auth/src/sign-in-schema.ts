/** The library's names of tables and columns under ours. */
const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

export const USER = {
  modelName: 'user',
  fields: { emailVerified: 'email_verified', ...timestamps },
} as const;

export const VERIFICATION = {
  modelName: 'verification',
  fields: { expiresAt: 'expires_at', ...timestamps },
} as const;

export const ACCOUNT = {
  modelName: 'account',
  fields: {
    accountId: 'account_id',
    providerId: 'provider_id',
    userId: 'user_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...timestamps,
  },
} as const;

export const SESSION = {
  modelName: 'session',
  fields: {
    userId: 'user_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    ...timestamps,
  },
  additionalFields: {
    /** The brand's connection by which it was made. */
    ssoProviderId: { type: 'string', required: false, input: false, fieldName: 'sso_provider_id' },
  },
} as const;

/** Brand, user and member are the library's organisation, user and member. */
export const ORGANIZATION = {
  session: { fields: { activeOrganizationId: 'active_brand_id' } },
  organization: { modelName: 'brand', fields: { createdAt: 'created_at' } },
  member: {
    modelName: 'member',
    fields: { organizationId: 'brand_id', userId: 'user_id', createdAt: 'created_at' },
  },
  invitation: {
    modelName: 'invitation',
    fields: {
      organizationId: 'brand_id',
      inviterId: 'inviter_id',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
    },
  },
} as const;

export const TWO_FACTOR = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factor',
    fields: {
      backupCodes: 'backup_codes',
      userId: 'user_id',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

export const PASSKEY = {
  passkey: {
    modelName: 'passkey',
    fields: {
      publicKey: 'public_key',
      userId: 'user_id',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const;

/** The library reads SAML connections from here. */
export const SSO_PROVIDER = {
  modelName: 'sso_provider',
  fields: {
    oidcConfig: 'oidc_config',
    samlConfig: 'saml_config',
    userId: 'user_id',
    providerId: 'provider_id',
    organizationId: 'brand_id',
    domainVerified: 'domain_verified',
  },
} as const;
