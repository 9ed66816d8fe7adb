import type { WebhookDelivery, WebhookDeliveryDetail } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { EventsService, toMessage } from '../events/events.service.ts';
import { DeliveriesRepository, type DeliveryStatus } from './deliveries.repository.ts';
import { Dispatch } from './dispatch.ts';
import { EndpointsRepository } from './endpoints.repository.ts';
import { toAttempt, toDelivery } from './webhooks.mapper.ts';

@Injectable()
export class DeliveriesService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(EndpointsRepository) private readonly endpoints: EndpointsRepository,
    @Inject(DeliveriesRepository) private readonly deliveries: DeliveriesRepository,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Dispatch) private readonly dispatch: Dispatch,
  ) {}

  list(
    ctx: Ctx,
    endpointId: string,
    query: { cursor?: string | undefined; limit: number; status?: DeliveryStatus | undefined },
  ): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
    const id = uuidOf('webhookEndpoint', endpointId);
    const before = readCursor(query.cursor)?.id;
    return this.work.run(ctx, async (tx) => {
      await this.endpoints.get(tx, id);
      const rows = await this.deliveries.list(tx, id, {
        status: query.status,
        before,
        take: query.limit + 1,
      });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: shown.map(toDelivery),
        nextCursor: rows.length > query.limit && last !== undefined ? cursorOf({ id: last.id }) : null,
      };
    });
  }

  get(ctx: Ctx, deliveryId: string): Promise<WebhookDeliveryDetail> {
    const id = uuidOf('webhookDelivery', deliveryId);
    return this.work.read(ctx, async (tx) => {
      const delivery = await this.deliveries.get(tx, id);
      const attempts = await this.deliveries.attempts(tx, id);
      return {
        ...toDelivery(delivery),
        message: toMessage(delivery.event, ctx.brandId),
        attempts: attempts.map(toAttempt),
      };
    });
  }

  test(ctx: Ctx, endpointId: string): Promise<WebhookDelivery> {
    const id = uuidOf('webhookEndpoint', endpointId);
    return this.work.answer(ctx, async (tx) => {
      await this.#enabled(tx, id);
      const event = await this.events.record(tx, 'webhook.test', { webhookEndpointId: endpointId });
      const deliveryId = await this.dispatch.send(tx, id, event.id);
      return toDelivery(await this.deliveries.get(tx, deliveryId!));
    });
  }

  replay(ctx: Ctx, deliveryId: string): Promise<WebhookDelivery> {
    const id = uuidOf('webhookDelivery', deliveryId);
    return this.work.answer(ctx, async (tx) => {
      const { endpointId, round } = await this.deliveries.get(tx, id);
      await this.#enabled(tx, endpointId);
      if (!(await this.deliveries.beginRound(tx, { id, round })))
        throw new ApiError('webhook_pending', 'it is still being tried');
      await this.dispatch.enqueue(tx, { deliveryId: id, endpointId, round: round + 1, number: 1 });
      return toDelivery(await this.deliveries.get(tx, id));
    });
  }

  async #enabled(tx: TxCtx, endpointId: string): Promise<void> {
    const { status } = await this.endpoints.get(tx, endpointId);
    if (status === 'disabled') throw new ApiError('webhook_disabled', 'switch the endpoint on first');
  }
}
