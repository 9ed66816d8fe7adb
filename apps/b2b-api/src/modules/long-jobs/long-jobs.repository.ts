import { ENDED, type LongJob } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Inject, Injectable } from '@nestjs/common';
import { actorName, now, type TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { EventsService } from '../events/events.service.ts';
import { seenKinds } from './long-job-kinds.ts';

export type LongJobStatus = LongJob['status'];

export interface LongJobRow {
  /** UUID. */
  readonly id: string;
  readonly kind: string;
  readonly status: LongJobStatus;
  readonly done: number;
  readonly total: number;
  readonly params: unknown;
  readonly report: Readonly<Record<string, unknown>> | null;
  /** Grows with every change. */
  readonly revision: number;
  /** Who started it, as records say it. */
  readonly actor: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const json = (value: object): Prisma.InputJsonObject => value as Prisma.InputJsonObject;
const toRow = ({ status, report, ...row }: Prisma.LongJobGetPayload<object>): LongJobRow => ({
  ...row,
  status: status as LongJobStatus,
  report: report as LongJobRow['report'],
});

export const toLongJob = (row: LongJobRow): LongJob => ({
  id: publicIdOf('longJob', row.id),
  kind: row.kind,
  status: row.status,
  progress: { done: row.done, total: row.total },
  report: row.report === null ? null : { ...row.report },
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const EVENT_OF = { done: 'job.done', failed: 'job.failed', cancelled: 'job.cancelled' } as const;
const eventOf = (status: LongJobStatus): (typeof EVENT_OF)[keyof typeof EVENT_OF] | undefined =>
  (EVENT_OF as Partial<Record<LongJobStatus, (typeof EVENT_OF)[keyof typeof EVENT_OF]>>)[status];

/** Progress of long work. Its handler writes it in the transactions of the work itself. */
@Injectable()
export class LongJobsRepository {
  constructor(@Inject(EventsService) private readonly events: EventsService) {}

  async insert(ctx: TxCtx, job: { id: string; kind: string; params: object }): Promise<LongJobRow> {
    const at = now(ctx);
    const row = await ctx.tx.longJob.create({
      data: {
        id: job.id,
        kind: job.kind,
        brandId: ctx.brandId,
        status: 'queued',
        params: json(job.params),
        actor: actorName(ctx),
        createdAt: at,
        updatedAt: at,
      },
    });
    return toRow(row);
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<LongJobRow> {
    const row = await ctx.tx.longJob.findFirst({ where: { brandId: ctx.brandId, id } });
    if (row === null) throw notFound();
    return toRow(row);
  }

  /** Those whose ids these are; what is gone is left out. */
  async some(ctx: TxCtx, ids: readonly string[]): Promise<LongJobRow[]> {
    const rows = await ctx.tx.longJob.findMany({ where: { brandId: ctx.brandId, id: { in: [...ids] } } });
    return rows.map(toRow);
  }

  /** What the caller may see, newest first; `before`: the id a page ended at. */
  async list(
    ctx: TxCtx,
    query: {
      kind?: string | undefined;
      status?: LongJobStatus | undefined;
      before: string | undefined;
      take: number;
    },
  ): Promise<LongJobRow[]> {
    const { kind, status, before, take } = query;
    const { kinds, unnamed } = seenKinds(ctx);
    const seen: Prisma.LongJobWhereInput[] = [{ actor: actorName(ctx) }, { kind: { in: kinds } }];
    if (unnamed !== undefined) seen.push({ kind: { notIn: unnamed } });
    const rows = await ctx.tx.longJob.findMany({
      where: {
        brandId: ctx.brandId,
        ...(status !== undefined && { status }),
        ...(before !== undefined && { id: { lt: before } }),
        AND: [{ OR: seen }, ...(kind === undefined ? [] : [{ kind }])],
      },
      orderBy: { id: 'desc' },
      take,
    });
    return rows.map(toRow);
  }

  /** Holds the row until the transaction ends. */
  async lock(ctx: TxCtx, id: string): Promise<LongJobRow> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM long_job WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.get(ctx, id);
  }

  /** What has ended stays as it is: a handler that comes late changes nothing. An end is an event. */
  async update(
    ctx: TxCtx,
    id: string,
    { report, ...change }: { status?: LongJobStatus; done?: number; total?: number; report?: object },
  ): Promise<LongJobRow> {
    const { count } = await ctx.tx.longJob.updateMany({
      where: { brandId: ctx.brandId, id, status: { notIn: [...ENDED] } },
      data: {
        ...change,
        ...(report && { report: json(report) }),
        revision: { increment: 1 },
        updatedAt: now(ctx),
      },
    });
    const row = await this.get(ctx, id);
    const type = change.status === undefined || count === 0 ? undefined : eventOf(change.status);
    if (type !== undefined)
      await this.events.record(ctx, type, { jobId: publicIdOf('longJob', id), kind: row.kind });
    return row;
  }

  /** Whether one of this kind waits or runs. */
  async waits(ctx: TxCtx, kind: string): Promise<boolean> {
    const status = { in: ['queued', 'running', 'waiting'] };
    return (await ctx.tx.longJob.count({ where: { brandId: ctx.brandId, kind, status } })) > 0;
  }

  /** Forgets jobs of a kind that ended, or wait for nobody any more, with all that hangs on them. */
  async forget(ctx: TxCtx, kind: string, before: Date): Promise<void> {
    await ctx.tx.longJob.deleteMany({
      where: {
        brandId: ctx.brandId,
        kind,
        updatedAt: { lt: before },
        status: { in: ['waiting', ...ENDED] },
      },
    });
  }
}
