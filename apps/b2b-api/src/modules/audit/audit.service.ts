import { Readable } from 'node:stream';
import type { Api, AuditEntry } from '@luneo/contracts';
import { fromPublicId, ID_PREFIX, type IdKind } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { z } from 'zod';
import { Bytes } from '../../http/bytes.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { ApiError } from '../../platform/problem.ts';
import { toAuditEntry } from './audit.mapper.ts';
import { type AuditFilter, AuditRepository } from './audit.repository.ts';

type ListQuery = z.output<Api['listAuditEntries']['query']>;
type Filters = Omit<ListQuery, 'cursor' | 'limit'>;

/** Entries a transaction while exporting. */
const PART = 500;

const COLUMNS = [
  'id',
  'at',
  'actor',
  'operation',
  'action',
  'subjectType',
  'subjectId',
  'requestId',
  'ip',
  'userAgent',
  'reason',
  'before',
  'after',
] as const;

/** A spreadsheet runs a cell that begins like this as a formula; an apostrophe before it says text. */
const FORMULA = /^[=+\-@\t\r]/;
const cell = (value: string | null): string =>
  value === null ? '' : FORMULA.test(value) ? `'${value}` : value;

function csvLine(entry: AuditEntry): string {
  const { actor, subject, before, after, ...rest } = entry;
  const record: Record<(typeof COLUMNS)[number], string | null> = {
    ...rest,
    actor: actor.kind === 'system' ? `system:${actor.id}` : actor.id,
    subjectType: subject.type,
    subjectId: subject.id,
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  };
  return stringify([COLUMNS.map((column) => cell(record[column]))]);
}

const malformed = (field: string): ApiError =>
  new ApiError('id_malformed', `${field} is not an id`, {
    errors: [{ pointer: `/query/${field}`, code: 'id_malformed', message: 'expected a public id' }],
  });

/** Kind and UUID of any public id. Throws `id_malformed`. */
function readId(field: string, id: string): { kind: IdKind; uuid: string } {
  const prefix = id.split('_')[0];
  const kind = (Object.keys(ID_PREFIX) as IdKind[]).find((known) => ID_PREFIX[known] === prefix);
  const uuid = kind === undefined ? undefined : fromPublicId(kind, id);
  if (kind === undefined || !uuid?.ok) throw malformed(field);
  return { kind, uuid: uuid.value };
}

function actorFilter(actor: string): string {
  const { kind, uuid } = readId('actor', actor);
  if (kind !== 'user' && kind !== 'apiKey') throw malformed('actor');
  return `${kind === 'user' ? 'member' : 'key'}:${uuid}`;
}

/** Things without a public id go by what their entries show. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const subjectFilter = (subject: string): string =>
  UUID.test(subject) ? subject : readId('subject', subject).uuid;

const filterOf = ({ actor, subject, ...rest }: Filters): AuditFilter => ({
  ...rest,
  ...(actor !== undefined && { actor: actorFilter(actor) }),
  ...(subject !== undefined && { subjectId: subjectFilter(subject) }),
});

@Injectable()
export class AuditService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(AuditRepository) private readonly entries: AuditRepository,
  ) {}

  list(
    ctx: Ctx,
    { cursor, limit, ...filters }: ListQuery,
  ): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const before = readCursor(cursor)?.id;
    const filter = filterOf(filters);
    return this.work.run(ctx, async (tx) => {
      const rows = await this.entries.newest(tx, filter, { before, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map(toAuditEntry),
        nextCursor: rows.length > limit && last !== undefined ? cursorOf({ id: last.id }) : null,
      };
    });
  }

  /** Streamed in parts, so that a log of any length needs the memory of one part. */
  csv(ctx: Ctx, filters: Filters): Bytes {
    const lines = this.#lines(ctx, filterOf(filters), csvLine, stringify([[...COLUMNS]]));
    return new Bytes(Readable.from(lines), {
      contentType: 'text/csv; charset=utf-8',
      fileName: 'audit-log.csv',
    });
  }

  ndjson(ctx: Ctx, filters: Filters): Bytes {
    const lines = this.#lines(ctx, filterOf(filters), (entry) => `${JSON.stringify(entry)}\n`);
    return new Bytes(Readable.from(lines), {
      contentType: 'application/x-ndjson',
      fileName: 'audit-log.ndjson',
    });
  }

  async *#lines(
    ctx: Ctx,
    filter: AuditFilter,
    write: (entry: AuditEntry) => string,
    head?: string,
  ): AsyncGenerator<string> {
    if (head !== undefined) yield head;
    let after: string | undefined;
    for (;;) {
      const rows = await this.work.run(ctx, (tx) => this.entries.part(tx, filter, { after, take: PART }));
      if (rows.length > 0) yield rows.map((row) => write(toAuditEntry(row))).join('');
      if (rows.length < PART) return;
      after = rows.at(-1)!.id;
    }
  }
}
