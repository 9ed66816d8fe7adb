import { JOBS } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import type { RecordedEvent } from '../events/event-subscribers.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { EndpointsRepository } from './endpoints.repository.ts';

/** A try of a delivery, by its number in its round. */
export interface Try {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly round: number;
  readonly number: number;
}

/** Makes deliveries of events and enqueues their tries, all in the transaction that recorded the event. */
@Injectable()
export class Dispatch {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(EndpointsRepository) private readonly endpoints: EndpointsRepository,
    @Inject(DeliveriesRepository) private readonly deliveries: DeliveriesRepository,
  ) {}

  /** To every endpoint that wants the event. */
  async fanOut(tx: TxCtx, event: RecordedEvent): Promise<void> {
    // The test of one endpoint is nobody else's business.
    if (event.type === 'webhook.test') return;
    for (const endpointId of await this.endpoints.wanting(tx, event.type))
      await this.send(tx, endpointId, event.id);
  }

  /** The delivery's id; undefined where the event went there before. */
  async send(tx: TxCtx, endpointId: string, eventId: string): Promise<string | undefined> {
    const deliveryId = tx.newId();
    if (!(await this.deliveries.insert(tx, { id: deliveryId, endpointId, eventId }))) return undefined;
    await this.enqueue(tx, { deliveryId, endpointId, round: 1, number: 1 });
    return deliveryId;
  }

  async enqueue(tx: TxCtx, { deliveryId, endpointId, round, number }: Try, at?: Date): Promise<void> {
    const payload = { brandId: tx.brandId, requestId: tx.requestId, deliveryId, round, number };
    const when = at === undefined ? {} : { startAfter: at };
    await this.jobs.enqueue(tx, JOBS.deliverWebhook, payload, { group: endpointId, ...when });
  }
}
