import { WEBHOOK_LIMITS } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { Outbound, type OutboundAnswer } from '@luneo/outbound';
import { Inject, Injectable } from '@nestjs/common';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { publicIdOf } from '../../platform/ids.ts';
import { EventsService, toMessage } from '../events/events.service.ts';
import { type AttemptRow, DeliveriesRepository, type DeliveryRow } from './deliveries.repository.ts';
import { Dispatch } from './dispatch.ts';
import { type EndpointRow, EndpointsRepository } from './endpoints.repository.ts';
import { EndpointsService } from './endpoints.service.ts';
import { loggedBody, loggedHeaders } from './logged.ts';
import { signatureOf, spreadOf } from './signing.ts';
import { healthAfter, type NextStep, nextStep, type Outcome, outcomeOf } from './webhooks.machine.ts';

/** A receiver stores and answers; work that takes longer belongs behind its answer. */
const TIMEOUT_MS = 10_000;
const USER_AGENT = 'Luneo-Webhooks/1';
const DAY_MS = 24 * 60 * 60 * 1000;

export interface DeliverPayload {
  readonly brandId: string;
  readonly requestId: string;
  readonly deliveryId: string;
  readonly round: number;
  readonly number: number;
}

interface Sending {
  readonly delivery: DeliveryRow;
  readonly endpoint: EndpointRow;
}

interface Sent {
  readonly attempt: AttemptRow;
  readonly outcome: Outcome;
  /** `Retry-After` in seconds. */
  readonly askedS: number;
}

/**
 * One try of one delivery. Runs at least once: the receiver may see a try twice (same `webhook-id`), our books
 * count it once. What comes next is enqueued in the transaction that writes the try down.
 */
