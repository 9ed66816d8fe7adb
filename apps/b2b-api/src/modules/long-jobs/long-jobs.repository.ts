import type { LongJob } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { actorName, now, type TxCtx } from '../../platform/ctx.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';

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

/** Progress of long work. Its handler writes it in the transactions of the work itself. */
@Injectable()
export class LongJobsRepository {
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

  /** Holds the row until the transaction ends. */
  async lock(ctx: TxCtx, id: string): Promise<LongJobRow> {
    await ctx.tx
      .$queryRaw`SELECT 1 FROM long_job WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.get(ctx, id);
  }

  async update(
    ctx: TxCtx,
    id: string,
    { report, ...change }: { status?: LongJobStatus; done?: number; total?: number; report?: object },
  ): Promise<LongJobRow> {
    await ctx.tx.longJob.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { ...change, ...(report && { report: json(report) }), updatedAt: now(ctx) },
    });
    return this.get(ctx, id);
  }

  /** Forgets jobs of a kind that ended, or wait for nobody any more, with all that hangs on them. */
  async forget(ctx: TxCtx, kind: string, before: Date): Promise<void> {
    await ctx.tx.longJob.deleteMany({
      where: {
        brandId: ctx.brandId,
        kind,
        updatedAt: { lt: before },
        status: { in: ['waiting', 'failed', 'done'] },
      },
    });
  }
}
