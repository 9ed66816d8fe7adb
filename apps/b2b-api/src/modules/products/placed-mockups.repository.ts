import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';

/** Pictures of a mockup: blobs by hash. */
export interface PlacedMockup {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly baseHash: string;
  readonly shadeHash: string;
  readonly mapHash: string;
}

@Injectable()
export class PlacedMockupsRepository {
  async find(ctx: TxCtx, spec: string): Promise<PlacedMockup | undefined> {
    const row = await ctx.tx.placedMockup.findFirst({ where: { brandId: ctx.brandId, spec } });
    return row ?? undefined;
  }

  async insert(ctx: TxCtx, spec: string, mockup: PlacedMockup): Promise<void> {
    const { widthPx, heightPx, baseHash, shadeHash, mapHash } = mockup;
    await ctx.tx.placedMockup.createMany({
      data: {
        brandId: ctx.brandId,
        spec,
        widthPx,
        heightPx,
        baseHash,
        shadeHash,
        mapHash,
        createdAt: now(ctx),
      },
      skipDuplicates: true,
    });
  }

  /** What a blob is to the brand's mockups; undefined = nothing. */
  async kindOf(ctx: TxCtx, hash: string): Promise<'picture' | 'map' | undefined> {
    const row = await ctx.tx.placedMockup.findFirst({
      where: { brandId: ctx.brandId, OR: [{ baseHash: hash }, { shadeHash: hash }, { mapHash: hash }] },
      select: { mapHash: true },
    });
    if (row === null) return undefined;
    return row.mapHash === hash ? 'map' : 'picture';
  }
}
