import {
  EVENT_TYPES,
  EVENTS,
  type EventData,
  type EventType,
  type EventTypeInfo,
  eventVersion,
  type WebhookMessage,
} from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Ctx, now, type TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { EventSubscribers, type RecordedEvent } from './event-subscribers.ts';
import { EventsRepository } from './events.repository.ts';

/** Which order an event belongs to, for its history; undefined = none. */
const orderOf = (data: object): string | undefined => (data as { orderId?: string }).orderId;

const infoOf = (type: EventType): EventTypeInfo => {
  const { description = type, example = {} } = EVENTS[type].meta() ?? {};
  const { $schema: _, ...schema } = z.toJSONSchema(EVENTS[type], { io: 'output' });
  return {
    type,
    version: eventVersion(type),
    description,
    schema,
    example: example as Record<string, unknown>,
  };
};

/** An event as the world outside sees it; the same bytes' worth for receivers, lists and logs. */
export const toMessage = (event: RecordedEvent, brandId: string): WebhookMessage => ({
  id: publicIdOf('event', event.id),
  type: event.type,
  version: eventVersion(event.type),
  timestamp: event.at.toISOString(),
  brandId: publicIdOf('brand', brandId),
  data: event.data,
});

export interface EventQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly type?: EventType | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

@Injectable()
export class EventsService {
  constructor(
    @Inject(EventsRepository) private readonly events: EventsRepository,
    @Inject(EventSubscribers) private readonly subscribers: EventSubscribers,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
  ) {}

  /** Records what happened, in the transaction that does it, and tells who wants to know. Ids in `data` are public ids. */
  async record<T extends EventType>(tx: TxCtx, type: T, data: EventData<T>): Promise<RecordedEvent> {
    const parsed: Record<string, unknown> = EVENTS[type].parse(data);
    const event: RecordedEvent = { id: tx.newId(), type, data: parsed, at: now(tx) };
    await this.events.insert(tx, { ...event, orderId: orderOf(data) });
    await this.subscribers.tell(tx, event);
    return event;
  }

  types(): EventTypeInfo[] {
    return EVENT_TYPES.map(infoOf);
  }

  list(ctx: Ctx, query: EventQuery): Promise<{ items: WebhookMessage[]; nextCursor: string | null }> {
    const after = readCursor(query.cursor);
    return this.work.run(ctx, async (tx) => {
      const rows = await this.events.list(tx, { ...query, before: after?.id, take: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: shown.map((event) => toMessage(event, ctx.brandId)),
        nextCursor: rows.length > query.limit && last !== undefined ? cursorOf({ id: last.id }) : null,
      };
    });
  }
}
