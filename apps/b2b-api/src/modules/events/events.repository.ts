import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { actorName, type TxCtx } from '../../platform/ctx.ts';
import { uuidOf } from '../../platform/ids.ts';

interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  /** Public id. */
  readonly orderId: string | undefined;
  readonly at: Date;
}

@Injectable()
export class EventsRepository {
  async insert(ctx: TxCtx, { id, type, data, orderId, at }: NewEvent): Promise<void> {
    await ctx.tx.event.create({
      data: {
        id,
        brandId: ctx.brandId,
        type,
        data: data as Prisma.InputJsonObject,
        orderId: orderId === undefined ? null : uuidOf('order', orderId),
        requestId: ctx.requestId,
        actor: actorName(ctx),
        createdAt: at,
      },
    });
  }
}
