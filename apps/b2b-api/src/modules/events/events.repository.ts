import type { EventType } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { actorName, type TxCtx } from '../../platform/ctx.ts';
import { uuidOf } from '../../platform/ids.ts';
import type { RecordedEvent } from './event-subscribers.ts';

interface NewEvent extends RecordedEvent {
  /** Public id. */
  readonly orderId: string | undefined;
}

/** Recorded from then on, and before then; ISO 8601. */
export interface EventRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Undefined = all. */
  readonly types?: readonly string[] | undefined;
}

export const toEvent = (row: Prisma.EventGetPayload<object>): RecordedEvent => ({
  id: row.id,
  type: row.type as EventType,
  data: row.data as Record<string, unknown>,
  at: row.createdAt,
});

const within = (ctx: TxCtx, { from, to, types }: EventRange): Prisma.EventWhereInput => ({
  brandId: ctx.brandId,
  ...(types !== undefined && { type: { in: [...types] } }),
  createdAt: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lt: to }) },
});

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

  /** Newest first; `before`: the id a page ended at. */
  async list(
    ctx: TxCtx,
    query: { type?: string | undefined; before: string | undefined; take: number } & EventRange,
  ): Promise<RecordedEvent[]> {
    const { type, before, take, from, to } = query;
    const range = within(ctx, { from, to, ...(type !== undefined && { types: [type] }) });
    const rows = await ctx.tx.event.findMany({
      where: { ...range, ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take,
    });
    return rows.map(toEvent);
  }

  count(ctx: TxCtx, range: EventRange): Promise<number> {
    return ctx.tx.event.count({ where: within(ctx, range) });
  }

  /** Oldest first; `after`: the id the former part ended at. */
  async part(
    ctx: TxCtx,
    range: EventRange,
    { after, take }: { after: string | undefined; take: number },
  ): Promise<RecordedEvent[]> {
    const rows = await ctx.tx.event.findMany({
      where: { ...within(ctx, range), ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take,
    });
    return rows.map(toEvent);
  }
}
