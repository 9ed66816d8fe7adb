import { EVENTS, type EventData, type EventType } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { EventsRepository } from './events.repository.ts';

/** Which order an event belongs to, for its history; undefined = none. */
const orderOf = (data: object): string | undefined => (data as { orderId?: string }).orderId;

@Injectable()
export class EventsService {
  constructor(@Inject(EventsRepository) private readonly events: EventsRepository) {}

  /** Records what happened, in the transaction that does it. Ids in `data` are public ids. */
  async record<T extends EventType>(tx: TxCtx, type: T, data: EventData<T>): Promise<void> {
    const parsed = EVENTS[type].parse(data);
    await this.events.insert(tx, { id: tx.newId(), type, data: parsed, orderId: orderOf(data), at: now(tx) });
  }
}
