import type { SqlPool } from '@luneo/auth';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import { AUTH_POOL } from '../../platform/tokens.ts';

/** How much of its plan a brand uses. */
@Injectable()
export class PlanRepository {
  constructor(@Inject(AUTH_POOL) private readonly pool: SqlPool) {}

  /** Print files made since a moment. */
  printFiles({ tx, brandId }: TxCtx, since: Date): Promise<number> {
    return tx.printFile.count({ where: { brandId, createdAt: { gte: since } } });
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
  async seats({ brandId, clock }: TxCtx): Promise<number> {
    const { rows } = await this.pool.query<{ seats: number }>(
      `SELECT (SELECT count(*) FROM auth.member WHERE brand_id = $1)::int
        + (SELECT count(*) FROM auth.invitation WHERE brand_id = $1 AND status = 'pending' AND expires_at > $2)::int AS seats`,
      [brandId, new Date(clock.now())],
    );
    return rows[0]!.seats;
  }
}
