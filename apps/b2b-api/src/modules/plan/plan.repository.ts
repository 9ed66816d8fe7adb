import type { ApiUse, SqlPool } from '@luneo/auth';
import { type Limit, monthOf } from '@luneo/billing';
import { Inject, Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { API_USE, AUTH_POOL } from '../../platform/tokens.ts';

/** How much of its plan a brand uses. */
@Injectable()
export class PlanRepository {
  constructor(
    @Inject(AUTH_POOL) private readonly pool: SqlPool,
    @Inject(API_USE) private readonly apiUse: ApiUse,
  ) {}

  /** What is counted by month since the month began. */
  async uses(ctx: TxCtx): Promise<Record<Limit, number>> {
    return {
      printFiles: await this.#printFiles(ctx),
      seats: await this.#seats(ctx),
      storageBytes: await this.storageBytes(ctx),
      apiCalls: await this.apiUse.calls(ctx.brandId),
    };
  }

  #printFiles(ctx: TxCtx): Promise<number> {
    const { from } = monthOf(now(ctx));
    return ctx.tx.printFile.count({ where: { brandId: ctx.brandId, createdAt: { gte: from } } });
  }

  /** Uploads, the library and print files, as they lie in storage. */
  async storageBytes({ tx, brandId }: TxCtx): Promise<number> {
    const assets = await tx.asset.aggregate({ where: { brandId }, _sum: { bytes: true } });
    const fonts = await tx.libraryItem.aggregate({
      where: { brandId, assetId: null },
      _sum: { bytes: true },
    });
    const files = await tx.render.aggregate({ where: { brandId }, _sum: { bytes: true } });
    return (assets._sum.bytes ?? 0) + (fonts._sum.bytes ?? 0) + (files._sum.bytes ?? 0);
  }

  /** Members, and those who are asked in. */
  async #seats({ brandId, clock }: TxCtx): Promise<number> {
    const { rows } = await this.pool.query<{ seats: number }>(
      `SELECT (SELECT count(*) FROM auth.member WHERE brand_id = $1)::int
        + (SELECT count(*) FROM auth.invitation WHERE brand_id = $1 AND status = 'pending' AND expires_at > $2)::int AS seats`,
      [brandId, new Date(clock.now())],
    );
    return rows[0]!.seats;
  }

  /** Alerts of this count already given, in percent. */
  async alerts({ tx, brandId }: TxCtx, name: Limit, period: Date): Promise<readonly number[]> {
    const rows = await tx.quotaAlert.findMany({
      where: { brandId, name, period },
      select: { percent: true },
    });
    return rows.map(({ percent }) => percent);
  }

  async note(ctx: TxCtx, name: Limit, period: Date, percents: readonly number[]): Promise<void> {
    const { tx, brandId } = ctx;
    const createdAt = now(ctx);
    await tx.quotaAlert.createMany({
      data: percents.map((percent) => ({ brandId, name, period, percent, createdAt })),
      skipDuplicates: true,
    });
  }

  /** What has fallen below an alert may reach it again. */
  async forget({ tx, brandId }: TxCtx, name: Limit, period: Date, above: number): Promise<void> {
    await tx.quotaAlert.deleteMany({ where: { brandId, name, period, percent: { gt: above } } });
  }
}
