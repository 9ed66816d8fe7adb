import type { AuditEntry } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { actorName, now, type TxCtx } from '../../platform/ctx.ts';

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly operation: string;
  readonly requestId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly reason: string | null;
  readonly action: AuditEntry['action'];
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly before: AuditEntry['before'];
  readonly after: AuditEntry['after'];
}

/** Ids are UUIDs, `actor` is as records name it. */
export interface AuditFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly actor?: string | undefined;
  readonly operation?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly requestId?: string | undefined;
}

const toRow = (row: Prisma.AuditEntryGetPayload<object>): AuditRow => ({
  ...row,
  action: row.action as AuditRow['action'],
  before: row.before as AuditRow['before'],
  after: row.after as AuditRow['after'],
});

function where(ctx: TxCtx, { from, to, ...equal }: AuditFilter): Prisma.AuditEntryWhereInput {
  const given = Object.fromEntries(Object.entries(equal).filter(([, value]) => value !== undefined));
  const at = { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lt: to }) };
  return { ...given, brandId: ctx.brandId, at };
}

/** The log is written by triggers; here it is read, and told of calls that no trigger sees. */
@Injectable()
export class AuditRepository {
  /** Writes a call down; `ctx.audit` says who. */
  async insertCall(
    ctx: TxCtx,
    { subjectType, subjectId, after }: { subjectType: string; subjectId: string | null; after: object },
  ): Promise<void> {
    await ctx.tx.auditEntry.create({
      data: {
        ...ctx.audit!,
        id: ctx.newId(),
        brandId: ctx.brandId,
        at: now(ctx),
        actor: actorName(ctx),
        requestId: ctx.requestId,
        action: 'called',
        subjectType,
        subjectId,
        after: after as Prisma.InputJsonObject,
      },
    });
  }

  /** Newest first; `before`: the id a page ended at. */
  async newest(
    ctx: TxCtx,
    filter: AuditFilter,
    { before, take }: { before: string | undefined; take: number },
  ): Promise<AuditRow[]> {
    const rows = await ctx.tx.auditEntry.findMany({
      where: { ...where(ctx, filter), ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take,
    });
    return rows.map(toRow);
  }

  /** Oldest first; `after`: the id the former part ended at. */
  async part(
    ctx: TxCtx,
    filter: AuditFilter,
    { after, take }: { after: string | undefined; take: number },
  ): Promise<AuditRow[]> {
    const rows = await ctx.tx.auditEntry.findMany({
      where: { ...where(ctx, filter), ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take,
    });
    return rows.map(toRow);
  }
}
