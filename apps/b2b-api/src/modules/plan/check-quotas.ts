import type { SqlPool } from '@luneo/auth';
import { ALERTS, alertAt, isMonthly, LIMITS, type Limit, monthOf } from '@luneo/billing';
import { JOBS } from '@luneo/contracts';
import { JobRegistry } from '@luneo/jobs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ContextFactory, now, type TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { AUTH_POOL } from '../../platform/tokens.ts';
import { EventsService } from '../events/events.service.ts';
import { PlanRepository } from './plan.repository.ts';
import { PlanService, type PlanState } from './plan.service.ts';

/** What no month counts has one period. */
const ALWAYS = new Date(0);

/** Tells each brand once that it has come to 75, 90 and 100 % of a limit; asked every hour. */
@Injectable()
export class CheckQuotas implements OnModuleInit {
  constructor(
    @Inject(JobRegistry) private readonly registry: JobRegistry,
    @Inject(AUTH_POOL) private readonly auth: SqlPool,
    @Inject(ContextFactory) private readonly contexts: ContextFactory,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PlanService) private readonly plan: PlanService,
    @Inject(PlanRepository) private readonly plans: PlanRepository,
    @Inject(EventsService) private readonly events: EventsService,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      definition: JOBS.checkQuotas,
      run: ({ requestId }) => this.run(requestId),
      // The next hour asks again.
      exhausted: async () => undefined,
    });
  }

  async run(requestId: string): Promise<void> {
    const { rows } = await this.auth.query<{ id: string }>(
      'SELECT id FROM auth.brand WHERE test_of IS NULL ORDER BY id',
      [],
    );
    for (const { id } of rows) {
      const ctx = this.contexts.system(id, requestId, 'quotas');
      const state = await this.plan.state(ctx);
      for (const name of LIMITS.filter((one) => Number.isFinite(state.own.limits[one])))
        await this.work.run(ctx, (tx) => this.#tell(tx, name, state));
    }
  }

  async #tell(tx: TxCtx, name: Limit, { own, uses }: PlanState): Promise<void> {
    const [limit, use] = [own.limits[name], uses[name]];
    const { from, to } = monthOf(now(tx));
    const period = isMonthly(name) ? from : ALWAYS;
    const percent = alertAt(use, limit);
    await this.plans.forget(tx, name, period, percent ?? 0);
    if (percent === undefined) return;
    const given = await this.plans.alerts(tx, name, period);
    if (given.includes(percent)) return;
    await this.plans.note(
      tx,
      name,
      period,
      ALERTS.filter((one) => one <= percent),
    );
    const resetsAt = isMonthly(name) ? to.toISOString() : null;
    await this.events.record(tx, 'quota.reached', { name, percent, limit, use, resetsAt });
  }
}
