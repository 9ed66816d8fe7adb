import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { PERMISSIONS, ROLE_PERMISSIONS, type Role } from './permissions.ts';
import { route } from './route.ts';

export const MEMBER_LIMITS = { rolesOfOneBrand: 50, invitationDays: 7 } as const;

export const BUILT_IN_ROLES = Object.keys(ROLE_PERMISSIONS) as [Role, ...Role[]];
/** A built-in role by its name, or one of the brand's own by its id. */
export const RoleRef = z.union([z.enum(BUILT_IN_ROLES), publicId('brandRole')]);
export type RoleRef = z.infer<typeof RoleRef>;

const Email = z.email().max(254);
const PersonName = z.string().trim().min(1).max(100);
const RoleName = z.string().trim().min(1).max(60);
const Permissions = z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length);

export const BrandRole = z
  .object({
    id: RoleRef,
    name: z.string(),
    builtIn: z.boolean(),
    permissions: z.array(z.enum(PERMISSIONS)),
    members: z.int(),
  })
  .meta({
    example: {
      id: 'rol_01kb0c6z3mf9v8x2q4t7y1n5rg',
      name: 'Night shift',
      builtIn: false,
      permissions: ['orders.read', 'production.read', 'production.write'],
      members: 3,
    },
  });
export type BrandRole = z.infer<typeof BrandRole>;

export const Member = z
  .object({
    id: publicId('member'),
    userId: publicId('user'),
    name: z.string(),
    email: z.string(),
    role: RoleRef,
    roleName: z.string(),
    twoFactor: z.boolean(),
    joinedAt: Timestamp,
  })
  .meta({
    example: {
      id: 'mbr_01kb0c6z3mf9v8x2q4t7y1n5rg',
      userId: 'usr_01kb0c6z3mf9v8x2q4t7y1n5rg',
      name: 'Ada Moreau',
      email: 'ada@maison.example',
      role: 'designer',
      roleName: 'designer',
      twoFactor: true,
      joinedAt: '2026-11-23T09:30:00.000Z',
    },
  });
export type Member = z.infer<typeof Member>;

