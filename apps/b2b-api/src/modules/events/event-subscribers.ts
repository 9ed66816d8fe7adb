import type { EventType } from '@luneo/contracts';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';

/** What happened, as it was recorded. */
export interface RecordedEvent {
  /** UUID. */
  readonly id: string;
  readonly type: EventType;
  /** Ids in it are public ids. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/**
 * Runs in the transaction that recorded the event; whatever takes longer than a row or two it enqueues there.
 * What it throws undoes the event and what caused it.
 */
export type EventSubscriber = (tx: TxCtx, event: RecordedEvent) => Promise<void>;

/** Who wants to know what happens. Modules register here; no service calls them. */
@Injectable()
export class EventSubscribers {
  readonly #all: EventSubscriber[] = [];

  register(subscriber: EventSubscriber): void {
    this.#all.push(subscriber);
  }

  async tell(tx: TxCtx, event: RecordedEvent): Promise<void> {
    for (const subscriber of this.#all) await subscriber(tx, event);
  }
}
