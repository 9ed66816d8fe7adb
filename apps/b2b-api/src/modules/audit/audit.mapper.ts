import type { AuditEntry } from '@luneo/contracts';
import { ID_PREFIX, type IdKind } from '@luneo/kernel';
import { publicIdOf } from '../../platform/ids.ts';
import type { AuditRow } from './audit.repository.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const camelOf = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isKind = (name: string): name is IdKind => Object.hasOwn(ID_PREFIX, name);

/** The public id where the kind has one, else the value as it is. */
const idOf = (kind: string, value: unknown): unknown =>
  isKind(kind) && typeof value === 'string' && UUID.test(value) ? publicIdOf(kind, value) : value;

/** Columns as the API names them: camel case, ids public. */
const fieldsOf = (row: AuditRow['before'], subjectType: string): AuditEntry['before'] =>
  row === null
    ? null
    : Object.fromEntries(
        Object.entries(row).map(([column, value]) => {
          const name = camelOf(column);
          const kind = name === 'id' ? subjectType : name.replace(/Id$/, '');
          return [name, name === 'id' || name.endsWith('Id') ? idOf(kind, value) : value];
        }),
      );

const ACTOR_KINDS: Readonly<Record<string, IdKind | undefined>> = {
  member: 'user',
  platform: 'user',
  key: 'apiKey',
};

/** `member:…` as records have it. */
function actorOf(text: string): AuditEntry['actor'] {
  const [kind = '', id = ''] = text.split(/:(.*)/s);
  const idKind = ACTOR_KINDS[kind];
  return {
    kind: kind === 'member' || kind === 'key' || kind === 'platform' ? kind : 'system',
    id: idKind === undefined ? id : String(idOf(idKind, id)),
  };
}

export function toAuditEntry(row: AuditRow): AuditEntry {
  const type = camelOf(row.subjectType);
  const { at, operation, requestId, ip, userAgent, reason, action, before, after } = row;
  return {
    id: publicIdOf('auditEntry', row.id),
    at: at.toISOString(),
    actor: actorOf(row.actor),
    operation,
    requestId,
    ip,
    userAgent,
    reason,
    action,
    subject: { type, id: row.subjectId === null ? null : String(idOf(type, row.subjectId)) },
    before: fieldsOf(before, type),
    after: action === 'called' ? after : fieldsOf(after, type),
  };
}
