import type { WebhookAttempt } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import type { RecordedEvent } from '../events/event-subscribers.ts';
import { toEvent } from '../events/events.repository.ts';

export type DeliveryStatus = 'pending' | 'delivered' | 'failed';

export interface DeliveryRow {
  /** UUIDs. */
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly event: RecordedEvent;
  readonly status: DeliveryStatus;
  readonly round: number;
  readonly tries: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextTryAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface AttemptRow {
  readonly round: number;
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly response: WebhookAttempt['response'];
  readonly error: string | null;
}

const INCLUDE = { event: true } as const;
type Row = Prisma.WebhookDeliveryGetPayload<{ include: typeof INCLUDE }>;

const toRow = ({ event, status, ...row }: Row): DeliveryRow => ({
  ...row,
  status: status as DeliveryStatus,
  event: toEvent(event),
});

const toAttempt = (row: Prisma.WebhookAttemptGetPayload<object>): AttemptRow => ({
  ...row,
  requestHeaders: row.requestHeaders as Record<string, string>,
  response:
    row.status === null
      ? null
      : {
          status: row.status,
          headers: (row.responseHeaders ?? {}) as Record<string, string>,
          body: row.responseBody ?? '',
        },
});

/** Settled deliveries forgotten at a time. */
const FORGOTTEN_AT_ONCE = 50;

@Injectable()
export class DeliveriesRepository {
  /** False where the event has a delivery to this endpoint already. */
  async insert(
    ctx: TxCtx,
    { id, endpointId, eventId }: { id: string; endpointId: string; eventId: string },
  ): Promise<boolean> {
    const at = now(ctx);
    const data = { id, brandId: ctx.brandId, endpointId, eventId, status: 'pending' };
    const { count } = await ctx.tx.webhookDelivery.createMany({
      data: { ...data, nextTryAt: at, createdAt: at, updatedAt: at },
      skipDuplicates: true,
    });
    return count > 0;
  }

  async find(ctx: TxCtx, id: string): Promise<DeliveryRow | undefined> {
    const row = await ctx.tx.webhookDelivery.findFirst({
      where: { brandId: ctx.brandId, id },
      include: INCLUDE,
    });
    return row === null ? undefined : toRow(row);
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<DeliveryRow> {
    const row = await this.find(ctx, id);
    if (row === undefined) throw notFound();
    return row;
  }

  /** Newest first; `before`: the id a page ended at. */
  async list(
    ctx: TxCtx,
    endpointId: string,
    {
      status,
      before,
      take,
    }: { status?: DeliveryStatus | undefined; before: string | undefined; take: number },
  ): Promise<DeliveryRow[]> {
    const rows = await ctx.tx.webhookDelivery.findMany({
      where: {
        brandId: ctx.brandId,
        endpointId,
        ...(status !== undefined && { status }),
        ...(before !== undefined && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take,
      include: INCLUDE,
    });
    return rows.map(toRow);
  }

  /** What there is for these events at an endpoint. */
  async ofEvents(
    ctx: TxCtx,
    endpointId: string,
    eventIds: readonly string[],
  ): Promise<{ id: string; eventId: string; status: DeliveryStatus; round: number }[]> {
    const rows = await ctx.tx.webhookDelivery.findMany({
      where: { brandId: ctx.brandId, endpointId, eventId: { in: [...eventIds] } },
      select: { id: true, eventId: true, status: true, round: true },
    });
    return rows.map(({ status, ...row }) => ({ ...row, status: status as DeliveryStatus }));
  }

  /** Begins a new round; false where it is being tried, or another replay was first. */
  async beginRound(ctx: TxCtx, { id, round }: { id: string; round: number }): Promise<boolean> {
    const { count } = await ctx.tx.webhookDelivery.updateMany({
      where: { brandId: ctx.brandId, id, round, status: { not: 'pending' } },
      data: { status: 'pending', round: round + 1, tries: 0, nextTryAt: now(ctx), updatedAt: now(ctx) },
    });
    return count > 0;
  }

  /** False where a twin of this run has written down the same try. */
  async insertAttempt(
    ctx: TxCtx,
    deliveryId: string,
    { response, requestHeaders, ...attempt }: AttemptRow,
  ): Promise<boolean> {
    const { count } = await ctx.tx.webhookAttempt.createMany({
      data: {
        ...attempt,
        id: ctx.newId(),
        brandId: ctx.brandId,
        deliveryId,
        requestHeaders: { ...requestHeaders },
        ...(response !== null && {
          status: response.status,
          responseHeaders: { ...response.headers },
          responseBody: response.body,
        }),
      },
      skipDuplicates: true,
    });
    return count > 0;
  }

  async update(
    ctx: TxCtx,
    id: string,
    change: {
      status?: DeliveryStatus;
      tries?: number;
      lastStatus?: number | null;
      lastError?: string | null;
      nextTryAt: Date | null;
    },
  ): Promise<void> {
    await ctx.tx.webhookDelivery.updateMany({
      where: { brandId: ctx.brandId, id },
      data: { ...change, updatedAt: now(ctx) },
    });
  }

  /** Oldest first. */
  async attempts(ctx: TxCtx, deliveryId: string): Promise<AttemptRow[]> {
    const rows = await ctx.tx.webhookAttempt.findMany({
      where: { brandId: ctx.brandId, deliveryId },
      orderBy: [{ round: 'asc' }, { number: 'asc' }],
    });
    return rows.map(toAttempt);
  }

  /** Forgets what was settled before then, a few at a time, oldest first. */
  async forget(ctx: TxCtx, endpointId: string, before: Date): Promise<void> {
    await ctx.tx.$executeRaw`
      DELETE FROM webhook_delivery WHERE brand_id = ${ctx.brandId}::uuid AND id IN (
        SELECT id FROM webhook_delivery
        WHERE brand_id = ${ctx.brandId}::uuid AND endpoint_id = ${endpointId}::uuid
          AND updated_at < ${before} AND status <> 'pending'
        ORDER BY updated_at LIMIT ${FORGOTTEN_AT_ONCE})`;
  }
}
