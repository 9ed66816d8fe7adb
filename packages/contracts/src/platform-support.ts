import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { ofBrand, platformShared, Reason } from './platform-brands.ts';
import { route } from './route.ts';

/** Names the support session that a call of the platform's owner belongs to. */
export const SUPPORT_HEADER = 'luneo-support';

export const SupportSession = z
  .object({
    id: publicId('supportSession'),
    brandId: publicId('brand'),
    userId: publicId('user'),
    email: z.string(),
    reason: z.string(),
    /** False: reads only. */
    writes: z.boolean(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    /** When it was ended by hand. */
    endedAt: Timestamp.nullable(),
  })
  .meta({
    example: {
      id: 'sup_01kb0c6z3mf9v8x2q4t7y1n5rg',
      brandId: 'brd_01kb0c6z3mf9v8x2q4t7y1n5rg',
      userId: 'usr_01kb0c6z3mf9v8x2q4t7y1n5rg',
      email: 'ops@luneo.example',
      reason: 'Ticket 4711: the mug’s handle is cut off',
      writes: false,
      createdAt: '2026-11-23T09:30:00.000Z',
      expiresAt: '2026-11-23T10:30:00.000Z',
      endedAt: null,
    },
  });
export type SupportSession = z.infer<typeof SupportSession>;

export const supportRoutes = {
  startSupportSession: route({
    ...platformShared,
    method: 'POST',
    path: '/v1/platform/brands/{brandId}/support-sessions',
    summary: 'Enter a brand for a while; calls that name the session by Luneo-Support act there',
    params: ofBrand,
    body: z.strictObject({
      reason: Reason,
      minutes: z.int().min(5).max(240).default(60),
      writes: z.boolean().default(false),
    }),
    status: 201,
    response: SupportSession,
  }),
  listSupportSessions: route({
    ...platformShared,
    method: 'GET',
    path: '/v1/platform/support-sessions',
    summary: 'Support sessions of all brands or of one, newest first',
    query: z.object({ ...pageQuery, brandId: publicId('brand').optional() }),
    status: 200,
    response: page(SupportSession),
  }),
  endSupportSession: route({
    ...platformShared,
    method: 'DELETE',
    path: '/v1/platform/support-sessions/{supportSessionId}',
    summary: 'End a support session at once; repeated, it changes nothing',
    params: z.object({ supportSessionId: publicId('supportSession') }),
    status: 204,
  }),
  listSupportVisits: route({
    tag: 'Audit log',
    credentials: ['session'],
    permission: 'audit.inspect',
    method: 'GET',
    path: '/v1/support-sessions',
    summary: 'Who of the platform was in the brand, when and why, newest first',
    query: z.object(pageQuery),
    status: 200,
    response: page(SupportSession),
  }),
} as const;