@Injectable()
export class DeliverWebhook {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(EndpointsRepository) private readonly endpoints: EndpointsRepository,
    @Inject(DeliveriesRepository) private readonly deliveries: DeliveriesRepository,
    @Inject(EndpointsService) private readonly keys: EndpointsService,
    @Inject(EventsService) private readonly events: EventsService,
    @Inject(Dispatch) private readonly dispatch: Dispatch,
    @Inject(Outbound) private readonly outbound: Outbound,
  ) {}

  async run(payload: DeliverPayload): Promise<void> {
    const ctx = this.#ctx(payload);
    const sending = await this.work.run(ctx, (tx) => this.#take(tx, payload));
    if (sending === undefined) return;
    const sent = await this.#send(ctx, sending);
    await this.work.run(ctx, (tx) => this.#settle(tx, sending, sent));
  }

  /** Our own fault, not the receiver's: the delivery stays to be sent again by hand. */
  async giveUp(payload: DeliverPayload): Promise<void> {
    await this.work.run(this.#ctx(payload), async (tx) => {
      const delivery = await this.#current(tx, payload);
      if (delivery !== undefined)
        await this.deliveries.update(tx, delivery.id, {
          status: 'failed',
          lastError: 'internal',
          nextTryAt: null,
        });
    });
  }

  #ctx({ brandId, requestId }: DeliverPayload): Ctx {
    return this.contexts.system(brandId, requestId, 'webhooks');
  }

  /** The delivery, if this try is still its next one. */
  async #current(tx: TxCtx, { deliveryId, round, number }: DeliverPayload): Promise<DeliveryRow | undefined> {
    const delivery = await this.deliveries.find(tx, deliveryId);
    const current =
      delivery?.status === 'pending' && delivery.round === round && delivery.tries === number - 1;
    return current ? delivery : undefined;
  }

  async #take(tx: TxCtx, payload: DeliverPayload): Promise<Sending | undefined> {
    const delivery = await this.#current(tx, payload);
    if (delivery === undefined) return undefined;
    const endpoint = await this.endpoints.get(tx, delivery.endpointId);
    if (endpoint.status === 'disabled') {
      const change = { status: 'failed', lastError: 'endpoint_disabled', nextTryAt: null } as const;
      await this.deliveries.update(tx, delivery.id, change);
      return undefined;
    }
    const { pausedUntil = 0 } = endpoint.health;
    if (pausedUntil <= tx.clock.now()) return { delivery, endpoint };
    // Waiting for an endpoint that is down counts as no try.
    const at = new Date(pausedUntil + spreadOf(delivery.id) * 10_000);
    await this.deliveries.update(tx, delivery.id, { nextTryAt: at });
    await this.dispatch.enqueue(tx, { ...payload, endpointId: endpoint.id }, at);
    return undefined;
  }

  async #send(ctx: Ctx, { delivery, endpoint }: Sending): Promise<Sent> {
    const body = JSON.stringify(toMessage(delivery.event, ctx.brandId));
    const id = publicIdOf('event', delivery.eventId);
    const at = ctx.clock.now();
    const timestampS = Math.floor(at / 1_000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'webhook-id': id,
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signatureOf(this.keys.secretsOf(endpoint), { id, timestampS, body }),
    };
    const startedAt = performance.now();
    const got = await this.outbound
      .send({
        method: 'POST',
        url: endpoint.url,
        headers,
        body,
        timeoutMs: TIMEOUT_MS,
        maxBytes: WEBHOOK_LIMITS.loggedBytes,
      })
      .catch(refusalOf);
    const answer = typeof got === 'string' ? undefined : got;
    const outcome = outcomeOf(answer?.status);
    const attempt: AttemptRow = {
      round: delivery.round,
      number: delivery.tries + 1,
      at: new Date(at),
      durationMs: Math.round(performance.now() - startedAt),
      requestHeaders: loggedHeaders(headers),
      requestBody: loggedBody(body),
      response: answer === undefined ? null : responseOf(answer),
      error: typeof got === 'string' ? got : outcome === 'delivered' ? null : 'status',
    };
    return { attempt, outcome, askedS: Number(answer?.headers['retry-after']) || 0 };
  }

  async #settle(tx: TxCtx, { delivery, endpoint: before }: Sending, sent: Sent): Promise<void> {
    const { attempt, outcome, askedS } = sent;
    const endpoint = await this.endpoints.lock(tx, before.id);
    // Deleted meanwhile, and its log with it.
    if (endpoint === undefined) return;
    if (!(await this.deliveries.insertAttempt(tx, delivery.id, attempt))) return;
    const { number } = attempt;
    const next = nextStep(outcome, { number, spread: spreadOf(`${delivery.id} ${number}`), askedS });
    await this.#book(tx, delivery, attempt, next);
    const exhausted = next.status === 'failed';
    const { disable, ...health } = healthAfter(endpoint.health, { outcome, exhausted, at: tx.clock.now() });
    await this.endpoints.update(tx, endpoint.id, { health });
    if (exhausted) await this.#announceFailure(tx, delivery);
    if (disable !== undefined && endpoint.status === 'enabled')
      await this.#disable(tx, endpoint, { reason: disable, since: health.failingSince! });
    await this.deliveries.forget(
      tx,
      endpoint.id,
      new Date(tx.clock.now() - WEBHOOK_LIMITS.keptDays * DAY_MS),
    );
  }

  async #book(tx: TxCtx, delivery: DeliveryRow, attempt: AttemptRow, next: NextStep): Promise<void> {
    const at = next.status === 'pending' ? new Date(tx.clock.now() + next.waitMs) : null;
    await this.deliveries.update(tx, delivery.id, {
      status: next.status,
      tries: attempt.number,
      lastStatus: attempt.response?.status ?? null,
      lastError: attempt.error,
      nextTryAt: at,
    });
    if (at === null) return;
    const { id: deliveryId, endpointId, round } = delivery;
    await this.dispatch.enqueue(tx, { deliveryId, endpointId, round, number: attempt.number + 1 }, at);
  }

  async #announceFailure(tx: TxCtx, { id, endpointId, event }: DeliveryRow): Promise<void> {
    // News of failed news would never end.
    if (event.type.startsWith('webhook.')) return;
    await this.events.record(tx, 'webhook.delivery_failed', {
      webhookEndpointId: publicIdOf('webhookEndpoint', endpointId),
      webhookDeliveryId: publicIdOf('webhookDelivery', id),
      eventId: publicIdOf('event', event.id),
    });
  }

  async #disable(
    tx: TxCtx,
    endpoint: EndpointRow,
    { reason, since }: { reason: 'failing' | 'gone'; since: number },
  ): Promise<void> {
    await this.endpoints.update(tx, endpoint.id, { status: 'disabled', disabledReason: reason });
    await this.events.record(tx, 'webhook.disabled', {
      webhookEndpointId: publicIdOf('webhookEndpoint', endpoint.id),
      url: endpoint.url,
      reason,
      failingSince: new Date(since).toISOString(),
    });
  }
}

const responseOf = ({ status, headers, body, truncated }: OutboundAnswer): AttemptRow['response'] => ({
  status,
  headers: loggedHeaders(headers),
  body: loggedBody(body, truncated),
});

/** Why nothing came back, in a word; anything else is a fault of ours and thrown again. */
function refusalOf(error: unknown): string {
  if (!(error instanceof CodedError)) throw error;
  return String(error.fault.params?.reason ?? error.code);
}
