import { z } from 'zod';
import { page, pageQuery, publicId, Timestamp } from './common.ts';
import { route } from './route.ts';

/** One change of one thing, or one call that reaches beyond the brand's own tables. Never changed, never deleted. */
export const AuditEntry = z
  .object({
    id: publicId('auditEntry'),
    at: Timestamp,
    actor: z.object({ kind: z.enum(['member', 'key', 'platform', 'system']), id: z.string() }),
    /** Operation of the API. */
    operation: z.string(),
    /** The same for all that one call changed. */
    requestId: z.string(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    /** Why, where somebody of the platform acted. */
    reason: z.string().nullable(),
    /** `called`: keys, members and the brand itself; `after` is what was asked for. */
    action: z.enum(['created', 'changed', 'deleted', 'called']),
    subject: z.object({ type: z.string(), id: z.string().nullable() }),
    /** What changed, secrets, personal data of shoppers and large values left out. Null where there was nothing. */
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({
    example: {
      id: 'aud_01kb0c6z3mf9v8x2q4t7y1n5rn',
      at: '2026-11-23T09:30:00.000Z',
      actor: { kind: 'member', id: 'usr_01kb0c6z3mf9v8x2q4t7y1n5rp' },
      operation: 'updateWebhookEndpoint',
      requestId: '019ab0c3-7c74-7a5d-8f45-7a2f2c0a5701',
      ip: '203.0.113.7',
      userAgent: 'Mozilla/5.0',
      reason: null,
      action: 'changed',
      subject: { type: 'webhookEndpoint', id: 'whe_01kb0c6z3mf9v8x2q4t7y1n5rh' },
      before: { description: '' },
      after: { description: 'Order desk' },
    },
  });
export type AuditEntry = z.infer<typeof AuditEntry>;

const filters = {
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  /** `usr_…` or `key_…`. */
  actor: z.string().max(40).optional(),
  operation: z.string().max(60).optional(),
  action: z.enum(['created', 'changed', 'deleted', 'called']).optional(),
  /** Id of the thing, as entries show it. */
  subject: z.string().max(40).optional(),
  requestId: z.string().max(60).optional(),
};

const shared = {
  method: 'GET',
  tag: 'Audit log',
  /** Not for keys: whoever finds one does not learn who works at the brand, and from where. */
  credentials: ['session'],
  permission: 'audit.inspect',
  status: 200,
  errors: ['id_malformed'],
} as const;

export const auditRoutes = {
  listAuditEntries: route({
    ...shared,
    path: '/v1/audit-entries',
    summary: 'Who changed what, newest first',
    query: z.object({ ...pageQuery, ...filters }),
    response: page(AuditEntry),
  }),
  exportAuditCsv: route({
    ...shared,
    path: '/v1/audit-entries.csv',
    summary: 'The audit log as a table, oldest first',
    query: z.object(filters),
    produces: 'text/csv',
  }),
  exportAuditNdjson: route({
    ...shared,
    path: '/v1/audit-entries.ndjson',
    summary: 'The audit log, one JSON object a line, oldest first',
    query: z.object(filters),
    produces: 'application/x-ndjson',
  }),
} as const;
