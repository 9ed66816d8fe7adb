import type { Tx } from '@luneo/database';
import { Inject, Injectable } from '@nestjs/common';
import { actorName, type Ctx, type TxCtx } from './ctx.ts';
import { DATABASE } from './tokens.ts';

export type { Tx };

/** What the API needs of the database. */
export interface TenantDatabase {
  forTenant<T>(
    brandId: string,
    work: (tx: Tx) => Promise<T>,
    options?: { readonly snapshot?: boolean; readonly timeoutMs?: number; readonly audit?: string },
  ): Promise<T>;
}

const SLOW_MS = 10 * 60_000;

/** What the database writes beside each row that the transaction changes; see the migration `audit`. */
const auditOptions = (ctx: Ctx): { audit?: string } =>
  ctx.audit === undefined
    ? {}
    : { audit: JSON.stringify({ ...ctx.audit, actor: actorName(ctx), requestId: ctx.requestId }) };

/** Opens the transaction of a use case. */
@Injectable()
export class UnitOfWork {
  constructor(@Inject(DATABASE) private readonly database: TenantDatabase) {}

  /** Commits when `work` resolves, rolls back when it throws. What it changes is in the audit log. */
  run<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
    return this.database.forTenant(ctx.brandId, (tx) => work({ ...ctx, tx }), auditOptions(ctx));
  }

  /** Reads only, all of one moment: for answers put together from several queries. */
  read<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
    return this.database.forTenant(ctx.brandId, (tx) => work({ ...ctx, tx }), { snapshot: true });
  }

  /** Like `run`, for upkeep that may take minutes. */
  slowly<T>(
    ctx: Ctx,
    work: (tx: TxCtx) => Promise<T>,
    { snapshot = false }: { readonly snapshot?: boolean } = {},
  ): Promise<T> {
    const options = { timeoutMs: SLOW_MS, snapshot, ...auditOptions(ctx) };
    return this.database.forTenant(ctx.brandId, (tx) => work({ ...ctx, tx }), options);
  }

  /**
   * Like `run`, for the step whose result is the answer of the call: under an idempotency key the
   * answer is stored in the same transaction, so that effect and memory of it cannot part.
   */
  answer<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
    return this.run(ctx, async (tx) => {
      const result = await work(tx);
      await ctx.remember?.(tx.tx, result);
      return result;
    });
  }
}
