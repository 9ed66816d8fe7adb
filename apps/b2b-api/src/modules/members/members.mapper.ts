import type {
  InvitationRecord,
  Manager,
  MemberRecord,
  RoleChoice,
  RoleRecord,
  SessionRecord,
} from '@luneo/auth';
import type { BrandRole, Invitation, Member, MemberSession, RoleRef } from '@luneo/contracts';
import type { Ctx } from '../../platform/ctx.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';

export const choiceOf = (role: RoleRef): RoleChoice =>
  role.startsWith('rol_')
    ? { roleId: uuidOf('brandRole', role) }
    : { role: role as Extract<RoleChoice, { role: unknown }>['role'] };

const refOf = (role: MemberRecord['role'], roleId: string | null): RoleRef =>
  role === 'custom' ? publicIdOf('brandRole', roleId!) : role;

/** The member who calls. Routes of members take nobody else. */
export function managerOf({ actor, permissions }: Ctx): Manager {
  if (actor.kind !== 'member') throw new ApiError('forbidden', 'a member of the brand decides about members');
  return { userId: actor.userId, role: actor.role, permissions };
}

export const memberOf = ({ id, userId, role, roleId, joinedAt, ...rest }: MemberRecord): Member => ({
  id: publicIdOf('member', id),
  userId: publicIdOf('user', userId),
  name: rest.name,
  email: rest.email,
  role: refOf(role, roleId),
  roleName: rest.roleName,
  twoFactor: rest.twoFactor,
  joinedAt: joinedAt.toISOString(),
});

export const sessionOf = ({ createdAt, expiresAt, ip, userAgent, sso }: SessionRecord): MemberSession => ({
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  ip,
  userAgent,
  sso,
});

export const invitationOf = (record: InvitationRecord): Invitation => ({
  id: publicIdOf('invitation', record.id),
  email: record.email,
  // Of an ended invitation the role may be gone.
  role: record.role === 'custom' && record.roleId === null ? 'viewer' : refOf(record.role, record.roleId),
  roleName: record.roleName ?? '',
  status: record.status,
  invitedBy: record.invitedBy,
  createdAt: record.createdAt.toISOString(),
  expiresAt: record.expiresAt.toISOString(),
});

export const roleOf = ({ id, builtIn, name, permissions, members }: RoleRecord): BrandRole => ({
  id: builtIn ? (id as RoleRef) : publicIdOf('brandRole', id),
  name,
  builtIn,
  permissions: [...permissions],
  members,
});
