import { type Entitlements, isMonthly, LIMITS, type Limit, monthOf, overageMinor } from '@luneo/billing';
import type { BrandPlan } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type Ctx, now } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from '../../platform/entitled.ts';
import { PlanRepository } from './plan.repository.ts';

export interface PlanState {
  readonly own: Entitlements;
  readonly uses: Readonly<Record<Limit, number>>;
}

@Injectable()
export class PlanService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PlanRepository) private readonly plans: PlanRepository,
    @Inject(Entitled) private readonly entitled: Entitled,
  ) {}

  async state(ctx: Ctx): Promise<PlanState> {
    return { own: await this.entitled.of(ctx), uses: await this.work.read(ctx, (tx) => this.plans.uses(tx)) };
  }

  async get(ctx: Ctx): Promise<BrandPlan> {
    const { own, uses } = await this.state(ctx);
    const resetsAt = monthOf(now(ctx)).to.toISOString();
    return {
      plan: own.plan,
      limits: LIMITS.map((name) => ({
        name,
        limit: Number.isFinite(own.limits[name]) ? own.limits[name] : null,
        use: uses[name],
        resetsAt: isMonthly(name) ? resetsAt : null,
      })),
      features: [...own.features],
      overageMinor: overageMinor(own, uses.printFiles),
    };
  }

  /** Throws `plan_limit` where a file of this size is too much. */
  async holdStorage(ctx: Ctx, moreBytes: number): Promise<void> {
    const own = await this.entitled.of(ctx);
    if (!Number.isFinite(own.limits.storageBytes)) return;
    const bytes = await this.work.run(ctx, (tx) => this.plans.storageBytes(tx));
    this.entitled.hold(ctx, own, 'storageBytes', bytes + moreBytes);
  }
}
