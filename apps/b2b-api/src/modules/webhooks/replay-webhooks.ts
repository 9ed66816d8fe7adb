import { type Api, EVENT_TYPES, JOBS, type LongJob } from '@luneo/contracts';
import { Jobs } from '@luneo/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ContextFactory, type Ctx, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import type { RecordedEvent } from '../events/event-subscribers.ts';
import { type EventRange, EventsRepository } from '../events/events.repository.ts';
import { LongJobsRepository, toLongJob } from '../long-jobs/long-jobs.repository.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { Dispatch } from './dispatch.ts';
import { EndpointsRepository } from './endpoints.repository.ts';

export const REPLAY_KIND = 'webhooks.replay';
/** Events a transaction. */
const CHUNK = 200;

const Params = z.object({
  endpointId: z.uuid(),
  from: z.string(),
  to: z.string(),
  types: z.array(z.string()),
  missedOnly: z.boolean(),
});
type Params = z.infer<typeof Params>;
/** What was done so far; `after` is where a killed run goes on. */
const Progress = z.object({ sent: z.int(), skipped: z.int(), after: z.uuid().optional() });
type Progress = z.infer<typeof Progress>;

interface Payload {
  readonly brandId: string;
  readonly requestId: string;
  readonly jobId: string;
}

/** Sends the events of a time to one endpoint again: what it missed while it was down, or all. */
@Injectable()
export class ReplayWebhooks {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(EndpointsRepository) private readonly endpoints: EndpointsRepository,
    @Inject(DeliveriesRepository) private readonly deliveries: DeliveriesRepository,
    @Inject(EventsRepository) private readonly events: EventsRepository,
    @Inject(LongJobsRepository) private readonly longJobs: LongJobsRepository,
    @Inject(Dispatch) private readonly dispatch: Dispatch,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  start(
    ctx: Ctx,
    endpointId: string,
    { from, to, missedOnly }: z.output<Api['replayWebhooks']['body']>,
  ): Promise<LongJob> {
    const id = uuidOf('webhookEndpoint', endpointId);
    return this.work.answer(ctx, async (tx) => {
      const { status, eventTypes } = await this.endpoints.get(tx, id);
      if (status === 'disabled') throw new ApiError('webhook_disabled', 'switch the endpoint on first');
      // Nothing that happens from now on: it is sent anyway.
      const end = new Date(Math.min(Date.parse(to), tx.clock.now())).toISOString();
      const types = eventTypes.includes('*')
        ? EVENT_TYPES.filter((type) => type !== 'webhook.test')
        : eventTypes;
      const params: Params = { endpointId: id, from, to: end, types: [...types], missedOnly };
      const jobId = tx.newId();
      await this.longJobs.insert(tx, { id: jobId, kind: REPLAY_KIND, params });
      const total = await this.events.count(tx, params);
      const row = await this.longJobs.update(tx, jobId, { total });
      const { brandId, requestId } = ctx;
      await this.jobs.enqueue(tx, JOBS.replayWebhooks, { brandId, requestId, jobId });
      return toLongJob(row);
    });
  }

  async run({ brandId, requestId, jobId }: Payload): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'webhooks');
    while (await this.work.run(ctx, (tx) => this.#part(tx, jobId)));
  }

  async giveUp({ brandId, requestId, jobId }: Payload, message: string): Promise<void> {
    const ctx = this.contexts.system(brandId, requestId, 'webhooks');
    await this.work.run(ctx, async (tx) => {
      const { status, report } = await this.longJobs.lock(tx, jobId);
      if (status === 'queued' || status === 'running')
        await this.longJobs.update(tx, jobId, {
          status: 'failed',
          report: { ...report, message: message.slice(0, 500) },
        });
    });
  }

  /** The next events; true where there are more. */
  async #part(tx: TxCtx, jobId: string): Promise<boolean> {
    const job = await this.longJobs.lock(tx, jobId);
    if (job.status !== 'queued' && job.status !== 'running') return false;
    const params = Params.parse(job.params);
    const progress = Progress.parse(job.report ?? { sent: 0, skipped: 0 });
    const range: EventRange = { from: params.from, to: params.to, types: params.types };
    const part = await this.events.part(tx, range, { after: progress.after, take: CHUNK });
    const sent = await this.#send(tx, params, part);
    const more = part.length === CHUNK;
    const report: Progress = {
      sent: progress.sent + sent,
      skipped: progress.skipped + part.length - sent,
      ...(more && { after: part.at(-1)!.id }),
    };
    await this.longJobs.update(tx, jobId, {
      status: more ? 'running' : 'done',
      done: job.done + part.length,
      report,
    });
    return more;
  }

  async #send(
    tx: TxCtx,
    { endpointId, missedOnly }: Params,
    events: readonly RecordedEvent[],
  ): Promise<number> {
    const ids = events.map(({ id }) => id);
    const known = new Map(
      (await this.deliveries.ofEvents(tx, endpointId, ids)).map((delivery) => [delivery.eventId, delivery]),
    );
    let sent = 0;
    for (const id of ids) {
      const delivery = known.get(id);
      if (delivery === undefined) {
        if ((await this.dispatch.send(tx, endpointId, id)) !== undefined) sent += 1;
      } else if (!(missedOnly && delivery.status === 'delivered')) {
        if (!(await this.deliveries.beginRound(tx, delivery))) continue;
        const round = delivery.round + 1;
        await this.dispatch.enqueue(tx, { deliveryId: delivery.id, endpointId, round, number: 1 });
        sent += 1;
      }
    }
    return sent;
  }
}
