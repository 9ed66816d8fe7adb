import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import type { Health } from './webhooks.machine.ts';

export type DisabledReason = 'manual' | 'failing' | 'gone';

export interface SecretRow {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

export interface EndpointRow {
  /** UUID. */
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly status: 'enabled' | 'disabled';
  readonly disabledReason: DisabledReason | null;
  readonly health: Health;
  /** Those that count, newest first. */
  readonly secrets: readonly SecretRow[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface EndpointChange {
  readonly url?: string;
  readonly description?: string;
  readonly eventTypes?: readonly string[];
  readonly status?: 'enabled' | 'disabled';
  readonly disabledReason?: DisabledReason | null;
  readonly health?: Health;
}

type Row = Prisma.WebhookEndpointGetPayload<{ include: { secrets: true } }>;

const msOf = (date: Date | null): number | undefined => date?.getTime();
const dateOf = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

const toRow = (ctx: TxCtx, { failures, failingSince, pausedUntil, secrets, ...row }: Row): EndpointRow => ({
  ...row,
  status: row.status as EndpointRow['status'],
  disabledReason: row.disabledReason as DisabledReason | null,
  health: { failures, failingSince: msOf(failingSince), pausedUntil: msOf(pausedUntil) },
  secrets: secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now(ctx)),
});

const healthData = ({ failures, failingSince, pausedUntil }: Health) => ({
  failures,
  failingSince: dateOf(failingSince),
  pausedUntil: dateOf(pausedUntil),
});

const INCLUDE = { secrets: { orderBy: { id: 'desc' } } } as const;

@Injectable()
export class EndpointsRepository {
  async insert(
    ctx: TxCtx,
    endpoint: { id: string; url: string; description: string; eventTypes: readonly string[] },
  ): Promise<void> {
    const at = now(ctx);
    const { eventTypes, ...rest } = endpoint;
    await ctx.tx.webhookEndpoint.create({
      data: {
        ...rest,
        brandId: ctx.brandId,
        eventTypes: [...eventTypes],
        status: 'enabled',
        createdAt: at,
        updatedAt: at,
      },
    });
  }

  async all(ctx: TxCtx): Promise<EndpointRow[]> {
    const rows = await ctx.tx.webhookEndpoint.findMany({
      where: { brandId: ctx.brandId },
      orderBy: { id: 'asc' },
      include: INCLUDE,
    });
    return rows.map((row) => toRow(ctx, row));
  }

  count(ctx: TxCtx): Promise<number> {
    return ctx.tx.webhookEndpoint.count({ where: { brandId: ctx.brandId } });
  }

  async find(ctx: TxCtx, id: string): Promise<EndpointRow | undefined> {
    const row = await ctx.tx.webhookEndpoint.findFirst({
      where: { brandId: ctx.brandId, id },
      include: INCLUDE,
    });
    return row === null ? undefined : toRow(ctx, row);
  }

  /** Throws `not_found`. */
  async get(ctx: TxCtx, id: string): Promise<EndpointRow> {
    const row = await this.find(ctx, id);
    if (row === undefined) throw notFound();
    return row;
  }

  /** Holds the row until the transaction ends; undefined where it is gone. */
  async lock(ctx: TxCtx, id: string): Promise<EndpointRow | undefined> {
    await ctx.tx.$queryRaw`
      SELECT 1 FROM webhook_endpoint WHERE brand_id = ${ctx.brandId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.find(ctx, id);
  }

  /** Ids of those that want this type now. */
  async wanting(ctx: TxCtx, type: string): Promise<string[]> {
    const rows = await ctx.tx.webhookEndpoint.findMany({
      where: { brandId: ctx.brandId, status: 'enabled', eventTypes: { hasSome: ['*', type] } },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  async update(ctx: TxCtx, id: string, { health, eventTypes, ...change }: EndpointChange): Promise<void> {
    await ctx.tx.webhookEndpoint.updateMany({
      where: { brandId: ctx.brandId, id },
      data: {
        ...change,
        ...(eventTypes !== undefined && { eventTypes: [...eventTypes] }),
        ...(health !== undefined && healthData(health)),
        updatedAt: now(ctx),
      },
    });
  }

  async delete(ctx: TxCtx, id: string): Promise<void> {
    await ctx.tx.webhookEndpoint.deleteMany({ where: { brandId: ctx.brandId, id } });
  }

  async insertSecret(
    ctx: TxCtx,
    endpointId: string,
    { id, sealed }: { id: string; sealed: Uint8Array<ArrayBuffer> },
  ): Promise<void> {
    const data = { id, brandId: ctx.brandId, endpointId, sealed, createdAt: now(ctx) };
    await ctx.tx.webhookSecret.create({ data });
  }

  /** Lets the secrets that count end at a time, if they do not end before; forgets those that ended. */
  async expireSecrets(ctx: TxCtx, endpointId: string, at: Date): Promise<void> {
    const where = { brandId: ctx.brandId, endpointId };
    const later = { OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
    await ctx.tx.webhookSecret.updateMany({ where: { ...where, ...later }, data: { expiresAt: at } });
    await ctx.tx.webhookSecret.deleteMany({ where: { ...where, expiresAt: { lte: now(ctx) } } });
  }
}
