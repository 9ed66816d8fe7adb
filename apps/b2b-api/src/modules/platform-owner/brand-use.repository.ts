import type { PlatformBrandUse } from '@luneo/contracts';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';

const DAY_MS = 86_400_000;
const LATE_MS = 10 * 60_000;

/** Counts what a brand has, inside that brand's own transaction: no query here sees two brands. */
@Injectable()
export class BrandUseRepository {
  async count(ctx: TxCtx): Promise<PlatformBrandUse> {
    const { tx, brandId } = ctx;
    const ago = (ms: number): Date => new Date(now(ctx).getTime() - ms);
    const month = { brandId, createdAt: { gte: ago(30 * DAY_MS) } };
    const assets = await tx.asset.aggregate({ where: { brandId }, _sum: { bytes: true } });
    const files = await tx.render.aggregate({ where: { brandId }, _sum: { bytes: true }, _count: true });
    const lines = (status: string) => tx.productionJob.count({ where: { brandId, status } });
    return {
      products: await tx.product.count({ where: { brandId } }),
      designs: await tx.design.count({ where: { brandId } }),
      orders: await tx.order.count({ where: { brandId } }),
      ordersLast30Days: await tx.order.count({ where: month }),
      storage: { assetBytes: assets._sum.bytes ?? 0, printFileBytes: files._sum.bytes ?? 0 },
      rendering: {
        renders: files._count,
        rendersLast30Days: await tx.render.count({ where: month }),
        printFiles: await tx.printFile.count({ where: { brandId } }),
      },
      health: {
        linesHeld: await lines('held'),
        linesFailed: await lines('failed'),
        linesLate: await tx.productionJob.count({
          where: { brandId, status: { in: ['queued', 'running'] }, createdAt: { lt: ago(LATE_MS) } },
        }),
        webhooksDisabled: await tx.webhookEndpoint.count({ where: { brandId, status: 'disabled' } }),
        deliveriesFailedLast24Hours: await tx.webhookDelivery.count({
          where: { brandId, status: 'failed', createdAt: { gte: ago(DAY_MS) } },
        }),
      },
    };
  }
}
