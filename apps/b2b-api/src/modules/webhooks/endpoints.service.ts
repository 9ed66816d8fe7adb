import { Sealer } from '@luneo/auth';
import {
  type Api,
  WEBHOOK_LIMITS,
  type WebhookEndpoint,
  type WebhookEndpointWithSecret,
} from '@luneo/contracts';
import { Outbound } from '@luneo/outbound';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from '../../platform/entitled.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError, notFound } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { type EndpointChange, type EndpointRow, EndpointsRepository } from './endpoints.repository.ts';
import { newWebhookSecret, secretText } from './signing.ts';
import { HEALTHY } from './webhooks.machine.ts';
import { toEndpoint } from './webhooks.mapper.ts';

type Create = z.output<Api['createWebhookEndpoint']['body']>;
type Update = z.output<Api['updateWebhookEndpoint']['body']>;

const HOUR_MS = 60 * 60 * 1000;

@Injectable()
export class EndpointsService {
  readonly #sealer: Sealer;

  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(EndpointsRepository) private readonly endpoints: EndpointsRepository,
    @Inject(Outbound) private readonly outbound: Outbound,
    @Inject(Entitled) private readonly entitled: Entitled,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#sealer = new Sealer(settings.secret, 'webhook secrets');
  }

  list(ctx: Ctx): Promise<WebhookEndpoint[]> {
    return this.work.run(ctx, async (tx) => (await this.endpoints.all(tx)).map(toEndpoint));
  }

  get(ctx: Ctx, endpointId: string): Promise<WebhookEndpoint> {
    const id = uuidOf('webhookEndpoint', endpointId);
    return this.work.run(ctx, async (tx) => toEndpoint(await this.endpoints.get(tx, id)));
  }

  async create(ctx: Ctx, body: Create): Promise<WebhookEndpointWithSecret> {
    await this.entitled.require(ctx, 'webhooks');
    this.outbound.check(body.url);
    const id = ctx.newId();
    return this.#answerOnce(ctx, async (tx) => {
      if ((await this.endpoints.count(tx)) >= WEBHOOK_LIMITS.endpoints)
        throw new ApiError('webhook_limit', `a brand has at most ${WEBHOOK_LIMITS.endpoints} endpoints`);
      await this.endpoints.insert(tx, { id, ...body });
      return { secret: await this.#newSecret(tx, id), row: await this.endpoints.get(tx, id) };
    });
  }

  update(ctx: Ctx, endpointId: string, body: Update): Promise<WebhookEndpoint> {
    const id = uuidOf('webhookEndpoint', endpointId);
    if (body.url !== undefined) this.outbound.check(body.url);
    return this.work.answer(ctx, async (tx) => {
      if ((await this.endpoints.lock(tx, id)) === undefined) throw notFound();
      await this.endpoints.update(tx, id, changeOf(body));
      return toEndpoint(await this.endpoints.get(tx, id));
    });
  }

  delete(ctx: Ctx, endpointId: string): Promise<undefined> {
    const id = uuidOf('webhookEndpoint', endpointId);
    return this.work.answer(ctx, async (tx) => {
      await this.endpoints.get(tx, id);
      await this.endpoints.delete(tx, id);
      return undefined;
    });
  }

  /** The old secrets sign too until the overlap ends, so that receivers can change over at leisure. */
  rotate(ctx: Ctx, endpointId: string, overlapHours: number): Promise<WebhookEndpointWithSecret> {
    const id = uuidOf('webhookEndpoint', endpointId);
    return this.#answerOnce(ctx, async (tx) => {
      if ((await this.endpoints.lock(tx, id)) === undefined) throw notFound();
      const ends = new Date(tx.clock.now() + overlapHours * HOUR_MS);
      await this.endpoints.expireSecrets(tx, id, ends);
      const { secrets } = await this.endpoints.get(tx, id);
      if (secrets.length >= WEBHOOK_LIMITS.secrets)
        throw new ApiError(
          'webhook_limit',
          `${WEBHOOK_LIMITS.secrets} secrets count at a time; one must end first`,
        );
      return { secret: await this.#newSecret(tx, id), row: await this.endpoints.get(tx, id) };
    });
  }

  /** The secrets that count, ready to sign with. */
  secretsOf({ id, secrets }: EndpointRow): Buffer[] {
    return secrets.map((secret) => this.#sealer.open(secret.sealed, `${id} ${secret.id}`));
  }

  async #newSecret(tx: TxCtx, endpointId: string): Promise<string> {
    const secret = newWebhookSecret();
    const id = tx.newId();
    const sealed = new Uint8Array(this.#sealer.seal(secret, `${endpointId} ${id}`));
    await this.endpoints.insertSecret(tx, endpointId, { id, sealed });
    return secretText(secret);
  }

  /** What is remembered of the answer under an idempotency key is without the secret: it is shown once. */
  #answerOnce(
    ctx: Ctx,
    work: (tx: TxCtx) => Promise<{ secret: string; row: EndpointRow }>,
  ): Promise<WebhookEndpointWithSecret> {
    return this.work.run(ctx, async (tx) => {
      const { secret, row } = await work(tx);
      const endpoint = toEndpoint(row);
      await ctx.remember?.(tx.tx, { ...endpoint, secret: null });
      return { ...endpoint, secret };
    });
  }
}

function changeOf({ url, description, eventTypes, status }: Update): EndpointChange {
  const afresh = status === 'enabled' || (url !== undefined && status === undefined);
  return {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(eventTypes !== undefined && { eventTypes }),
    ...(status !== undefined && { status, disabledReason: status === 'disabled' ? 'manual' : null }),
    ...(afresh && { health: HEALTHY }),
  };
}