export const Invitation = z
  .object({
    id: publicId('invitation'),
    email: z.string(),
    role: RoleRef,
    roleName: z.string(),
    status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    invitedBy: z.string(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({
    example: {
      id: 'inv_01kb0c6z3mf9v8x2q4t7y1n5rg',
      email: 'lou@maison.example',
      role: 'production',
      roleName: 'production',
      status: 'pending',
      invitedBy: 'Ada Moreau',
      createdAt: '2026-11-23T09:30:00.000Z',
      expiresAt: '2026-11-30T09:30:00.000Z',
    },
  });
export type Invitation = z.infer<typeof Invitation>;

export const MemberSession = z
  .object({
    createdAt: Timestamp,
    /** Unless it is used until then. */
    expiresAt: Timestamp,
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    /** True: made by single sign-on of the brand. */
    sso: z.boolean(),
  })
  .meta({
    example: {
      createdAt: '2026-11-23T09:30:00.000Z',
      expiresAt: '2026-11-30T09:30:00.000Z',
      ip: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15',
      sso: true,
    },
  });
export type MemberSession = z.infer<typeof MemberSession>;

/** What who holds the link may see before accepting. */
export const OpenInvitation = z
  .object({
    brand: z.string(),
    invitedBy: z.string(),
    email: z.string(),
    roleName: z.string(),
    expiresAt: Timestamp,
    /** True: the address has an account; sign in with it. False: accepting makes one. */
    hasAccount: z.boolean(),
  })
  .meta({
    example: {
      brand: 'Maison Lumen',
      invitedBy: 'Ada Moreau',
      email: 'lou@maison.example',
      roleName: 'production',
      expiresAt: '2026-11-30T09:30:00.000Z',
      hasAccount: false,
    },
  });
export type OpenInvitation = z.infer<typeof OpenInvitation>;

const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** A key cannot make members: whoever finds one has no more than that. */
const shared = {
  tag: 'Members',
  credentials: ['session'],
  permission: 'members.manage',
  account: true,
} as const;
const ofMember = z.object({ memberId: publicId('member') });
const ofInvitation = z.object({ invitationId: publicId('invitation') });
const ofRole = z.object({ roleId: publicId('brandRole') });

export const memberRoutes = {
  listMembers: route({
    ...shared,
    method: 'GET',
    path: '/v1/members',
    summary: 'Who belongs to the brand, first joined first',
    query: z.object({
      ...pageQuery,
      /** Part of a name or an address. */
      search: z.string().max(100).optional(),
      role: RoleRef.optional(),
    }),
    status: 200,
    response: page(Member),
  }),
  updateMember: route({
    ...shared,
    method: 'PATCH',
    path: '/v1/members/{memberId}',
    summary: 'Give a member another role; counts from their next call',
    params: ofMember,
    body: z.strictObject({ role: RoleRef }),
    status: 200,
    response: Member,
    errors: ['last_owner'],
  }),
  removeMember: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/members/{memberId}',
    summary: 'Take a member out of the brand at once; the account stays',
    params: ofMember,
    status: 204,
    errors: ['last_owner'],
  }),
  listMemberSessions: route({
    ...shared,
    method: 'GET',
    path: '/v1/members/{memberId}/sessions',
    summary:
      "Where a member is signed in, newest first: by the brand's single sign-on, or all of its own domains",
    params: ofMember,
    status: 200,
    response: z.object({ items: z.array(MemberSession) }),
  }),
  endMemberSessions: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/members/{memberId}/sessions',
    summary: 'Sign a member out of the sessions that the brand may see, at once',
    params: ofMember,
    status: 204,
  }),
  leaveBrand: route({
    method: 'DELETE',
    path: '/v1/me/membership',
    tag: 'Members',
    summary: 'Leave the brand named by Luneo-Brand',
    credentials: ['session'],
    status: 204,
    errors: ['last_owner'],
  }),
  listInvitations: route({
    ...shared,
    method: 'GET',
    path: '/v1/invitations',
    summary: 'Who was asked in, newest first',
    query: z.object({
      ...pageQuery,
      status: z.enum(['pending', 'accepted', 'revoked', 'expired']).optional(),
    }),
    status: 200,
    response: page(Invitation),
  }),
  createInvitation: route({
    ...shared,
    method: 'POST',
    path: '/v1/invitations',
    summary: 'Ask somebody into the brand by e-mail',
    body: z.strictObject({ email: Email, role: RoleRef }),
    status: 201,
    response: Invitation,
    idempotent: true,
    errors: ['already_member', 'already_invited', 'plan_limit'],
  }),
  resendInvitation: route({
    ...shared,
    method: 'POST',
    path: '/v1/invitations/{invitationId}/resend',
    summary: 'Write again, with a new link for another seven days; the old link ends',
    params: ofInvitation,
    status: 200,
    response: Invitation,
    errors: ['invitation_ended'],
  }),
  revokeInvitation: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/invitations/{invitationId}',
    summary: 'End an invitation; repeated, it changes nothing',
    params: ofInvitation,
    status: 204,
  }),
  openInvitation: route({
    method: 'POST',
    path: '/v1/invitation-views',
    tag: 'Members',
    summary: 'What an invitation is about, for who holds its link',
    credentials: ['public'],
    body: z.strictObject({ token: Token }),
    status: 200,
    response: OpenInvitation,
    errors: ['invitation_ended'],
  }),
  acceptInvitation: route({
    method: 'POST',
    path: '/v1/invitation-answers',
    tag: 'Members',
    summary: 'Join: signed in with the invited address, or by a new account for it',
    credentials: ['public'],
    body: z.strictObject({
      token: Token,
      /** Of the account to make, where the address has none. */
      account: z.strictObject({ name: PersonName, password: z.string().min(1).max(200) }).optional(),
    }),
    status: 200,
    response: z.object({ brandId: publicId('brand'), brand: z.string() }),
    errors: [
      'invitation_ended',
      'invitation_other_address',
      'account_wanted',
      'password_refused',
      'unauthenticated',
    ],
  }),
  listRoles: route({
    ...shared,
    method: 'GET',
    path: '/v1/roles',
    summary: 'The built-in roles and those of the brand, with what each may do',
    status: 200,
    response: z.object({ items: z.array(BrandRole) }),
  }),
  createRole: route({
    ...shared,
    method: 'POST',
    path: '/v1/roles',
    summary: 'Make a role of permissions that you hold yourself',
    body: z.strictObject({ name: RoleName, permissions: Permissions }),
    status: 201,
    response: BrandRole,
    idempotent: true,
    errors: ['role_name_taken', 'role_limit'],
  }),
  updateRole: route({
    ...shared,
    method: 'PATCH',
    path: '/v1/roles/{roleId}',
    summary: 'Rename a role, or change what it may do; counts from the next call of who has it',
    params: ofRole,
    body: z.strictObject({ name: RoleName.optional(), permissions: Permissions.optional() }),
    status: 200,
    response: BrandRole,
    errors: ['role_name_taken'],
  }),
  deleteRole: route({
    ...shared,
    method: 'DELETE',
    path: '/v1/roles/{roleId}',
    summary: 'Delete a role that nobody has',
    params: ofRole,
    status: 204,
    errors: ['role_in_use'],
  }),
};
