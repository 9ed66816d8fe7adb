/** Header by which the HTTP server names the client's address; whatever a client sends in it is dropped. */
export const CLIENT_IP_HEADER = 'x-luneo-client-ip';

/**
 * Paths of the library that nobody calls from outside: members, invitations and identity providers are managed by
 * operations of the contract, which know our roles.
 */
export const CLOSED_PATHS: ReadonlySet<string> = new Set([
  ...[
    'accept-invitation',
    'cancel-invitation',
    'delete',
    'get-active-member',
    'get-active-member-role',
    'get-full-organization',
    'get-invitation',
    'get-organization',
    'has-permission',
    'invite-member',
    'leave',
    'list-invitations',
    'list-members',
    'list-user-invitations',
    'reject-invitation',
    'remove-member',
    'update',
    'update-member-role',
  ].map((name) => `/organization/${name}`),
  ...[
    'register',
    'providers',
    'get-provider',
    'update-provider',
    'delete-provider',
    'request-domain-verification',
    'verify-domain',
  ].map((name) => `/sso/${name}`),
]);

/** How somebody signs in is not changed on the word of a brand's identity provider: it would outlast that word. */
export const WAYS_IN: ReadonlySet<string> = new Set([
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/delete-passkey',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
  '/two-factor/get-totp-uri',
  '/link-social',
  '/unlink-account',
  '/change-email',
  '/change-password',
  '/set-password',
  '/delete-user',
]);

/** Where something can be guessed, or a message is written to somebody. */
const GUESSED = [
  '/sign-in/email',
  '/sign-up/email',
  '/sign-in/magic-link',
  '/magic-link/verify',
  '/sign-in/sso',
  '/request-password-reset',
  '/reset-password',
  '/change-password',
  '/send-verification-email',
  '/verify-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
  '/passkey/verify-authentication',
  '/organization/create',
];

/** So many tries a minute and address at each of them. */
export const rateRules = (max: number): Record<string, { window: number; max: number }> =>
  Object.fromEntries(GUESSED.map((path) => [path, { window: 60, max }]));
